"""Who presides, and who runs one meeting alone."""

from uuid import UUID

from governance.errors import NotAllowedError
from governance.rules.access import Role
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.services.files import get_meeting

OFFICE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.STAFF, Role.SYSTEM})


def require_own_meeting(record: Record, meeting: Meeting) -> None:
    """Refuse whoever presides only to hold an election at any meeting but that one."""
    roles = record.actor.roles
    if Role.ELECTION_CHAIR not in roles or roles & OFFICE:
        return
    if record.actor.presides_at == meeting.id:
        return
    is_own = meeting.kind.is_of_the_whole_body and (
        meeting.state is Session.SCHEDULED or meeting.presiding == record.actor.person
    )
    if not is_own:
        raise NotAllowedError(say("You preside only over the meeting that holds the election."))


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
