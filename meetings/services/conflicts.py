"""What else is set at an hour and in a room, at this board and at the others of this place?"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.charter.findings import Finding
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from meetings.rules.motions import Session
from meetings.rules.schedules import Slot, conflicts
from meetings.schemas.meetings import Meeting

AROUND = timedelta(days=2)
"""A meeting lasts a day at most, so whatever meets another one begins within this."""


async def conflicts_of(body: Body, charter: Charter, meeting: Meeting) -> tuple[Finding, ...]:
    """Return what stands against a meeting where and when it is set."""
    zone = ZoneInfo(body.timezone)
    slot = Slot(
        board=body.name,
        title=meeting.title,
        starts_at=meeting.starts_at.astimezone(zone),
        ends_at=meeting.ends_at,
        place=meeting.place,
    )
    since, until = meeting.starts_at - AROUND, meeting.starts_at + AROUND
    others = await slots_between(body, since, until, without=(meeting.id,))
    return conflicts(slot, others, charter.calendar)


async def slots_between(
    body: Body, since: datetime, until: datetime, *, without: Iterable[UUID] = ()
) -> list[Slot]:
    """Return all boards' meetings that begin within [since, until) and are not called off."""
    rows = await engine().read(
        "SELECT m.id, m.body, m.title, m.starts_at, m.ends_at, m.place, b.name FROM meeting m "
        "JOIN body b ON b.id = m.body WHERE m.starts_at >= $1 AND m.starts_at < $2 "
        "AND m.state <> $3 ORDER BY m.starts_at, m.id",
        since,
        until,
        Session.CANCELLED,
    )
    zone, left_out = ZoneInfo(body.timezone), set(without)
    return [
        Slot(
            board=row["name"],
            title=row["title"],
            starts_at=row["starts_at"].astimezone(zone),
            ends_at=row["ends_at"],
            place=row["place"],
            is_own=row["body"] == body.id,
        )
        for row in rows
        if row["id"] not in left_out
    ]
