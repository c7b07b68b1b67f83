"""Vacancies, their clocks and their notices."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from appointments.schemas.vacancies import Notices, VacancyView
from appointments.services import vacancies as services
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

TAGS = ["vacancies"]
HOME = "/api/v1/bodies/{slug:str}/vacancies"


@get(HOME, tags=TAGS, operation_id="list_vacancies", opt={"permission": "public"})
async def list_vacancies(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> list[VacancyView]:
    """Return the open vacancies with their clocks as they stand on a day."""
    day = on or day_in(actor.at, board.timezone)
    return await services.vacancies_of(board, await charter_on(board, day), day)


@get(
    f"{HOME}/{{vacancy:uuid}}",
    tags=TAGS,
    operation_id="get_vacancy",
    opt={"permission": "public"},
)
async def get_vacancy(actor: Asking, board: Board, vacancy: FromPath[UUID]) -> VacancyView:
    """Return one vacancy, open or filled."""
    day = day_in(actor.at, board.timezone)
    return await services.get_vacancy(board, await charter_on(board, day), vacancy, day)


@post(
    f"{HOME}/{{vacancy:uuid}}/notices",
    tags=TAGS,
    operation_id="send_notices",
    opt={"permission": "send_notices"},
)
async def send_notices(
    actor: Asking, board: Board, vacancy: FromPath[UUID], data: JSONBody[Notices]
) -> VacancyView:
    """Tell of a vacancy everyone whom the charter names."""
    return await services.send_notices(actor, vacancy, data)
