"""The record of votes: how each member voted in the end, for a meeting or a year."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.clock import day_in
from governance.errors import BadInputError
from governance.schemas.bodies import Body
from governance.schemas.bounds import FIRST_YEAR, LAST_YEAR
from governance.sentences import say
from meetings.schemas.motions import VoteLine
from meetings.services.files import MotionFile, get_meeting, motion_files
from meetings.services.views import said_by_member

CLOSED = "m.body = $1 AND m.closed_at IS NOT NULL"


async def votes_of_meeting(body: Body, meeting_id: UUID) -> tuple[VoteLine, ...]:
    """Return every member's final vote on every motion that was voted at a meeting."""
    await get_meeting(body, meeting_id)
    found = await motion_files(f"{CLOSED} AND m.meeting = $2", body.id, meeting_id)
    return tuple(_lines(found, body))


async def votes_of_year(body: Body, year: int) -> tuple[VoteLine, ...]:
    """Return every member's final vote in a calendar year of the body's own zone."""
    if not FIRST_YEAR < year < LAST_YEAR:
        raise BadInputError({"year": say("This year lies outside the calendar.")})
    zone = ZoneInfo(body.timezone)
    since, until = (datetime(each, 1, 1, tzinfo=zone).astimezone(UTC) for each in (year, year + 1))
    found = await motion_files(
        f"{CLOSED} AND m.closed_at >= $2 AND m.closed_at < $3",
        body.id,
        since,
        until,
        order="m.closed_at, m.number",
    )
    return tuple(_lines(found, body))


def _lines(motions: Iterable[MotionFile], body: Body) -> Iterable[VoteLine]:
    for motion in motions:
        for each in said_by_member(motion):
            yield VoteLine(
                meeting=motion.meeting,
                on=day_in(motion.closed_at or motion.moved_at, body.timezone),
                motion=motion.number,
                kind=motion.kind,
                text=motion.text,
                outcome=motion.outcome or motion.state,
                member=each.name,
                seat=each.seat_name,
                vote=each.said,
            )
