"""Pages and lists that gather from every package: a body's front page, the desk, what is due."""

from litestar.types import ControllerRouterHandler

from governance.front import data, duties, duties_api, duty_feed
from governance.front.amending import amend_charter_page, show_amending
from governance.front.api import (
    amend_charter,
    correct_record,
    list_corrections,
    list_due,
    list_due_everywhere,
    preview_amendment,
    preview_correction,
)
from governance.front.correcting import (
    correct_act_page,
    correct_appointment_page,
    correct_director_page,
    correct_vacancy_page,
    show_correcting_act,
    show_correcting_appointment,
    show_correcting_director,
    show_correcting_vacancy,
    show_corrections,
)
from governance.front.pages import show_body, show_clerk, show_desk

ROUTES: tuple[ControllerRouterHandler, ...] = (
    amend_charter,
    amend_charter_page,
    correct_act_page,
    correct_director_page,
    show_correcting_director,
    correct_appointment_page,
    correct_record,
    correct_vacancy_page,
    list_corrections,
    list_due,
    list_due_everywhere,
    preview_amendment,
    preview_correction,
    show_amending,
    show_body,
    show_clerk,
    show_correcting_act,
    show_correcting_appointment,
    show_correcting_vacancy,
    show_corrections,
    show_desk,
    *data.ROUTES,
    *duties.ROUTES,
    *duties_api.ROUTES,
    *duty_feed.ROUTES,
)
