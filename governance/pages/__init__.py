"""The HTML door."""

from litestar.types import ControllerRouterHandler

from governance.pages.clock import show_clock
from governance.pages.duplicates import (
    merge_people_page,
    show_duplicates,
    show_lookups,
    show_merge,
    show_undo,
    tell_apart_page,
    undo_merge_page,
)
from governance.pages.health import show_health, show_readiness
from governance.pages.home import home
from governance.pages.law import show_law, show_laws
from governance.pages.letters import show_letters
from governance.pages.people import (
    amend_person_page,
    record_person_page,
    show_evidence,
    show_people,
    show_person,
    state_fact_page,
    verify_fact_page,
    withdraw_fact_page,
)
from governance.pages.record import export_record, show_record
from governance.pages.schema import show_schema
from governance.pages.sign_in import (
    confirm_second_factor_page,
    create_token_page,
    revoke_token_page,
    show_account,
    show_sign_in,
    sign_in_page,
    sign_out_everywhere_page,
    sign_out_page,
    start_second_factor_page,
)

ROUTES: tuple[ControllerRouterHandler, ...] = (
    export_record,
    home,
    show_health,
    show_readiness,
    show_clock,
    show_law,
    show_laws,
    show_letters,
    show_record,
    show_schema,
    confirm_second_factor_page,
    create_token_page,
    revoke_token_page,
    show_account,
    show_sign_in,
    sign_in_page,
    sign_out_everywhere_page,
    sign_out_page,
    start_second_factor_page,
    amend_person_page,
    merge_people_page,
    record_person_page,
    show_duplicates,
    show_evidence,
    show_lookups,
    show_merge,
    show_undo,
    tell_apart_page,
    undo_merge_page,
    show_people,
    show_person,
    state_fact_page,
    verify_fact_page,
    withdraw_fact_page,
)
