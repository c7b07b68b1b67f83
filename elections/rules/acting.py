"""Who presides while the chair is empty?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from elections.rules.officers import Tenure, holder_on, service_year
from governance.charter.model import Charter, Office
from governance.sentences import Sentence, say

GAP, DEFAULT = "officer_gap", "outgoing_presides"


@dataclass(frozen=True, slots=True)
class Presiding:
    """Who presides on a day, and why; without a person the members choose one for the meeting.

    `only_to_elect` says that this person does nothing else.
    """

    person: UUID | None
    reason: Sentence
    clause: str
    only_to_elect: bool = False


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


def _in_the_gap(
    charter: Charter,
    office: Office,
    tenures: Sequence[Tenure],
    members: Collection[UUID],
    on: date,
) -> Presiding:
    chosen = next((each.chosen for each in charter.readings if each.id == GAP), DEFAULT)
    since = service_year(office, on).since
    out = next(
        (each for each in tenures if each.office == office.id and each.span.until == since), None
    )
    if out is None or out.person not in members or chosen == "offices_empty":
        reason = say("A member whom the others choose to preside for this meeting")
        return Presiding(None, reason, office.clause)
    if chosen == "officers_hold_over":
        reason = say("The outgoing {office}, holding over", office=office.name)
        return Presiding(out.person, reason, office.clause)
    reason = say("The outgoing {office}, only to hold the election", office=office.name)
    return Presiding(out.person, reason, office.clause, only_to_elect=True)
