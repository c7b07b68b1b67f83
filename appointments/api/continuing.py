"""What must stay true of members and is stated not to be; private, and each look is kept."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from appointments.schemas.continuing import (
    ConcernClosed,
    ConcernFinding,
    ConcernLetter,
    ConcernView,
)
from appointments.services import continuing as services
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.lookups import shown

TAGS = ["continuing eligibility"]
HOME = "/api/v1/bodies/{slug:str}/continuing"
ONE = f"{HOME}/{{appointment:uuid}}/{{lasting:str}}"
Lasting = FromPath[str]


@get(HOME, tags=TAGS, operation_id="list_concerns", opt={"permission": "read_people"})
async def list_concerns(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> list[ConcernView]:
    """Return what is stated against members on a day and was not settled, with drafted letters."""
    day = on or day_in(actor.at, board.timezone)
    found = await services.open_concerns(board, await charter_on(board, day), day)
    for each in found:
        shown(request, board, {each.person: [each.behind.fact]}, services.WHAT)
    return found


@post(
    f"{ONE}/letter",
    tags=TAGS,
    operation_id="send_concern_letter",
    opt={"permission": "send_concern_letter"},
)
async def send_concern_letter(
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    lasting: Lasting,
    data: JSONBody[ConcernLetter],
) -> ConcernView:
    """Write to a member about what is stated."""
    return await services.send_concern_letter(actor, appointment, lasting, data)


@post(
    f"{ONE}/finding",
    tags=TAGS,
    operation_id="close_concern",
    opt={"permission": "close_concern"},
)
async def close_concern(
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    lasting: Lasting,
    data: JSONBody[ConcernFinding],
) -> ConcernClosed:
    """Keep what was found: the seat falls vacant on a ground of the law, or the member stays."""
    return await services.close_concern(actor, appointment, lasting, data)
