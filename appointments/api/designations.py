"""Who is named for a seat, what is left to discretion, and the eligibility sheet."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from appointments.schemas.appointments import (
    Designation,
    DiscretionView,
    DiscretionWish,
    Naming,
)
from appointments.schemas.seats import Sheet
from appointments.services import designations as services
from appointments.services import eligibility
from appointments.services.sheets import SHEET
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.lookups import shown

TAGS = ["appointments"]
HOME = "/api/v1/bodies/{slug:str}"


@post(
    f"{HOME}/designations",
    tags=TAGS,
    operation_id="designate_person",
    opt={"permission": "designate_person"},
)
async def designate_person(actor: Asking, board: Board, data: JSONBody[Naming]) -> Designation:
    """Name a person for a seat."""
    return await services.designate_person(actor, data)


@post(
    f"{HOME}/discretion",
    tags=TAGS,
    operation_id="record_discretion",
    opt={"permission": "record_discretion"},
)
async def record_discretion(
    actor: Asking, board: Board, data: JSONBody[DiscretionWish]
) -> DiscretionView:
    """Keep what an authority decided where the law leaves it the choice."""
    return await services.record_discretion(actor, data)


@get(
    f"{HOME}/people/{{person:uuid}}/eligibility",
    tags=TAGS,
    operation_id="get_eligibility_sheet",
    opt={"permission": "read_people"},
)
async def get_eligibility_sheet(
    request: PageRequest,
    actor: Asking,
    board: Board,
    person: FromPath[UUID],
    seat: Annotated[str, QueryParameter(max_length=100)],
    on: FromQuery[date | None] = None,
) -> Sheet:
    """Return what is found of a person who would be appointed to a seat on a day."""
    day = on or day_in(actor.at, board.timezone)
    charter = await charter_on(board, day)
    sheet = await eligibility.eligibility_sheet(board, charter, person, seat, day)
    facts = [each.fact for line in sheet.findings for each in line.statements]
    shown(request, board, {person: facts}, SHEET)
    return sheet
