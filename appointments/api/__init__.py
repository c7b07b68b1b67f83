"""The JSON door of appointments."""

from litestar.types import ControllerRouterHandler

from appointments.api.appointments import (
    appoint_member,
    end_service,
    get_appointment,
    list_appointments,
    record_oath,
    send_appointment_notice,
)
from appointments.api.designations import (
    designate_person,
    get_eligibility_sheet,
    record_discretion,
)
from appointments.api.legislation import (
    introduce_legislation,
    list_legislation,
    record_council_vote,
)
from appointments.api.seats import get_member, list_seats
from appointments.api.vacancies import get_vacancy, list_vacancies, send_notices

ROUTES: tuple[ControllerRouterHandler, ...] = (
    appoint_member,
    designate_person,
    end_service,
    get_appointment,
    get_eligibility_sheet,
    get_member,
    get_vacancy,
    introduce_legislation,
    list_appointments,
    list_legislation,
    list_seats,
    list_vacancies,
    record_council_vote,
    record_discretion,
    record_oath,
    send_appointment_notice,
    send_notices,
)
