"""Commands that bring tables in and take everything out."""

import asyncio
from contextlib import suppress
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from appointments.rules.imports.columns import LABELS, Content
from appointments.rules.imports.days import Order
from appointments.schemas.imports import Choices, Ends, ImportView, ImportWish, RemarkView, State
from appointments.services.exports import take_export
from appointments.services.imports.orders import (
    check_import,
    limits_of,
    start_import,
    stop_import,
    take_import,
)
from appointments.services.imports.plans import Watch
from appointments.services.imports.runs import PAGE, count_remarks, get_import, remarks_of
from appointments.services.imports.work import do_import
from governance.cli.choosing import chosen_body
from governance.cli.opening import in_database
from governance.cli.screen import as_json, show_json, show_table
from governance.clock import day_in, now
from governance.database import Engine
from governance.front.exports import file_of
from governance.rules.access import Actor, system
from governance.schemas.bodies import Body
from governance.schemas.exports import ExportFile, ExportFormat, ExportWish
from governance.schemas.papers import Upload
from governance.settings import Settings

GLANCE = 0.1
BODY = click.option("--body", "slug", help="Its address; needed when there are several.")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "content",
    type=click.Choice([each.value for each in Content]),
    default=Content.MEMBERS.value,
    show_default=True,
    help="What the table is about.",
)
@BODY
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A JSON file with how the table is read, such as {"mapping": {"Member": "name"}}.',
)
@click.option("--order", type=click.Choice([each.value for each in Order]), help="Of 3/4/2021.")
@click.option("--ends", type=click.Choice([each.value for each in Ends]), help="What an end is.")
@click.option("--grid-since", help="The day since which all terms lie on their grid.")
@click.option("--since-if-missing", help="The first day of rows that state none.")
@click.option("--dry-run", is_flag=True, help="Check every row and take nothing in.")
@as_json
def import_command(
    file: Path,
    content: str,
    slug: str | None,
    mapping: Path | None,
    order: str | None,
    ends: str | None,
    grid_since: str | None,
    since_if_missing: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take the table FILE in: CSV of any kind or a spreadsheet, all of it or nothing.

    Ctrl+C stops; nothing of it is then on the record.
    """
    typed = {"order": order, "ends": ends, "grid_since": grid_since}
    typed["since_if_missing"] = since_if_missing
    choices = _choices(mapping, {name: value for name, value in typed.items() if value})
    upload = Upload(name=file.name, content=file.read_bytes())
    wish = ImportWish(content=Content(content), file=upload, choices=choices)

    async def act(engine: Engine, settings: Settings) -> tuple[ImportView, list[RemarkView]]:
        body = await chosen_body(slug)
        return await _whole(body, wish, settings, dry_run=dry_run)

    try:
        run, remarks = in_database(act)
    except KeyboardInterrupt:
        raise click.ClickException("Stopped. Nothing was taken in.") from None
    if as_json:
        show_json({"import": run, "remarks": remarks})
    else:
        _tell(run, remarks)
    if run.counts.errors or run.state in (State.FAILED, State.STOPPED):
        raise SystemExit(1)


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@BODY
@click.option(
    "--format",
    "wanted",
    type=click.Choice([each.value for each in ExportFormat]),
    default=ExportFormat.CSV.value,
    show_default=True,
    help="CSV files in a zip, a spreadsheet, or Popolo as JSON.",
)
@click.option("--private", is_flag=True, help="Everything, as the clerk has it; this is noted.")
def export_command(file: Path, slug: str | None, wanted: str, private: bool) -> None:
    """Write everything to FILE: what the law makes public, or with --private all of it."""

    async def act(engine: Engine, settings: Settings) -> ExportFile:
        body = await chosen_body(slug)
        kind = ExportFormat(wanted)
        if private:
            await take_export(system(body.slug, now()), ExportWish(format=kind))
        return await file_of(body, kind, day_in(now(), body.timezone), private=private)

    made = in_database(act)
    file.write_bytes(made.content)
    click.echo(f"{file}: {len(made.content)} bytes")


def _choices(mapping: Path | None, typed: dict[str, str]) -> Choices | None:
    """Return how the table is read: what the file says, and what was typed over it."""
    if mapping is None and not typed:
        return None
    try:
        said = msgspec.json.decode(mapping.read_bytes()) if mapping is not None else {}
        return msgspec.convert({**said, **typed}, Choices, strict=False)
    except (msgspec.MsgspecError, TypeError) as error:
        raise click.UsageError(f"How the table is read cannot be understood: {error}.") from error


async def _whole(
    body: Body, wish: ImportWish, settings: Settings, *, dry_run: bool
) -> tuple[ImportView, list[RemarkView]]:
    actor = system(body.slug, now())
    run = await start_import(actor, wish, limits_of(settings))
    try:
        await check_import(actor, run.id)
        await _work(run, "Checking", settings)
        checked = await get_import(body, run.id)
        remarks = await _remarks(body, checked)
        fit = checked.state is State.CHECKED and not checked.counts.errors
        if dry_run or not fit or not checked.counts.new:
            await _put_away(actor, run)
            return checked, remarks
        await take_import(system(body.slug, now()), run.id)
        await _work(run, "Taking in", settings)
        return await get_import(body, run.id), remarks
    except asyncio.CancelledError:
        await asyncio.shield(_put_away(actor, run))
        raise


async def _put_away(actor: Actor, run: ImportView) -> None:
    """Forget the file of an import that is not to go on."""
    with suppress(Exception):  # it may be over already; the answer is what counts
        await stop_import(actor, run.id)


async def _work(run: ImportView, word: str, settings: Settings) -> None:
    """Do what was ordered, and show how far it is."""
    watch = Watch(all=run.rows_all)
    work = asyncio.ensure_future(
        do_import(run.id, clock=now, limits=limits_of(settings), watch=watch)
    )
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    try:
        with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
            task = bar.add_task(word, total=watch.all)
            while not work.done():
                await asyncio.wait({work}, timeout=GLANCE)
                bar.update(task, total=watch.all, completed=min(watch.done, watch.all))
    except asyncio.CancelledError:
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        raise
    await work


async def _remarks(body: Body, run: ImportView) -> list[RemarkView]:
    found: list[RemarkView] = []
    for number in range(1, -(-await count_remarks(body, run.id) // PAGE) + 1):
        found += await remarks_of(body, run.id, page=number)
    return found


def _tell(run: ImportView, remarks: list[RemarkView]) -> None:
    counts = run.counts
    click.echo(
        f"{counts.rows} rows: {counts.new} new, {counts.unchanged} on the record already, "
        f"{counts.changed} otherwise on the record, {counts.skipped} left out; "
        f"{counts.errors} errors, {counts.findings} findings of the law"
    )
    show_table(
        ("Row", "Column", "What", "Why", "Clause"),
        [
            (each.row or "all", LABELS.get(each.column, ""), each.weight, each.text, each.clause)
            for each in remarks
        ],
    )
    if run.state in (State.DONE, State.FAILED, State.STOPPED):
        click.echo(run.outcome)
