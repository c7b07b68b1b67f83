"""The JSON door."""

from litestar.types import ControllerRouterHandler

from governance.api.bodies import (
    get_body,
    get_law,
    get_record,
    list_bodies,
    list_charter_versions,
)
from governance.api.clock import compute_clock
from governance.api.duplicates import (
    list_duplicates,
    list_lookups,
    list_merges,
    merge_people,
    preview_merge,
    tell_apart,
    undo_merge,
)
from governance.api.letters import list_letters
from governance.api.people import (
    amend_person,
    get_evidence,
    get_person,
    list_corrections_of_person,
    list_facts,
    list_people,
    record_person,
    state_fact,
    verify_fact,
    withdraw_fact,
)
from governance.api.roles import end_role, grant_role, list_roles

ROUTES: tuple[ControllerRouterHandler, ...] = (
    compute_clock,
    end_role,
    get_body,
    get_law,
    get_record,
    grant_role,
    list_bodies,
    list_charter_versions,
    list_letters,
    list_roles,
    amend_person,
    get_evidence,
    get_person,
    list_corrections_of_person,
    list_duplicates,
    list_lookups,
    list_merges,
    merge_people,
    preview_merge,
    tell_apart,
    undo_merge,
    list_facts,
    list_people,
    record_person,
    state_fact,
    verify_fact,
    withdraw_fact,
)
