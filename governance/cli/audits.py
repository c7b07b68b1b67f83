"""Commands for the record: export a chain, and verify it from the export alone."""

from pathlib import Path
from typing import BinaryIO

import click

from governance.cli.choosing import chosen_body
from governance.cli.opening import in_database
from governance.cli.screen import as_json, show_json
from governance.database import Engine
from governance.services.chains import Verdict, export_chain, verify_chain, verify_export
from governance.settings import Settings

EXPORT = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """Export the record of a body, and verify it."""


@audit.command
@click.argument("slug", required=False)
@click.argument("file", type=click.File("wb", atomic=True), default="-")
def export(slug: str | None, file: BinaryIO) -> None:
    """Write the chain of the body SLUG to FILE, or to the output."""

    async def act(engine: Engine, settings: Settings) -> None:
        async for line in export_chain(await chosen_body(slug)):
            file.write(line)

    in_database(act)


@audit.command
@click.argument("file", type=EXPORT, required=False)
@click.option("--database", "slug", help="Verify this body's chain in the database instead.")
@click.option("--head", help="A head known from elsewhere, which must be a link of the chain.")
@as_json
def verify(file: Path | None, slug: str | None, head: str | None, as_json: bool) -> None:
    """Verify the export in FILE from itself alone; name the first entry that does not hold."""
    if (file is None) == (slug is None):
        raise click.UsageError("Name a file, or a body with --database.")
    verdict = _of_file(file, head) if file is not None else _of_database(slug, head)
    if as_json:
        show_json(verdict)
    elif verdict.holds:
        click.echo(f"The chain of {verdict.body} holds: {verdict.length} entries.")
        click.echo(f"Its head is {verdict.head}")
    else:
        click.echo(
            f"The chain of {verdict.body} does not hold at entry {verdict.broken_at}: "
            f"{verdict.reason}.",
            err=True,
        )
    if not verdict.holds:
        raise SystemExit(1)


def _of_file(file: Path, head: str | None) -> Verdict:
    with file.open("rb") as lines:
        return verify_export(lines, head=head)


def _of_database(slug: str | None, head: str | None) -> Verdict:
    async def act(engine: Engine, settings: Settings) -> Verdict:
        return await verify_chain(await chosen_body(slug), head=head)

    return in_database(act)
