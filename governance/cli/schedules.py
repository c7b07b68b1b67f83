"""The command that plans a year's meetings by the charter's rule, and sets them."""

import click
import msgspec

from governance.cli.choosing import chosen_body, wish
from governance.cli.opening import in_database
from governance.cli.screen import as_json, show_json, show_table
from governance.clock import now
from governance.database import Engine
from governance.rules.access import system
from governance.settings import Settings
from meetings.schemas.schedules import PlannedMeeting, SchedulePreview, ScheduleWish
from meetings.services.schedules import preview_schedule, schedule_year


@click.command
@click.argument("year", type=int)
@click.option("--body", "slug", help="Which board; needed where there are several.")
@click.option("--yes", is_flag=True, help="Set the meetings, after they were shown.")
@as_json
def schedule(year: int, slug: str | None, yes: bool, as_json: bool) -> None:
    """Show the regular meetings of YEAR by the charter's rule, with what stands against each.

    Days are moved by hand on the page or by the API; this takes them all as they are.
    """

    async def act(engine: Engine, settings: Settings) -> tuple[SchedulePreview, int]:
        body = await chosen_body(slug)
        asked = wish(ScheduleWish, year=year)
        preview = await preview_schedule(system(body.slug, now()), asked)
        if not yes:
            return preview, 0
        seen = msgspec.structs.replace(asked, seen=preview.seen)
        done = await schedule_year(system(body.slug, now()), seen)
        return preview, len(done.meetings)

    preview, made = in_database(act)
    if as_json:
        show_json(preview)
        return
    show_table(
        ("Begins", "Meeting", "Where", "What stands against it"),
        [(_when(each), _what(each), each.place, _against(each)) for each in preview.rows],
    )
    for missing in preview.missing:
        click.echo(
            f"No meeting from {missing.since} to {missing.last} in: {', '.join(missing.districts)}"
        )
    if made:
        click.echo(f"{made} meetings are set.")


def _when(each: PlannedMeeting) -> str:
    return "" if each.starts_at is None else f"{each.starts_at:%Y-%m-%d %H:%M}"


def _what(each: PlannedMeeting) -> str:
    return f"{each.title}, {each.district}" if each.district else each.title


def _against(each: PlannedMeeting) -> str:
    return each.why_not or " ".join(one.reason for one in each.conflicts)
