"""Which role may do which deed, and read what: the one table.

A deed stands here under its own name. `PUBLIC` is for reads that anyone may make without
signing in; `SIGNED_IN` for what every account may do with itself.
"""

from governance.errors import NotAllowedError, NotFoundError
from governance.rules.access import Actor, Role
from governance.sentences import say

PUBLIC = "public"
SIGNED_IN = "signed_in"
OPEN = frozenset(
    {
        "begin_application",
        "save_application",
        "withdraw_own_application",
        "ask_for_link",
        "begin_nomination",
        "ask_for_nomination_link",
        "agree_to_stand",
        "save_nomination",
        "decline_to_stand",
        "withdraw_own_nomination",
        "ask_for_notices",
        "confirm_subscription",
        "end_subscription",
        "sign_up_to_speak",
    }
)
"""Deeds that anyone may do without signing in; each asks for a secret or a proof of its own."""

SECRET = frozenset(
    {
        *("read_rounds", "read_nominees", "read_finalists", "read_submission", "draft_round"),
        *("call_for_nominees", "close_nominations", "begin_screening", "enter_nominee"),
        *("withdraw_nominee", "declare_conflict", "score_nominee", "name_finalists"),
        *("record_consultation", "decide_slate", "submit_slates", "note_interview"),
        *("answer_nominee", "release_seat", "mark_relatives", "replace_name"),
        *("call_again", "add_finalists"),
    }
)
"""Whoever has no role for one of these is not refused: to them there is nothing at all."""

_CLERKS = frozenset({Role.CLERK})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
_BOARD_OFFICE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.STAFF})
_HOLDING = _BOARD_OFFICE | {Role.ELECTION_CHAIR}
_PRESIDING = frozenset({Role.CHAIR, Role.VICE_CHAIR})
_MEMBERS = frozenset({Role.MEMBER})
_COMMITTEE = frozenset({Role.ALLIANCE_COMMITTEE})
_ALLIANCE = _COMMITTEE | {Role.ALLIANCE_REPRESENTATIVE}
_REVIEWERS = frozenset({Role.COUNCIL_REVIEWER})
_CLERK_AND_BOARD = _CLERKS | _BOARD_OFFICE
_EVERYONE_WITH_A_ROLE = frozenset(Role) - {Role.SYSTEM}

PERMISSIONS: dict[str, frozenset[Role]] = {
    # governance
    "found_body": _ADMINISTRATORS,
    "amend_charter": _ADMINISTRATORS | _CLERKS,
    "preview_amendment": _ADMINISTRATORS | _CLERKS,
    "grant_role": _ADMINISTRATORS,
    "end_role": _ADMINISTRATORS,
    "read_accounts": _ADMINISTRATORS,
    "read_due": _EVERYONE_WITH_A_ROLE,
    "read_letters": _CLERK_AND_BOARD | {Role.AUDITOR},
    # duties that come back
    "fulfil_obligation": _CLERK_AND_BOARD,
    "excuse_obligation": _CLERK_AND_BOARD,
    "correct_fulfilment": _CLERK_AND_BOARD,
    "read_evidence": _CLERK_AND_BOARD | {Role.AUDITOR},
    # people
    "read_people": _CLERKS,
    "read_lookups": _CLERKS | {Role.AUDITOR},
    "record_person": _CLERKS,
    "amend_person": _CLERKS,
    "tell_apart": _CLERKS,
    "merge_people": _CLERKS,
    "undo_merge": _CLERKS,
    "state_fact": _CLERKS,
    "verify_fact": _CLERKS,
    "withdraw_fact": _CLERKS,
    # appointments
    "read_appointments": _CLERKS | {Role.COUNCIL_REVIEWER},
    "introduce_legislation": _CLERKS,
    "draft_legislation": _CLERKS,
    "introduce_draft": _CLERKS,
    "name_in_act": _CLERKS,
    "strike_from_act": _CLERKS,
    "record_council_roll": _CLERKS,
    "record_council_vote": _CLERKS,
    "record_councilmember": _CLERKS,
    "end_councilmember": _CLERKS,
    "appoint_named": _CLERKS,
    "designate_person": _CLERKS | {Role.AUTHORITY},
    "record_discretion": _CLERKS | {Role.AUTHORITY},
    "appoint_member": _CLERKS,
    "send_appointment_notice": _CLERKS,
    "record_oath": _CLERKS,
    "end_service": _CLERKS,
    "correct_record": _CLERKS,
    "preview_correction": _CLERKS,
    "withdraw_resignation": _CLERKS,
    "request_removal": _CLERKS,
    "follow_removal": _CLERKS,
    "open_ended_terms": _CLERKS,
    "send_concern_letter": _CLERKS,
    "close_concern": _CLERKS,
    "read_texts": _CLERKS,
    "edit_text": _CLERKS,
    "send_notices": _CLERK_AND_BOARD,
    # diversity, training, acknowledgements
    "release_diversity": _CLERKS,
    "read_training": _CLERK_AND_BOARD | {Role.AUDITOR},
    "read_own_training": _MEMBERS,
    "state_training": _CLERK_AND_BOARD | _MEMBERS,
    "verify_training": _CLERK_AND_BOARD,
    "withdraw_training": _CLERK_AND_BOARD,
    "record_acknowledgement": _CLERK_AND_BOARD | _MEMBERS,
    "withdraw_acknowledgement": _CLERK_AND_BOARD,
    "take_invitation": _MEMBERS,  # no deed: see the decision on answers apart from people
    # moving in and out
    "read_imports": _CLERKS,
    "start_import": _CLERKS,
    "map_import": _CLERKS,
    "check_import": _CLERKS,
    "take_import": _CLERKS,
    "stop_import": _CLERKS,
    "record_notice_delivery": _CLERK_AND_BOARD,
    # the director
    "read_director_search": _CLERK_AND_BOARD,
    "open_director_search": _CLERK_AND_BOARD,
    "enter_director_candidate": _CLERK_AND_BOARD,
    "withdraw_director_candidate": _CLERK_AND_BOARD,
    "attest_director_candidate": _CLERK_AND_BOARD,
    "hire_director": _BOARD_OFFICE,
    "name_acting_director": _BOARD_OFFICE,
    "enter_director": _CLERK_AND_BOARD,
    "confirm_director": _CLERKS,
    "decline_director": _CLERKS,
    "state_director_residence": _CLERK_AND_BOARD,
    "review_director": _BOARD_OFFICE,
    "withdraw_director_review": _BOARD_OFFICE,
    "remove_director": _BOARD_OFFICE,
    "end_director": _CLERK_AND_BOARD,
    # applications
    "read_calls": _CLERKS,
    "open_call": _CLERKS,
    "amend_call": _CLERKS,
    "publish_call": _CLERKS,
    "close_call": _CLERKS,
    "read_applications": _CLERKS | {Role.COUNCIL_REVIEWER},
    "score_application": _CLERKS | {Role.COUNCIL_REVIEWER},
    "move_application": _CLERKS,
    "recognise_applicant": _CLERKS,
    "keep_template": _CLERKS | _COMMITTEE,
    "write_to_applicants": _CLERKS,
    "erase_application": _CLERKS,
    "erase_expired_applications": _CLERKS,
    "take_export": _CLERKS,
    # nomination rounds
    "read_alliance": _ALLIANCE | _CLERKS,
    "admit_organization": _COMMITTEE | _CLERKS,
    "release_organization": _COMMITTEE | _CLERKS,
    "name_representative": _COMMITTEE | _CLERKS,
    "end_representative": _COMMITTEE | _CLERKS,
    "choose_committee_member": _COMMITTEE | _CLERKS,
    "end_committee_member": _COMMITTEE | _CLERKS,
    "read_rounds": _ALLIANCE | _CLERKS | _REVIEWERS,
    "read_nominees": _COMMITTEE,
    "read_finalists": _ALLIANCE,
    "draft_round": _COMMITTEE,
    "call_for_nominees": _COMMITTEE,
    "call_again": _COMMITTEE,
    "close_nominations": _COMMITTEE,
    "begin_screening": _COMMITTEE,
    "enter_nominee": _COMMITTEE,
    "withdraw_nominee": _COMMITTEE,
    "declare_conflict": _COMMITTEE,
    "mark_relatives": _COMMITTEE,
    "score_nominee": _COMMITTEE,
    "name_finalists": _COMMITTEE,
    "add_finalists": _COMMITTEE,
    "record_consultation": _COMMITTEE,
    "decide_slate": _COMMITTEE,
    "submit_slates": _COMMITTEE,
    "replace_name": _COMMITTEE,
    "write_to_nominees": _COMMITTEE,
    "erase_expired_nominations": _CLERKS | _COMMITTEE,
    "read_submission": _COMMITTEE | _CLERKS | _REVIEWERS,
    "note_interview": _REVIEWERS,
    "answer_nominee": _REVIEWERS | _CLERKS,
    "release_seat": _COMMITTEE | _CLERKS,
    # meetings
    "schedule_meeting": _BOARD_OFFICE,
    "preview_schedule": _BOARD_OFFICE,
    "schedule_year": _BOARD_OFFICE,
    "reschedule_meeting": _BOARD_OFFICE,
    "cancel_meeting": _BOARD_OFFICE,
    "add_agenda_item": _BOARD_OFFICE,
    "amend_agenda_item": _BOARD_OFFICE,
    "withdraw_item": _BOARD_OFFICE,
    "order_agenda": _BOARD_OFFICE,
    "pull_item": _BOARD_OFFICE | _MEMBERS,
    "take_consent_group": _BOARD_OFFICE,
    "carry_over_item": _BOARD_OFFICE,
    "attach_document": _BOARD_OFFICE,
    "withdraw_document": _BOARD_OFFICE,
    "publish_agenda": _BOARD_OFFICE,
    "give_notice": _BOARD_OFFICE,
    "publish_notice": _BOARD_OFFICE,
    "read_media_list": _CLERK_AND_BOARD,
    "add_media_contact": _CLERK_AND_BOARD,
    "remove_media_contact": _CLERK_AND_BOARD,
    "publish_documents": _BOARD_OFFICE,
    "call_to_order": _HOLDING,
    "recess_meeting": _HOLDING,
    "resume_meeting": _HOLDING,
    "adjourn_meeting": _HOLDING,
    "begin_executive_session": _BOARD_OFFICE,
    "admit_guest": _BOARD_OFFICE,
    "note_guest_gone": _BOARD_OFFICE,
    "end_executive_session": _BOARD_OFFICE,
    "tell_closed_votes": _BOARD_OFFICE,
    "record_arrival": _HOLDING,
    "record_departure": _HOLDING,
    "make_motion": _BOARD_OFFICE,
    "second_motion": _BOARD_OFFICE,
    "state_motion": _BOARD_OFFICE,
    "take_up_motion": _BOARD_OFFICE,
    "withdraw_motion": _BOARD_OFFICE,
    "put_motion": _BOARD_OFFICE,
    "cast_vote": _MEMBERS,
    "record_vote": _BOARD_OFFICE,
    "declare_recusal": _BOARD_OFFICE | _MEMBERS,
    "declare_item_recusal": _BOARD_OFFICE | _MEMBERS,
    "take_part_again": _BOARD_OFFICE | _MEMBERS,
    "state_disclosure": _PRESIDING | _CLERKS | _MEMBERS,
    "end_disclosure": _PRESIDING | _CLERKS | _MEMBERS,
    "read_disclosures": _PRESIDING | _CLERKS | _MEMBERS,
    "decide_by_consent": _BOARD_OFFICE,
    "close_vote": _BOARD_OFFICE,
    "correct_vote": _BOARD_OFFICE,
    "correct_stay": _BOARD_OFFICE,
    "resolve_divergence": _BOARD_OFFICE,
    "publish_minutes": _BOARD_OFFICE,
    "read_excuses": _CLERK_AND_BOARD,
    "excuse_absence": _CLERK_AND_BOARD,
    "withdraw_excuse": _CLERK_AND_BOARD,
    "report_absences": _CLERK_AND_BOARD,
    "read_speakers": _CLERK_AND_BOARD,
    "sign_up_at_the_door": _CLERK_AND_BOARD,
    "call_speaker": _BOARD_OFFICE,
    "settle_speaker": _BOARD_OFFICE,
    "close_sign_up": _CLERK_AND_BOARD,
    "erase_speaker_contacts": _CLERK_AND_BOARD,
    "read_minutes_draft": _CLERK_AND_BOARD,
    "edit_minutes": _CLERK_AND_BOARD,
    "sign_minutes": _CLERK_AND_BOARD,
    "take_in_sheet": _BOARD_OFFICE,
    "open_matter": _BOARD_OFFICE,
    "settle_matter": _BOARD_OFFICE,
    "link_motion": _BOARD_OFFICE,
    "read_parties": _BOARD_OFFICE,
    "name_party": _BOARD_OFFICE,
    "strike_party": _BOARD_OFFICE,
    "draft_recommendation": _BOARD_OFFICE,
    "send_recommendation": _BOARD_OFFICE,
    "acknowledge_recommendation": _BOARD_OFFICE,
    "answer_recommendation": _BOARD_OFFICE,
    "follow_recommendation": _BOARD_OFFICE,
    "form_committee": _BOARD_OFFICE,
    "seat_committee_member": _BOARD_OFFICE,
    "release_committee_member": _BOARD_OFFICE,
    "amend_committee": _BOARD_OFFICE,
    "enter_committee_meeting": _BOARD_OFFICE,
    "report_to_body": _BOARD_OFFICE,
    "close_committee": _BOARD_OFFICE,
    "assemble_panel": _BOARD_OFFICE,
    "replace_panel_member": _BOARD_OFFICE,
    "name_panel_chair": _BOARD_OFFICE | _MEMBERS,
    "enter_panel_hearing": _BOARD_OFFICE,
    "end_panel": _BOARD_OFFICE,
    "read_panel_choices": _CLERK_AND_BOARD,
    "read_absences": _BOARD_OFFICE | _MEMBERS,
    "state_absence": _BOARD_OFFICE | _MEMBERS,
    "withdraw_absence": _BOARD_OFFICE | _MEMBERS,
    "read_console": _HOLDING,
    "read_ballot": _MEMBERS,
    # elections
    "choose_pro_tem": _HOLDING | _MEMBERS,
    "call_election": _HOLDING,
    "nominate": _HOLDING | _MEMBERS,
    "second_nomination": _HOLDING | _MEMBERS,
    "accept_nomination": _HOLDING | _MEMBERS,
    "decline_nomination": _HOLDING | _MEMBERS,
    "open_round": _HOLDING,
    "cast_ballot": _MEMBERS,
    "record_ballot": _HOLDING,
    "close_round": _HOLDING,
    "postpone_election": _HOLDING,
    "refuse_office": _HOLDING | _MEMBERS,
    "end_office": _CLERK_AND_BOARD,
    # elections by secret ballot, outside the public body
    "read_secret_elections": _ALLIANCE | _CLERKS | {Role.AUDITOR},
    "set_up_secret_election": _COMMITTEE | _CLERKS,
    "nominate_in_secret_election": _ALLIANCE | _CLERKS,
    "answer_secret_nomination": _ALLIANCE | _CLERKS,
    "open_secret_voting": _COMMITTEE | _CLERKS,
    "cast_secret_ballot": _ALLIANCE,  # no deed: see the decision on secret ballots
    "count_secret_ballots": _COMMITTEE | _CLERKS,
    "declare_secret_result": _COMMITTEE | _CLERKS,
    "call_off_secret_election": _COMMITTEE | _CLERKS,
}


PRESIDING_HERE = frozenset(
    {
        *("read_console", "add_agenda_item", "take_consent_group", "call_to_order"),
        *("recess_meeting", "resume_meeting", "adjourn_meeting", "record_arrival"),
        *("record_departure", "make_motion", "second_motion", "state_motion", "take_up_motion"),
        *("withdraw_motion", "put_motion", "record_vote", "declare_recusal", "take_part_again"),
        *("decide_by_consent", "close_vote", "correct_vote", "correct_stay", "resolve_divergence"),
        *("begin_executive_session", "admit_guest", "note_guest_gone", "end_executive_session"),
        *("tell_closed_votes", "take_in_sheet", "read_speakers", "sign_up_at_the_door"),
        *("call_speaker", "settle_speaker", "close_sign_up"),
    }
)
"""What the chair of a committee may do besides, at its meetings and nowhere else."""


def is_public(permission: str) -> bool:
    """Say whether nobody needs to sign in for this."""
    return permission == PUBLIC or permission in OPEN


def may(actor: Actor, permission: str) -> bool:
    """Say whether this actor may do, or read, what the permission names."""
    if is_public(permission):
        return True
    if actor.scopes is not None and permission not in actor.scopes and "all" not in actor.scopes:
        return False
    if actor.presides_at is not None and permission in PRESIDING_HERE:
        return True
    return by_role(actor, permission)


def by_role(actor: Actor, permission: str) -> bool:
    """Say whether the permission is one of the actor's own roles, wherever it is used."""
    if is_public(permission):
        return True
    if permission == SIGNED_IN:
        return actor.account is not None
    return bool(PERMISSIONS[permission] & actor.roles) or Role.SYSTEM in actor.roles


def require_permission(actor: Actor, permission: str) -> None:
    """Refuse an actor without the permission; nobody signed in is another matter than 403.

    Of what is secret not even a refusal tells.
    """
    if may(actor, permission):
        return
    if not actor.grants and actor.account is None:
        raise NotAllowedError(say("Sign in to do this."), signed_in=False)
    if permission in SECRET and not PERMISSIONS[permission] & actor.roles:
        raise NotFoundError(say("There is nothing here."))
    raise NotAllowedError(say("Your roles here do not allow this."))
