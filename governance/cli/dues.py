"""The command that lists what is due."""

from datetime import datetime

import click
from msgspec import Struct

from governance.cli.choosing import DAY, chosen_body, day_of
from governance.cli.opening import in_database
from governance.cli.screen import as_json, show_json, show_table
from governance.database import Engine
from governance.front.due import due_of
from governance.schemas.due import DueView, due_view
from governance.settings import Settings


class DueAnswer(Struct, frozen=True, kw_only=True):
    """What is due at a body as of a day."""

    body: str
    on: str
    due: tuple[DueView, ...]


@click.command
@click.argument("slug", required=False)
@click.option("--on", type=DAY, help="As of this day; today if not given.")
@as_json
def due(slug: str | None, on: datetime | None, as_json: bool) -> None:
    """List what is due at the body SLUG, by whom, under which clause."""

    async def act(engine: Engine, settings: Settings) -> DueAnswer:
        body = await chosen_body(slug)
        day = day_of(on, body)
        items = tuple(due_view(item) for item in await due_of(body, day))
        return DueAnswer(body=body.slug, on=day.isoformat(), due=items)

    answer = in_database(act)
    if as_json:
        show_json(answer)
        return
    if not answer.due:
        click.echo(f"Nothing is due at {answer.body} on {answer.on}.")
    show_table(
        ("Day", "Left", "What", "Who", "Clause"),
        [(each.day, _left(each), each.what, each.who, each.clause) for each in answer.due],
    )


def _left(item: DueView) -> str:
    if item.overdue:
        return f"{-item.days_left} over"
    return f"{item.days_left}" + (" (advisory)" if item.advisory else "")
