"""Acts of the appointing authority."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from appointments.schemas.legislation import CouncilVote, LegislationView, LegislationWish
from appointments.services import legislation as services
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

TAGS = ["legislation"]
HOME = "/api/v1/bodies/{slug:str}/legislation"


@get(HOME, tags=TAGS, operation_id="list_legislation", opt={"permission": "read_appointments"})
async def list_legislation(
    actor: Asking,
    board: Board,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[LegislationView]:
    """Return one page of the acts, the latest first."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await services.list_legislation(board, charter, page=page_number)


@post(
    HOME,
    tags=TAGS,
    operation_id="introduce_legislation",
    opt={"permission": "introduce_legislation"},
)
async def introduce_legislation(
    actor: Asking,
    board: Board,
    data: JSONBody[LegislationWish],
) -> LegislationView:
    """Bring an act before the appointing authority."""
    return await services.introduce_legislation(actor, data)


@post(
    f"{HOME}/{{legislation:uuid}}/vote",
    tags=TAGS,
    operation_id="record_council_vote",
    opt={"permission": "record_council_vote"},
)
async def record_council_vote(
    actor: Asking,
    board: Board,
    legislation: FromPath[UUID],
    data: JSONBody[CouncilVote],
) -> LegislationView:
    """Keep how an act was voted."""
    return await services.record_council_vote(actor, legislation, data)
