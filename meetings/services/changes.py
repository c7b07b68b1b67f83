"""How did a meeting stand before it was moved or called off, and who changed it?"""

from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.errors import OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.schemas.meetings import Meeting
from meetings.schemas.schedules import MeetingChange
from meetings.services.files import get_meeting
from meetings.tables import MeetingChangeRow

CHANGES = (
    "SELECT sequence, state_was, state, starts_was, ends_was, place_was, video_was, "
    "take_part_was, reason, changed_by, changed_at FROM meeting_change"
)


async def changes_of(body: Body, meeting_id: UUID) -> tuple[MeetingChange, ...]:
    """Return every change of a meeting, the first one first."""
    await get_meeting(body, meeting_id)
    rows = await engine().read(
        f"{CHANGES} WHERE meeting = $1 AND body = $2 ORDER BY sequence", meeting_id, body.id
    )
    return tuple(msgspec.convert(rows, list[MeetingChange]))


async def require_unchanged(record: Record, meeting: Meeting, seen: int | None) -> None:
    """Refuse whoever decided about a meeting that somebody else has changed meanwhile."""
    if seen is None or seen == meeting.sequence:
        return
    zone = ZoneInfo(record.body.timezone)
    changes = await changes_of(record.body, meeting.id)
    if not changes:
        raise OutOfOrderError(say("This meeting was changed meanwhile; load the page anew."))
    last = changes[-1]
    raise OutOfOrderError(
        say(
            "{who} was faster and changed this meeting at {moment}: {state}, {start}, {place}. "
            "Nothing was done; look at it as it is now.",
            who=last.changed_by,
            moment=last.changed_at.astimezone(zone),
            state=meeting.state.words,
            start=meeting.starts_at.astimezone(zone),
            place=meeting.place or say("no place given"),
        )
    )


async def keep_change(record: Record, before: Meeting, after: Meeting, reason: str) -> Meeting:
    """Keep how a meeting stood before a change, within the deed that changed it."""
    await MeetingChangeRow.insert(
        MeetingChangeRow(
            id=uuid4(),
            body=record.body.id,
            meeting=before.id,
            sequence=after.sequence,
            state_was=before.state,
            state=after.state,
            starts_was=before.starts_at,
            ends_was=before.ends_at,
            place_was=before.place,
            video_was=before.video,
            take_part_was=before.take_part,
            reason=reason,
            changed_by=record.actor.name or "openseat",
            changed_at=record.at,
        )
    )
    was, now = shown(before), shown(after)
    changed = [name for name in now if was[name] != now[name]]
    record.note(
        f"meeting:{before.id}",
        before={name: was[name] for name in changed},
        after={**{name: now[name] for name in changed}, "why": reason},
    )
    return after


def shown(meeting: Meeting) -> dict[str, object]:
    """Return what the chain says of a meeting."""
    fields = msgspec.structs.asdict(meeting)
    return {name: value for name, value in fields.items() if name not in ("id", "uid")}
