"""Commands for charters: check a file, adopt it, list the versions in force."""

from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import replace

from governance.charter.check import check as problems_of
from governance.charter.load import bundled_laws, load_charter
from governance.charter.problems import CharterError, Problem
from governance.cli.choosing import DAY, body_or_none, chosen_body
from governance.cli.opening import in_database
from governance.cli.screen import as_json, show_json, show_table
from governance.clock import now
from governance.database import Engine
from governance.front.changes import amend_charter, preview_amendment
from governance.rules.access import system
from governance.schemas.bodies import Amendment, CharterText, CharterVersion
from governance.schemas.previews import Preview
from governance.sentences import say_n
from governance.services.bodies import charter_versions
from governance.services.founding import found_body
from governance.settings import Settings

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


SINCE = click.option("--since", type=DAY, help="In force from this day, whatever FILE names.")


@click.group()
def charter() -> None:
    """Check charters and adopt them."""


@charter.command
@FILE
def check(file: Path) -> None:
    """Say what is wrong with the charter in FILE, if anything."""
    try:
        law = load_charter(_text(file), bundled_laws(), file=str(file))
        problems: list[Problem] = problems_of(law)
    except CharterError as error:
        problems = list(error.problems)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise click.ClickException(
            str(say_n("{count} thing is wrong.", "{count} things are wrong.", len(problems)))
        )
    click.echo(
        f"{law.body.name}: {len(law.seats)} seats, {len(law.clauses)} clauses; nothing is wrong."
    )


@charter.command
@FILE
@SINCE
@as_json
def preview(file: Path, since: datetime | None, as_json: bool) -> None:
    """Say what the law in FILE would change at its body: terms, clocks, what is due, who sits."""
    wish = _amendment(file, since)
    slug = _slug(file)

    async def act(engine: Engine, settings: Settings) -> Preview:
        return await preview_amendment(system(slug, now()), wish)

    found = in_database(act)
    if as_json:
        show_json(found)
        return
    _show(found)


@charter.command
@FILE
@SINCE
@click.option("--yes", is_flag=True, help="Do not ask before a body's law is changed.")
def adopt(file: Path, since: datetime | None, yes: bool) -> None:
    """Found the body of the charter in FILE, or make FILE its law from the day that it names.

    What a new law would change is shown first, and asked about.
    """
    wish = _amendment(file, since)
    slug = _slug(file)

    async def act(engine: Engine, settings: Settings) -> str:
        actor = system(slug, now())
        if await body_or_none(slug) is None:
            body = await found_body(actor, CharterText(text=wish.text))
            return f"{body.name} is founded, as {body.slug}."
        found = await preview_amendment(actor, wish)
        _show(found)
        if not yes:
            click.confirm("Is this the law?", abort=True)
        version = await amend_charter(actor, replace(wish, seen=found.seen))
        return f"This is the law of {slug} from {version.in_force_since}."

    click.echo(in_database(act))


@charter.command
@click.argument("slug", required=False)
@as_json
def versions(slug: str | None, as_json: bool) -> None:
    """List the versions of a body's law."""

    async def act(engine: Engine, settings: Settings) -> list[CharterVersion]:
        return await charter_versions(await chosen_body(slug))

    found = in_database(act)
    if as_json:
        show_json(found)
        return
    show_table(
        ("In force since", "Adopted", "SHA-256"),
        [(each.in_force_since, f"{each.adopted_at:%F %T}", each.digest) for each in found],
    )


def _slug(file: Path) -> str:
    return load_charter(_text(file), bundled_laws(), file=str(file)).body.slug


def _amendment(file: Path, since: datetime | None) -> Amendment:
    return Amendment(text=_text(file), since=since.date() if since else None)


def _show(found: Preview) -> None:
    """Write everything that would change, and what the record would not keep."""
    if not found.changes:
        click.echo("Nothing that is computed would change.")
    show_table(
        ("Part", "Of", "What", "Now", "Then"),
        [(each.part, each.subject, each.what, each.before, each.after) for each in found.changes],
    )
    for each in found.broken:
        click.echo(f"Not kept: {each.reason} ({each.clause})", err=True)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not a text in UTF-8.") from error
