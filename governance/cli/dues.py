"""The command that lists what is due."""

from datetime import datetime

import click
from msgspec import Struct

from governance.cli.choosing import DAY, day_of
from governance.cli.opening import in_database
from governance.cli.screen import as_json, show_json, show_table
from governance.database import Engine
from governance.front.desks import Wanted
from governance.front.due import due_of
from governance.schemas.due import DueView, due_view
from governance.services.bodies import every_body, get_body
from governance.settings import Settings


class DueAnswer(Struct, frozen=True, kw_only=True):
    """What is due at a body, or at all of them, as of a day."""

    body: str
    on: str
    due: tuple[DueView, ...]


@click.command
@click.argument("slug", required=False)
@click.option("--on", type=DAY, help="As of this day; today if not given.")
@click.option("--authority", default="", help="Only seats that this authority fills, by its name.")
@click.option("--clause", default="", help="Only what this clause asks.")
@click.option("--who", default="", help="Only what these must do.")
@click.option("--overdue/--not-overdue", default=None, help="Only what is overdue, or what is not.")
@as_json
def due(
    slug: str | None,
    on: datetime | None,
    authority: str,
    clause: str,
    who: str,
    overdue: bool | None,
    as_json: bool,
) -> None:
    """List what is due at the body SLUG, by whom, under which clause; without SLUG at all bodies.

    It is sorted by the day on which it is due, rolled to a business day.
    """
    late = "" if overdue is None else "yes" if overdue else "no"
    wanted = Wanted(authority=authority, clause=clause, who=who, overdue=late)

    async def act(engine: Engine, settings: Settings) -> DueAnswer:
        bodies = [await get_body(slug)] if slug else await every_body()
        if not bodies:
            raise click.ClickException("There is no body yet; run: openseat charter adopt FILE")
        found = []
        for body in bodies:
            items = await due_of(body, day_of(on, body))
            found += [due_view(item, body.slug) for item in items if wanted.takes(body, item)]
        found.sort(key=lambda each: (each.day, each.advisory, each.clause))
        where = bodies[0].slug if len(bodies) == 1 else "any body"
        day = day_of(on, bodies[0])
        return DueAnswer(body=where, on=day.isoformat(), due=tuple(found))

    answer = in_database(act)
    if as_json:
        show_json(answer)
        return
    if not answer.due:
        click.echo(f"Nothing is due at {answer.body} on {answer.on}.")
    show_table(
        ("Day", "Left", "What", "Who", "Clause", "Body"),
        [
            (each.day, _left(each), each.what, each.who, each.clause, each.body)
            for each in answer.due
        ],
    )


def _left(item: DueView) -> str:
    if item.overdue:
        return f"{-item.days_left} over"
    return f"{item.days_left}" + (" (advisory)" if item.advisory else "")
