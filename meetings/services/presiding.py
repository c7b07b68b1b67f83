"""Who presides changes in the middle of a meeting."""

from uuid import UUID

from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.services.files import get_meeting


async def let_preside(record: Record, meeting_id: UUID, person: UUID | None) -> None:
    """Let somebody else preside from now on, within a deed."""
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.presiding == person:
        return
    await engine().write("UPDATE meeting SET presiding = $1 WHERE id = $2", person, meeting_id)
    record.note(
        f"meeting:{meeting_id}",
        before={"presiding": meeting.presiding},
        after={"presiding": person},
    )
