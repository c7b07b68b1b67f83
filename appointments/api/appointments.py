"""Appointments with their notices and oaths, and how services end."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    AppointmentView,
    Ended,
    Ending,
    Oath,
    RemovalStep,
    RemovalView,
    RemovalWish,
    ResignationWithdrawal,
    ServiceEnd,
)
from appointments.services import appointments as services
from appointments.services import departures, endings, history, removals, withdrawals
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

TAGS = ["appointments"]
HOME = "/api/v1/bodies/{slug:str}/appointments"
ONE = f"{HOME}/{{appointment:uuid}}"
REMOVAL = "/api/v1/bodies/{slug:str}/removals/{removal:uuid}"


@get(HOME, tags=TAGS, operation_id="list_appointments", opt={"permission": "read_appointments"})
async def list_appointments(board: Board) -> list[AppointmentView]:
    """Return every appointment in order of time."""
    return await history.history(board)


@get(ONE, tags=TAGS, operation_id="get_appointment", opt={"permission": "read_appointments"})
async def get_appointment(board: Board, appointment: FromPath[UUID]) -> AppointmentView:
    """Return one appointment."""
    return await history.get_appointment(board, appointment)


@post(HOME, tags=TAGS, operation_id="appoint_member", opt={"permission": "appoint_member"})
async def appoint_member(
    actor: Asking, board: Board, data: JSONBody[Appointing]
) -> AppointmentView:
    """Put a person into a seat, once the act is carried and nothing stands in the way."""
    return await services.appoint_member(actor, data)


@post(
    f"{ONE}/notice",
    tags=TAGS,
    operation_id="send_appointment_notice",
    opt={"permission": "send_appointment_notice"},
)
async def send_appointment_notice(
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    data: JSONBody[AppointmentNotice],
) -> AppointmentView:
    """Tell a person of the appointment."""
    return await services.send_appointment_notice(actor, appointment, data)


@post(f"{ONE}/oath", tags=TAGS, operation_id="record_oath", opt={"permission": "record_oath"})
async def record_oath(
    actor: Asking, board: Board, appointment: FromPath[UUID], data: JSONBody[Oath]
) -> AppointmentView:
    """Keep when the oath was taken, and when it was filed."""
    return await services.record_oath(actor, appointment, data)


@post(f"{ONE}/end", tags=TAGS, operation_id="end_service", opt={"permission": "end_service"})
async def end_service(
    actor: Asking, board: Board, appointment: FromPath[UUID], data: JSONBody[ServiceEnd]
) -> Ended:
    """End a service; the seat falls vacant."""
    return await departures.end_service(actor, appointment, data)


@get(
    f"{ONE}/endings",
    tags=TAGS,
    operation_id="list_endings",
    opt={"permission": "read_appointments"},
)
async def list_endings(board: Board, appointment: FromPath[UUID]) -> list[Ending]:
    """Return why a service ended, with what was withdrawn again."""
    found = await history.get_appointment(board, appointment)
    return await endings.endings_of(board, found.id)


@post(
    f"{ONE}/withdrawal",
    tags=TAGS,
    operation_id="withdraw_resignation",
    opt={"permission": "withdraw_resignation"},
)
async def withdraw_resignation(
    actor: Asking, board: Board, appointment: FromPath[UUID], data: JSONBody[ResignationWithdrawal]
) -> AppointmentView:
    """Take a resignation back, with the consent of whoever received it."""
    return await withdrawals.withdraw_resignation(actor, appointment, data)


@get(
    f"{ONE}/removals",
    tags=TAGS,
    operation_id="list_removals",
    opt={"permission": "read_appointments"},
)
async def list_removals(
    actor: Asking, board: Board, appointment: FromPath[UUID]
) -> list[RemovalView]:
    """Return the body's requests that this member be removed."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await history.get_appointment(board, appointment)
    return await removals.removals_of(board, charter, found.id)


@post(
    f"{ONE}/removals",
    tags=TAGS,
    operation_id="request_removal",
    opt={"permission": "request_removal"},
)
async def request_removal(
    actor: Asking, board: Board, appointment: FromPath[UUID], data: JSONBody[RemovalWish]
) -> RemovalView:
    """Keep that the body asked for a member's removal, and how it voted."""
    return await removals.request_removal(actor, appointment, data)


@post(
    f"{REMOVAL}/steps",
    tags=TAGS,
    operation_id="follow_removal",
    opt={"permission": "follow_removal"},
)
async def follow_removal(
    actor: Asking, board: Board, removal: FromPath[UUID], data: JSONBody[RemovalStep]
) -> RemovalView:
    """Keep what followed a request: sent, the member told and heard, an act brought."""
    return await removals.follow_removal(actor, removal, data)
