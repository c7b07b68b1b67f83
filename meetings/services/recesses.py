"""When was a meeting interrupted?"""

from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.rules.minutes import Line, LineKind
from meetings.tables import RecessRow


async def begin_recess(record: Record, meeting_id: UUID, at: datetime) -> None:
    """Keep, within a deed, that a recess begins."""
    await RecessRow.insert(
        RecessRow(id=uuid4(), body=record.body.id, meeting=meeting_id, began_at=at, ended_at=None)
    )


async def end_recess(meeting_id: UUID, at: datetime) -> None:
    """Keep, within a deed, that a recess ends, if there is one."""
    await RecessRow.update({RecessRow.ended_at: at}).where(
        RecessRow.meeting == meeting_id, RecessRow.ended_at.is_null()
    )


async def lines_of_recesses(body: Body, meeting_id: UUID) -> tuple[Line, ...]:
    """Return what the minutes say of recesses; nothing where there was none."""
    rows = await engine().read(
        "SELECT began_at, ended_at FROM recess WHERE meeting = $1 ORDER BY began_at", meeting_id
    )
    zone = ZoneInfo(body.timezone)
    lines = [
        Line(
            LineKind.TEXT,
            say(
                "In recess from {since} to {until}.",
                since=row["began_at"].astimezone(zone).time(),
                until=row["ended_at"].astimezone(zone).time(),
            ),
        )
        for row in rows
        if row["ended_at"]
    ]
    return (Line(LineKind.HEADING, say("Recess"), "recess"), *lines) if lines else ()
