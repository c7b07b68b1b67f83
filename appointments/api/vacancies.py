"""Vacancies, their clocks and their notices."""

from datetime import date
from uuid import UUID

from litestar import get, post

from appointments.schemas.vacancies import Notices, VacancyView
from appointments.services import vacancies as services
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on

TAGS = ["vacancies"]
HOME = "/api/v1/bodies/{slug:str}/vacancies"


@get(HOME, tags=TAGS, operation_id="list_vacancies", opt={"permission": "public"})
async def list_vacancies(actor: Actor, board: Body, on: date | None = None) -> list[VacancyView]:
    """Return the open vacancies with their clocks as they stand on a day."""
    day = on or day_in(actor.at, board.timezone)
    return await services.vacancies_of(board, await charter_on(board, day), day)


@get(
    f"{HOME}/{{vacancy:uuid}}",
    tags=TAGS,
    operation_id="get_vacancy",
    opt={"permission": "public"},
)
async def get_vacancy(actor: Actor, board: Body, vacancy: UUID) -> VacancyView:
    """Return one vacancy, open or filled."""
    day = day_in(actor.at, board.timezone)
    return await services.get_vacancy(board, await charter_on(board, day), vacancy, day)


@post(
    f"{HOME}/{{vacancy:uuid}}/notices",
    tags=TAGS,
    operation_id="send_notices",
    opt={"permission": "send_notices"},
)
async def send_notices(actor: Actor, board: Body, vacancy: UUID, data: Notices) -> VacancyView:  # noqa: ARG001 (an unknown body is 404)
    """Tell of a vacancy everyone whom the charter names."""
    return await services.send_notices(actor, vacancy, data)
