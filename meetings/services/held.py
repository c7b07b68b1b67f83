"""Which meetings were held, and since when can their minutes be read?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import Deadline
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from meetings.rules.motions import Session
from meetings.rules.notice import minutes_clock
from meetings.rules.quorum import Stay, distant_at, present_at, quorum
from meetings.schemas.meetings import Meeting
from meetings.services.calendars import meetings_of
from meetings.services.members import members_on

_ADJOURNED = """
SELECT m.id, m.title, m.adjourned_at, v.published_at, EXISTS (
    SELECT 1 FROM executive_session e WHERE e.meeting = m.id AND e.formal_vote
) AS closed_vote
FROM meeting m LEFT JOIN minutes v ON v.meeting = m.id AND v.version = 1
WHERE m.body = $1 AND m.adjourned_at >= $2 AND m.adjourned_at < $3 ORDER BY m.adjourned_at, m.id"""


@dataclass(frozen=True, slots=True)
class Minuted:
    """A meeting that ended, the last day for its minutes, and the day of the first of them."""

    meeting: UUID
    title: str
    due: Deadline
    published_on: date | None


async def minuted(body: Body, charter: Charter, since: date, until: date) -> list[Minuted]:
    """Return the meetings of the body, and of some of it, that ended on the days [since, until)."""
    zone = body.timezone
    return [
        Minuted(
            meeting=row["id"],
            title=row["title"],
            due=minutes_clock(
                day_in(row["adjourned_at"], zone),
                charter.meetings,
                charter.calendar,
                closed_vote=bool(row["closed_vote"]),
            ),
            published_on=row["published_at"] and day_in(row["published_at"], zone),
        )
        for row in await engine().read(
            _ADJOURNED, body.id, _midnight(body, since), _midnight(body, until)
        )
    ]


async def held_meetings(body: Body, charter: Charter, since: date, until: date) -> list[Meeting]:
    """Return those of the whole body that were adjourned after a quorum had been there.

    They began on the days [since, until); the earliest is first.
    """
    begins, ends = _midnight(body, since), _midnight(body, until)
    over = [
        each
        for each in await meetings_of(body, since=begins, until=ends)
        if each.kind.is_of_the_whole_body and each.state is Session.ADJOURNED
    ]
    stays = await _stays(body, begins, ends) if over else {}
    return [each for each in over if await _had_a_quorum(body, charter, each, stays)]


async def _stays(body: Body, begins: datetime, ends: datetime) -> dict[UUID, list[Stay]]:
    rows = await engine().read(
        "SELECT a.meeting, a.person, a.arrived_at, a.left_at, a.remote, a.ground "
        "FROM attendance a JOIN meeting m ON m.id = a.meeting "
        "WHERE m.body = $1 AND m.starts_at >= $2 AND m.starts_at < $3",
        body.id,
        begins,
        ends,
    )
    found: dict[UUID, list[Stay]] = {}
    for row in rows:
        stay = Stay(
            person=row["person"],
            since=row["arrived_at"],
            until=row["left_at"],
            remote=bool(row["remote"]),
            ground=row["ground"],
        )
        found.setdefault(row["meeting"], []).append(stay)
    return found


async def _had_a_quorum(
    body: Body, charter: Charter, meeting: Meeting, stays: Mapping[UUID, Sequence[Stay]]
) -> bool:
    """Whether at some moment of the meeting enough members were in the room."""
    there = stays.get(meeting.id, ())
    on = day_in(meeting.starts_at, body.timezone)
    if charter.quorum.count is None:
        members = [each.person for each in await members_on(body, on)]
    else:
        members = list({stay.person for stay in there})
    by_video = charter.meetings.by_video
    return any(
        quorum(
            present_at(there, stay.since, by_video=by_video)
            - distant_at(there, stay.since, charter),
            members,
            charter,
        ).is_there
        for stay in there
    )


def _midnight(body: Body, on: date) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(body.timezone)).astimezone(UTC)
