"""Who sits where, for everyone."""

from datetime import date
from uuid import UUID

from litestar import get
from litestar.params import FromPath, FromQuery

from appointments.schemas.seats import MemberHistory, Roster
from appointments.services import seats as services
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.services.people import kept_record
from governance.web.access import Asking, Board

TAGS = ["seats"]
HOME = "/api/v1/bodies/{slug:str}"


@get(f"{HOME}/seats", tags=TAGS, operation_id="list_seats", opt={"permission": "public"})
async def list_seats(actor: Asking, board: Board, on: FromQuery[date | None] = None) -> Roster:
    """Return the state of every seat on a day, with who has it and under which act."""
    today = day_in(actor.at, board.timezone)
    return await services.roster_on(board, on or today, today=today)


@get(
    f"{HOME}/members/{{person:uuid}}",
    tags=TAGS,
    operation_id="get_member",
    opt={"permission": "public"},
)
async def get_member(actor: Asking, board: Board, person: FromPath[UUID]) -> MemberHistory:
    """Return the services of a person who serves or served."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    kept = await kept_record(board, person)
    return await services.member_history(board, charter, kept, today)
