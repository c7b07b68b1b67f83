"""The pages door of appointments."""

from litestar.types import ControllerRouterHandler

from appointments.pages.appointments import (
    appoint_member_page,
    end_service_page,
    record_oath_page,
    send_appointment_notice_page,
    show_appointing,
    show_appointment,
    show_appointments,
)
from appointments.pages.eligibility import (
    designate_person_page,
    record_discretion_page,
    show_eligibility,
)
from appointments.pages.legislation import (
    introduce_legislation_page,
    record_council_vote_page,
    show_act,
    show_legislation,
)
from appointments.pages.seats import show_member, show_seats, show_vacancies
from appointments.pages.vacancies import send_notices_page, show_vacancy

ROUTES: tuple[ControllerRouterHandler, ...] = (
    appoint_member_page,
    designate_person_page,
    end_service_page,
    introduce_legislation_page,
    record_council_vote_page,
    record_discretion_page,
    record_oath_page,
    send_appointment_notice_page,
    send_notices_page,
    show_act,
    show_appointing,
    show_appointment,
    show_appointments,
    show_eligibility,
    show_legislation,
    show_member,
    show_seats,
    show_vacancies,
    show_vacancy,
)
