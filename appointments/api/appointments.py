"""Appointments with their notices and oaths, and how services end."""

from uuid import UUID

from litestar import get, post

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
from governance.rules.access import Actor
from governance.schemas.bodies import Body

TAGS = ["appointments"]
HOME = "/api/v1/bodies/{slug:str}/appointments"
ONE = f"{HOME}/{{appointment:uuid}}"


@get(HOME, tags=TAGS, operation_id="list_appointments", opt={"permission": "read_appointments"})
async def list_appointments(board: Body) -> list[AppointmentView]:
    """Return every appointment in order of time."""
    return await history.history(board)


@get(ONE, tags=TAGS, operation_id="get_appointment", opt={"permission": "read_appointments"})
async def get_appointment(board: Body, appointment: UUID) -> AppointmentView:
    """Return one appointment."""
    return await history.get_appointment(board, appointment)


@post(HOME, tags=TAGS, operation_id="appoint_member", opt={"permission": "appoint_member"})
async def appoint_member(actor: Actor, board: Body, data: Appointing) -> AppointmentView:  # noqa: ARG001 (an unknown body is 404)
    """Put a person into a seat, once the act is carried and nothing stands in the way."""
    return await services.appoint_member(actor, data)


@post(
    f"{ONE}/notice",
    tags=TAGS,
    operation_id="send_appointment_notice",
    opt={"permission": "send_appointment_notice"},
)
async def send_appointment_notice(
    actor: Actor,
    board: Body,  # noqa: ARG001 (an unknown body is 404)
    appointment: UUID,
    data: AppointmentNotice,
) -> AppointmentView:
    """Tell a person of the appointment."""
    return await services.send_appointment_notice(actor, appointment, data)


@post(f"{ONE}/oath", tags=TAGS, operation_id="record_oath", opt={"permission": "record_oath"})
async def record_oath(actor: Actor, board: Body, appointment: UUID, data: Oath) -> AppointmentView:  # noqa: ARG001 (an unknown body is 404)
    """Keep when the oath was taken, and when it was filed."""
    return await services.record_oath(actor, appointment, data)


@post(f"{ONE}/end", tags=TAGS, operation_id="end_service", opt={"permission": "end_service"})
async def end_service(actor: Actor, board: Body, appointment: UUID, data: ServiceEnd) -> Ended:  # noqa: ARG001 (an unknown body is 404)
    """End a service; the seat falls vacant."""
    return await departures.end_service(actor, appointment, data)
