"""The chair of a committee runs its meetings, and by that right no others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from governance.errors import NotAllowedError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.services.files import get_meeting
from meetings.services.rolls import roll_of

ABOUT = ("meeting_id", "motion_id", "item_id", "session_id")
"""What an address can name of a meeting."""

_MEETING = """
SELECT id AS meeting FROM meeting WHERE id = $1 AND body = $2
UNION ALL SELECT meeting FROM motion WHERE id = $1 AND body = $2
UNION ALL SELECT meeting FROM agenda_item WHERE id = $1 AND body = $2
UNION ALL SELECT meeting FROM executive_session WHERE id = $1 AND body = $2"""


async def presides_at(
    body: Body, person: UUID, at: datetime, address: Mapping[str, object]
) -> UUID | None:
    """Return the meeting that an address speaks of, if the person chairs the committee it is of."""
    named = next((address[each] for each in ABOUT if each in address), None)
    found = await _meeting_of(body, named)
    if found is None:
        return None
    meeting = await get_meeting(body, found)
    if meeting.kind.is_of_the_whole_body:
        return None
    return found if (await roll_of(body, meeting, at)).chair == person else None


async def only_at_ones_own(record: Record, args: Sequence[object]) -> None:
    """Refuse a deed that is not about the meeting at which the actor presides."""
    found = await _meeting_of(record.body, args[0] if args else None)
    if found is None or found != record.actor.presides_at:
        raise NotAllowedError(say("The chair of a committee runs its meetings, and no others."))


async def _meeting_of(body: Body, named: object) -> UUID | None:
    if not isinstance(named, UUID):
        return None
    rows = await engine().read(_MEETING, named, body.id)
    return rows[0]["meeting"] if rows else None
