"""Who sits where, for everyone."""

from datetime import date
from uuid import UUID

from litestar import get

from appointments.schemas.seats import MemberHistory, Roster
from appointments.services import seats as services
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on

TAGS = ["seats"]
HOME = "/api/v1/bodies/{slug:str}"


@get(f"{HOME}/seats", tags=TAGS, operation_id="list_seats", opt={"permission": "public"})
async def list_seats(actor: Actor, board: Body, on: date | None = None) -> Roster:
    """Return the state of every seat on a day, with who has it and under which act."""
    return await services.roster_on(board, on or day_in(actor.at, board.timezone))


@get(
    f"{HOME}/members/{{person:uuid}}",
    tags=TAGS,
    operation_id="get_member",
    opt={"permission": "public"},
)
async def get_member(actor: Actor, board: Body, person: UUID) -> MemberHistory:
    """Return the services of a person who serves or served."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await services.member_history(board, charter, person)
