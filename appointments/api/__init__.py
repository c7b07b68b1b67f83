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
from appointments.api.diversity import (
    change_answers,
    delete_answers,
    get_diversity_release,
    give_answers,
    list_diversity_questions,
    list_diversity_releases,
    release_diversity,
    take_invitation,
)
from appointments.api.legislation import (
    appoint_named,
    draft_legislation,
    end_councilmember,
    get_legislation,
    introduce_draft,
    introduce_legislation,
    list_councilmembers,
    list_legislation,
    name_in_act,
    record_council_roll,
    record_council_vote,
    record_councilmember,
    strike_from_act,
)
from appointments.api.seats import get_member, list_seats
from appointments.api.vacancies import get_vacancy, list_vacancies, send_notices

ROUTES: tuple[ControllerRouterHandler, ...] = (
    appoint_member,
    appoint_named,
    change_answers,
    delete_answers,
    designate_person,
    draft_legislation,
    end_councilmember,
    end_service,
    get_appointment,
    get_diversity_release,
    get_eligibility_sheet,
    get_legislation,
    get_member,
    get_vacancy,
    give_answers,
    introduce_draft,
    introduce_legislation,
    list_appointments,
    list_councilmembers,
    list_diversity_questions,
    list_diversity_releases,
    list_legislation,
    list_seats,
    list_vacancies,
    name_in_act,
    record_council_roll,
    record_council_vote,
    record_councilmember,
    record_discretion,
    record_oath,
    release_diversity,
    send_appointment_notice,
    send_notices,
    strike_from_act,
    take_invitation,
)
