"""The pages door of appointments."""

from litestar.types import ControllerRouterHandler

from appointments.pages import imports
from appointments.pages.appointments import (
    appoint_member_page,
    end_service_page,
    record_oath_page,
    send_appointment_notice_page,
    show_appointing,
    show_appointment,
    show_appointments,
)
from appointments.pages.council import (
    end_councilmember_page,
    record_councilmember_page,
    show_council,
)
from appointments.pages.diversity import (
    change_answers_page,
    delete_answers_page,
    give_answers_page,
    release_diversity_page,
    show_change,
    show_diversity,
    show_invitation,
    show_questions,
    take_invitation_page,
)
from appointments.pages.eligibility import (
    designate_person_page,
    record_discretion_page,
    show_eligibility,
)
from appointments.pages.legislation import (
    appoint_named_page,
    draft_legislation_page,
    introduce_draft_page,
    introduce_legislation_page,
    name_in_act_page,
    record_council_roll_page,
    record_council_vote_page,
    show_act,
    show_legislation,
    strike_from_act_page,
)
from appointments.pages.seats import show_member, show_seats, show_vacancies
from appointments.pages.training import (
    acknowledge_own_page,
    download_training,
    record_acknowledgement_page,
    show_own_training,
    show_training,
    state_own_training_page,
    state_training_page,
    verify_training_page,
    withdraw_acknowledgement_page,
    withdraw_training_page,
)
from appointments.pages.vacancies import send_notices_page, show_vacancy

ROUTES: tuple[ControllerRouterHandler, ...] = (
    acknowledge_own_page,
    appoint_member_page,
    appoint_named_page,
    change_answers_page,
    delete_answers_page,
    designate_person_page,
    download_training,
    draft_legislation_page,
    end_councilmember_page,
    end_service_page,
    give_answers_page,
    introduce_draft_page,
    introduce_legislation_page,
    name_in_act_page,
    record_acknowledgement_page,
    record_council_roll_page,
    record_council_vote_page,
    record_councilmember_page,
    record_discretion_page,
    record_oath_page,
    release_diversity_page,
    send_appointment_notice_page,
    send_notices_page,
    show_act,
    show_appointing,
    show_appointment,
    show_appointments,
    show_change,
    show_council,
    show_diversity,
    show_eligibility,
    show_invitation,
    show_legislation,
    show_member,
    show_own_training,
    show_questions,
    show_seats,
    show_training,
    show_vacancies,
    show_vacancy,
    state_own_training_page,
    state_training_page,
    strike_from_act_page,
    take_invitation_page,
    verify_training_page,
    withdraw_acknowledgement_page,
    withdraw_training_page,
    *imports.ROUTES,
)
