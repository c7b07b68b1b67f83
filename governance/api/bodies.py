"""Bodies, their law and their record."""

from datetime import date
from typing import Annotated

from litestar import get
from litestar.params import FromQuery, QueryParameter

from governance.clock import day_in
from governance.schemas.bodies import Body, CharterVersion
from governance.schemas.law import LawView, law_view
from governance.schemas.record import Chain
from governance.services import bodies as services
from governance.services import record as records
from governance.web.access import Asking, Board

TAGS = ["bodies"]
FARTHEST = 2**53


@get("/api/v1/bodies", tags=TAGS, operation_id="list_bodies", opt={"permission": "public"})
async def list_bodies(
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[Body]:
    """Return one page of the bodies, by name."""
    return await services.list_bodies(page=page_number)


@get("/api/v1/bodies/{slug:str}", tags=TAGS, operation_id="get_body", opt={"permission": "public"})
async def get_body(board: Board) -> Body:
    """Return a body."""
    return board


@get(
    "/api/v1/bodies/{slug:str}/charter",
    tags=TAGS,
    operation_id="list_charter_versions",
    opt={"permission": "public"},
)
async def list_charter_versions(board: Board) -> list[CharterVersion]:
    """Return the versions of a body's law by the day since which each is in force."""
    return await services.charter_versions(board)


@get(
    "/api/v1/bodies/{slug:str}/law",
    tags=TAGS,
    operation_id="get_law",
    opt={"permission": "public"},
)
async def get_law(actor: Asking, board: Board, on: FromQuery[date | None] = None) -> LawView:
    """Return the law of a body as of a day: clauses with what keeps them, and readings."""
    day = on or day_in(actor.at, board.timezone)
    return law_view(await services.charter_on(board, day))


@get(
    "/api/v1/bodies/{slug:str}/record",
    tags=TAGS,
    operation_id="get_record",
    opt={"permission": "public"},
)
async def get_record(
    board: Board, after: Annotated[int, QueryParameter(ge=0, le=FARTHEST)] = 0
) -> Chain:
    """Return links of the body's tamper-evident chain."""
    return await records.chain_of(board, after=after)
