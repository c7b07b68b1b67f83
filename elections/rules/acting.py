"""Who presides while the chair is empty?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from elections.rules.officers import Tenure, holder_on, service_year
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Office
from governance.rules.access import Role
from governance.sentences import Sentence, say

GAP, DEFAULT = "officer_gap", "outgoing_presides"
VACANCY = "officer_vacancy"


@dataclass(frozen=True, slots=True)
class Presiding:
    """Who presides on a day, and why; without a person the members choose one for the meeting.

    `only_to_elect` says that this person does nothing else, `is_vacant` that nobody holds the
    office, nor stands in for it.
    """

    person: UUID | None
    reason: Sentence
    clause: str
    only_to_elect: bool = False
    is_vacant: bool = False


def presiding_on(
    charter: Charter, tenures: Sequence[Tenure], members: Collection[UUID], on: date
) -> Presiding | None:
    """Return who presides on a day; None for a body without an office that presides.

    Whoever holds the office does; then whoever stands in for it; between two service years the
    reading of the charter says what the outgoing officer may do; else a member chosen for it.
    """
    office = next((each for each in charter.offices if each.presides), None)
    if office is None:
        return None
    holder = holder_on(office, tenures, on)
    if holder is not None and holder.person in members:
        return Presiding(holder.person, say("{office}", office=office.name), office.clause)
    deputy = next((each for each in charter.offices if each.acts_for == office.id), None)
    acting = holder_on(deputy, tenures, on) if deputy is not None else None
    if deputy is not None and acting is not None and acting.person in members:
        reason = say(
            "{deputy}, acting while {office} is vacant", deputy=deputy.name, office=office.name
        )
        return Presiding(acting.person, reason, office.clause)
    return _in_the_gap(charter, office, tenures, members, on)


def may_preside(found: Presiding | None, chosen: UUID | None, person: UUID) -> Finding | None:
    """Find whether a person presides over a meeting while nobody holds the office that does.

    Whoever those present chose for the meeting comes first. None where the office is held, and
    whoever is there in its holder's absence presides.
    """
    if found is None or not found.is_vacant:
        return None
    rightful = chosen or found.person
    reason = found.reason if chosen is None else say("A member was chosen to preside.")
    return Finding(Answer.of(person == rightful), reason, found.clause)


def may_choose_pro_tem(
    person: UUID,
    chosen_by: Collection[UUID],
    there: Collection[UUID],
    members: Collection[UUID],
    found: Presiding,
) -> tuple[Finding, ...]:
    """Find whether those present may choose a member to preside for this meeting.

    More than half of the members there choose, quorum or not; nobody is chosen past an outgoing
    officer who is there, unless that officer agrees.
    """
    out = found.person
    return (
        Finding(
            Answer.of(found.is_vacant),
            say("The office is filled; nobody is chosen in its place."),
            found.clause,
        ),
        Finding(
            Answer.of(person in members and set(chosen_by) <= set(members)),
            say("Only members in office choose, and are chosen, to preside."),
            found.clause,
        ),
        Finding(
            Answer.of(2 * len(set(chosen_by)) > len(set(there) | set(chosen_by))),
            say("More than half of the members who are there choose who presides."),
            found.clause,
        ),
        Finding(
            Answer.of(out is None or out not in there or out in chosen_by),
            say("The outgoing officer is there, and presides to hold the election."),
            found.clause,
        ),
    )


def successor_office(charter: Charter, office: Office) -> Office | None:
    """Return the office whose holder takes another one when that falls vacant in mid-year.

    Under the other reading the deputy only acts, and somebody is elected for the remainder.
    """
    chosen = next((each.chosen for each in charter.readings if each.id == VACANCY), "")
    if chosen != "vice_succeeds":
        return None
    return next((each for each in charter.offices if each.acts_for == office.id), None)


def role_in_the_gap(charter: Charter, office: Office) -> Role | None:
    """Return the role of whoever held an office, from the day it ends until the next election."""
    chosen = next((each.chosen for each in charter.readings if each.id == GAP), DEFAULT)
    if chosen == "officers_hold_over":
        return role_of(office)
    return Role.ELECTION_CHAIR if office.presides and chosen == DEFAULT else None


def role_of(office: Office) -> Role | None:
    """Return the role whose powers an office has: who presides, or who stands in for that one."""
    if office.presides:
        return Role.CHAIR
    return Role.VICE_CHAIR if office.acts_for else None


def _in_the_gap(
    charter: Charter,
    office: Office,
    tenures: Sequence[Tenure],
    members: Collection[UUID],
    on: date,
) -> Presiding:
    chosen = next((each.chosen for each in charter.readings if each.id == GAP), DEFAULT)
    since = service_year(office, on).since
    held_since = any(
        each.office == office.id and since <= each.span.since <= on for each in tenures
    )
    out = next(
        (each for each in tenures if each.office == office.id and each.span.until == since), None
    )
    if held_since or out is None or out.person not in members or chosen == "offices_empty":
        reason = say("A member whom the others choose to preside for this meeting")
        return Presiding(None, reason, office.clause, is_vacant=True)
    if chosen == "officers_hold_over":
        reason = say("The outgoing {office}, holding over", office=office.name)
        return Presiding(out.person, reason, office.clause, is_vacant=True)
    reason = say("The outgoing {office}, only to hold the election", office=office.name)
    return Presiding(out.person, reason, office.clause, only_to_elect=True, is_vacant=True)
