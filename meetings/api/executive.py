"""Executive sessions, as JSON."""

from uuid import UUID

from litestar import post
from litestar.params import FromPath, JSONBody

from governance.web.access import Asking
from meetings.schemas.executive import ClosedVotes, ExecutiveSession, Guest, GuestGone, GuestWish
from meetings.services import executive

ONE = "/api/v1/bodies/{slug:str}/executive-sessions/{session_id:uuid}"
TAGS = ["meetings"]


@post(
    "/api/v1/bodies/{slug:str}/motions/{motion_id:uuid}/executive-session",
    opt={"permission": "begin_executive_session"},
    operation_id="begin_executive_session",
    tags=TAGS,
)
async def begin_executive_session(actor: Asking, motion_id: FromPath[UUID]) -> ExecutiveSession:
    """Close the doors, as a carried motion asked for."""
    return await executive.begin_executive_session(actor, motion_id)


@post(f"{ONE}/guests", opt={"permission": "admit_guest"}, operation_id="admit_guest", tags=TAGS)
async def admit_guest(
    actor: Asking, session_id: FromPath[UUID], data: JSONBody[GuestWish]
) -> Guest:
    """Let somebody in who is no member."""
    return await executive.admit_guest(actor, session_id, data)


@post(
    f"{ONE}/departures",
    opt={"permission": "note_guest_gone"},
    operation_id="note_guest_gone",
    tags=TAGS,
)
async def note_guest_gone(
    actor: Asking, session_id: FromPath[UUID], data: JSONBody[GuestGone]
) -> Guest:
    """Note that a guest left."""
    return await executive.note_guest_gone(actor, session_id, data)


@post(
    f"{ONE}/end",
    opt={"permission": "end_executive_session"},
    operation_id="end_executive_session",
    tags=TAGS,
)
async def end_executive_session(actor: Asking, session_id: FromPath[UUID]) -> ExecutiveSession:
    """Come back into the open."""
    return await executive.end_executive_session(actor, session_id)


@post(
    f"{ONE}/votes",
    opt={"permission": "tell_closed_votes"},
    operation_id="tell_closed_votes",
    tags=TAGS,
)
async def tell_closed_votes(
    actor: Asking, session_id: FromPath[UUID], data: JSONBody[ClosedVotes]
) -> ExecutiveSession:
    """Say whether a formal vote was taken inside, and how each member voted."""
    return await executive.tell_closed_votes(actor, session_id, data)


ROUTES = [
    begin_executive_session,
    admit_guest,
    note_guest_gone,
    end_executive_session,
    tell_closed_votes,
]
