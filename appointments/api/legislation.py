"""Acts of the appointing authority: whom they name, how they were voted, and by whom."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from appointments.schemas.appointments import AppointmentView
from appointments.schemas.legislation import (
    Councilmember,
    CouncilmemberEnd,
    CouncilmemberWish,
    CouncilRoll,
    CouncilVote,
    DraftWish,
    Introduction,
    LegislationView,
    LegislationWish,
    Pair,
)
from appointments.services import acts, council
from appointments.services import legislation as services
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

TAGS = ["legislation"]
HOME = "/api/v1/bodies/{slug:str}/legislation"
ONE = f"{HOME}/{{legislation:uuid}}"
COUNCIL = "/api/v1/bodies/{slug:str}/councilmembers"


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


@get(ONE, tags=TAGS, operation_id="get_legislation", opt={"permission": "read_appointments"})
async def get_legislation(
    actor: Asking, board: Board, legislation: FromPath[UUID]
) -> LegislationView:
    """Return one act, with its votes by name and whom it names."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await services.get_legislation(board, charter, legislation)


@post(
    f"{HOME}/drafts",
    tags=TAGS,
    operation_id="draft_legislation",
    opt={"permission": "draft_legislation"},
)
async def draft_legislation(
    actor: Asking, board: Board, data: JSONBody[DraftWish]
) -> LegislationView:
    """Begin to write an act; it is before nobody yet."""
    return await services.draft_legislation(actor, data)


@post(
    f"{ONE}/introduction",
    tags=TAGS,
    operation_id="introduce_draft",
    opt={"permission": "introduce_draft"},
)
async def introduce_draft(
    actor: Asking, board: Board, legislation: FromPath[UUID], data: JSONBody[Introduction]
) -> LegislationView:
    """Bring a draft before the appointing authority."""
    return await services.introduce_draft(actor, legislation, data)


@post(f"{ONE}/names", tags=TAGS, operation_id="name_in_act", opt={"permission": "name_in_act"})
async def name_in_act(
    actor: Asking, board: Board, legislation: FromPath[UUID], data: JSONBody[Pair]
) -> LegislationView:
    """Let an act name a person for a seat, as long as it is not voted."""
    return await acts.name_in_act(actor, legislation, data)


@post(
    f"{ONE}/names/{{provision:uuid}}/strike",
    tags=TAGS,
    operation_id="strike_from_act",
    opt={"permission": "strike_from_act"},
)
async def strike_from_act(
    actor: Asking, board: Board, legislation: FromPath[UUID], provision: FromPath[UUID]
) -> LegislationView:
    """Take a name out of an act that is not voted yet."""
    return await acts.strike_from_act(actor, legislation, provision)


@post(
    f"{ONE}/roll",
    tags=TAGS,
    operation_id="record_council_roll",
    opt={"permission": "record_council_roll"},
)
async def record_council_roll(
    actor: Asking, board: Board, legislation: FromPath[UUID], data: JSONBody[CouncilRoll]
) -> LegislationView:
    """Keep how each of the authority's members voted; the counts follow from it."""
    return await services.record_council_roll(actor, legislation, data)


@post(
    f"{ONE}/appointments",
    tags=TAGS,
    operation_id="appoint_named",
    opt={"permission": "appoint_named"},
)
async def appoint_named(
    actor: Asking, board: Board, legislation: FromPath[UUID]
) -> list[AppointmentView]:
    """Appoint everybody whom a carried act names, all in one deed or none."""
    return await acts.appoint_named(actor, legislation)


@get(
    COUNCIL, tags=TAGS, operation_id="list_councilmembers", opt={"permission": "read_appointments"}
)
async def list_councilmembers(board: Board) -> list[Councilmember]:
    """Return who votes, and voted, on the appointing authority's acts."""
    return await council.list_councilmembers(board)


@post(
    COUNCIL,
    tags=TAGS,
    operation_id="record_councilmember",
    opt={"permission": "record_councilmember"},
)
async def record_councilmember(
    actor: Asking, board: Board, data: JSONBody[CouncilmemberWish]
) -> Councilmember:
    """Keep who votes on the appointing authority's acts, and since when."""
    return await council.record_councilmember(actor, data)


@post(
    f"{COUNCIL}/{{councilmember:uuid}}/end",
    tags=TAGS,
    operation_id="end_councilmember",
    opt={"permission": "end_councilmember"},
)
async def end_councilmember(
    actor: Asking, board: Board, councilmember: FromPath[UUID], data: JSONBody[CouncilmemberEnd]
) -> Councilmember:
    """Keep from which day somebody votes no longer."""
    return await council.end_councilmember(actor, councilmember, data)


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
