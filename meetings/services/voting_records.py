"""The record of votes: how each member voted in the end, for a meeting or a year.

Other packages add what members said by name elsewhere at a meeting, as in the ballots of an
election.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
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
OF_A_YEAR = f"{CLOSED} AND m.closed_at >= $2 AND m.closed_at < $3"

Closed = tuple[datetime, VoteLine]
Of = UUID | tuple[datetime, datetime]
"""A meeting, or the moments [since, until)."""

Source = Callable[[Body, Of], Awaitable[Sequence[Closed]]]
_sources: list[Source] = []


def also_voted(*sources: Source) -> None:
    """Let packages add lines, each with the moment at which the vote was closed."""
    _sources.extend(each for each in sources if each not in _sources)


async def votes_of_meeting(body: Body, meeting_id: UUID) -> tuple[VoteLine, ...]:
    """Return every member's final vote on every motion that was voted at a meeting."""
    await get_meeting(body, meeting_id)
    found = await motion_files(f"{CLOSED} AND m.meeting = $2", body.id, meeting_id)
    return await _in_order(found, body, meeting_id)


async def votes_of_year(body: Body, year: int) -> tuple[VoteLine, ...]:
    """Return every member's final vote in a calendar year of the body's own zone."""
    if not FIRST_YEAR < year < LAST_YEAR:
        raise BadInputError({"year": say("This year lies outside the calendar.")})
    zone = ZoneInfo(body.timezone)
    since, until = (datetime(each, 1, 1, tzinfo=zone).astimezone(UTC) for each in (year, year + 1))
    found = await motion_files(OF_A_YEAR, body.id, since, until, order="m.closed_at, m.number")
    return await _in_order(found, body, (since, until))


async def _in_order(motions: Iterable[MotionFile], body: Body, of: Of) -> tuple[VoteLine, ...]:
    """Put the lines of motions and of other sources in the order in which they were closed."""
    lines = list(_lines(motions, body))
    for source in _sources:
        lines += await source(body, of)
    return tuple(line for _, line in sorted(lines, key=lambda each: each[0]))


def _lines(motions: Iterable[MotionFile], body: Body) -> Iterable[Closed]:
    for motion in motions:
        closed_at = motion.closed_at or motion.moved_at
        for each in said_by_member(motion):
            line = VoteLine(
                meeting=motion.meeting,
                on=day_in(closed_at, body.timezone),
                motion=motion.number,
                kind=motion.kind,
                text=motion.text,
                outcome=motion.outcome or motion.state,
                member=each.name,
                seat=each.seat_name,
                vote=each.said,
                committee=motion.committee,
            )
            yield closed_at, line
