"""Appointments with their notices and oaths, and how services end."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    AppointmentView,
    Ended,
    Oath,
    ServiceEnd,
)
from appointments.services import appointments as services
from appointments.services import departures, history
from governance.web.access import Asking, Board

TAGS = ["appointments"]
HOME = "/api/v1/bodies/{slug:str}/appointments"
ONE = f"{HOME}/{{appointment:uuid}}"


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
