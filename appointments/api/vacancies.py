"""Vacancies, their clocks, their notices and their statistics."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from appointments.schemas.vacancies import (
    NoticeDelivery,
    Notices,
    NoticeState,
    VacancyView,
    VacancyYear,
)
from appointments.services import notices, statistics, term_ends
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
    f"{HOME}/statistics",
    tags=TAGS,
    operation_id="get_vacancy_statistics",
    opt={"permission": "public"},
)
async def get_vacancy_statistics(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> list[VacancyYear]:
    """Return how long seats were vacant, by service year and authority."""
    day = on or day_in(actor.at, board.timezone)
    return await statistics.vacancy_statistics(board, await charter_on(board, day), day)


@post(
    f"{HOME}/ended-terms",
    tags=TAGS,
    operation_id="open_ended_terms",
    opt={"permission": "open_ended_terms"},
)
async def open_ended_terms(actor: Asking, board: Board) -> list[UUID]:
    """Open the vacancies of terms that ended where nobody holds over."""
    return await term_ends.open_ended_terms(actor)


@get(
    f"{HOME}/{{vacancy:uuid}}/notices",
    tags=TAGS,
    operation_id="list_notices",
    opt={"permission": "send_notices"},
)
async def list_notices(actor: Asking, board: Board, vacancy: FromPath[UUID]) -> list[NoticeState]:
    """Return each notice of a vacancy with its letters and the proofs of its delivery."""
    day = day_in(actor.at, board.timezone)
    return await notices.notices_of(board, await charter_on(board, day), vacancy, day)


@post(
    f"{HOME}/{{vacancy:uuid}}/notices/{{authority:str}}/delivery",
    tags=TAGS,
    operation_id="record_notice_delivery",
    opt={"permission": "record_notice_delivery"},
)
async def record_notice_delivery(
    actor: Asking,
    board: Board,
    vacancy: FromPath[UUID],
    authority: FromPath[str],
    data: JSONBody[NoticeDelivery],
) -> NoticeState:
    """Keep how a notice was delivered; a letter that no mail carried is sent by that."""
    return await notices.record_notice_delivery(actor, vacancy, authority, data)


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
    return await notices.send_notices(actor, vacancy, data)
