"""The applicant's own doors: to begin, go on, send and withdraw, without an account."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, HeaderParameter, JSONBody

from appointments.schemas.applications import (
    Beginning,
    FormTicket,
    LinkWish,
    OwnApplication,
    OwnWithdrawal,
    Receipt,
    Saving,
    Standing,
)
from appointments.services import applications as services
from appointments.services.applications import ABOUT
from appointments.services.calls import get_call
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest, moment_of
from governance.web.tickets import (
    LEAST,
    note_pace,
    require_pace,
    require_ticket,
    sealing_of,
    ticket_for,
)

TAGS = ["applying"]
CALL = "/api/v1/bodies/{slug:str}/calls/{call:uuid}"
OWN = "/api/v1/bodies/{slug:str}/apply/{application:uuid}"


@get(
    f"{CALL}/ticket",
    tags=TAGS,
    operation_id="get_ticket",
    opt={"permission": "public", "keep": False},
)
async def get_ticket(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID]
) -> FormTicket:
    """Return what a first application must bring along."""
    today = day_in(actor.at, board.timezone)
    await get_call(board, await charter_on(board, today), call, today)
    return FormTicket(
        ticket=ticket_for(request, f"{ABOUT} {call}"),
        usable_at=moment_of(request) + LEAST + timedelta(seconds=1),
    )


@post(
    f"{CALL}/applications",
    tags=TAGS,
    operation_id="begin_application",
    opt={"permission": "begin_application"},
)
async def begin_application(
    request: PageRequest,
    actor: Asking,
    board: Board,
    call: FromPath[UUID],
    data: JSONBody[Beginning],
) -> Receipt:
    """Keep or send a first application; its link is mailed to the address in it."""
    require_ticket(request, f"{ABOUT} {call}", data.ticket)
    require_pace(request, ABOUT)
    receipt = await services.begin_application(actor, call, data, sealing_of(request))
    note_pace(request, ABOUT)
    return receipt


@post(
    f"{CALL}/applications/link",
    tags=TAGS,
    operation_id="ask_for_link",
    opt={"permission": "ask_for_link"},
)
async def ask_for_link(
    request: PageRequest,
    actor: Asking,
    board: Board,
    call: FromPath[UUID],
    data: JSONBody[LinkWish],
) -> Receipt:
    """Mail the link to an application once more, if there is one under the address."""
    require_ticket(request, f"{ABOUT} {call}", data.ticket)
    require_pace(request, ABOUT)
    receipt = await services.ask_for_link(actor, call, data, sealing_of(request))
    note_pace(request, ABOUT)
    return receipt


@get(
    OWN,
    tags=TAGS,
    operation_id="get_own_application",
    opt={"permission": "public", "keep": False},
)
async def get_own_application(
    actor: Asking,
    board: Board,
    application: FromPath[UUID],
    link: Annotated[str, HeaderParameter(name="x-application-link", max_length=200)] = "",
) -> OwnApplication:
    """Return an application to whoever has the secret of its mailed link."""
    return await services.own_application(board, application, link, at=actor.at)


@post(
    OWN,
    tags=TAGS,
    operation_id="save_application",
    opt={"permission": "save_application"},
)
async def save_application(
    request: PageRequest,
    actor: Asking,
    board: Board,
    application: FromPath[UUID],
    data: JSONBody[Saving],
) -> Standing:
    """Keep or send an application that was begun."""
    return await services.save_application(actor, application, data, sealing_of(request))


@post(
    f"{OWN}/withdraw",
    tags=TAGS,
    operation_id="withdraw_own_application",
    opt={"permission": "withdraw_own_application"},
)
async def withdraw_own_application(
    actor: Asking, board: Board, application: FromPath[UUID], data: JSONBody[OwnWithdrawal]
) -> Standing:
    """Withdraw one's own application, and have it erased if that is wished."""
    return await services.withdraw_own_application(actor, application, data)
