"""Who cannot be hired as the body's director? Each kind of criterion is a rule of its name.

As with seats, unknown is never yes: a criterion holds only when somebody has stated it.
"""

from __future__ import annotations

from collections.abc import Mapping

from appointments.rules.cases import Case, Facts, Said, attested
from governance.charter.findings import Answer
from governance.charter.model import Criterion, CriterionKind
from governance.rules.people import FactKind
from governance.sentences import say


def never_in_law_enforcement(criterion: Criterion, facts: Facts, _case: Case) -> Said:
    """Find whether the person never worked for the department or another such agency."""
    jobs = facts.get(FactKind.EMPLOYMENT, ())
    for fact in jobs:
        if fact.of_family or fact.none_else:
            continue
        if fact.law_enforcement or _same(fact.what, criterion.employer):
            reason = say("{employer} employs or employed the person.", employer=fact.what)
            return Said(Answer.BROKEN, reason, fact)
    told = attested(jobs, family_too=False)
    if told is None:
        reason = say("Whether the person worked in law enforcement is not known.")
        return Said(Answer.UNKNOWN, reason)
    return Said(Answer.HOLDS, say("Never employed in law enforcement."), told)


def no_family_with_the_department(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether the department employs no immediate family on the day; a past job is none."""
    jobs = facts.get(FactKind.EMPLOYMENT, ())
    employer = criterion.employer
    for fact in jobs:
        if fact.of_family and _same(fact.what, employer) and fact.covers(case.on):
            reason = say("{employer} employs immediate family.", employer=employer)
            return Said(Answer.BROKEN, reason, fact)
    told = next((fact for fact in jobs if fact.of_family and fact.none_else), None)
    if told is None:
        reason = say("Whether {employer} employs family is not known.", employer=employer)
        return Said(Answer.UNKNOWN, reason)
    return Said(Answer.HOLDS, say("{employer} employs no family.", employer=employer), told)


def no_family_in_city_office(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether no immediate family holds an elected office of this place on the day.

    One elsewhere does not bar; where the place of an office is not told, nothing is known.
    """
    place = criterion.place
    family = facts.get(FactKind.FAMILY, ())
    held = [fact for fact in family if not fact.none_else and fact.covers(case.on)]
    for fact in held:
        if _same(fact.what, place):
            reason = say("Immediate family holds an elected office of {place}.", place=place)
            return Said(Answer.BROKEN, reason, fact)
    told = attested(family, family_too=False)
    unplaced = next((fact for fact in held if not fact.what), None)
    if told is None or unplaced is not None:
        reason = say("Whether family holds an elected office of {place} is not known.", place=place)
        return Said(Answer.UNKNOWN, reason, unplaced)
    if held:
        reason = say(
            "Family holds an elected office ({what}); only one of {place} bars.",
            what=held[0].what,
            place=place,
        )
        return Said(Answer.WARNING, reason, held[0])
    return Said(Answer.HOLDS, say("No family in elected office of {place}.", place=place), told)


def no_pending_claim(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether no claim of police misconduct is pending: own, of family, or as an attorney."""
    claims = facts.get(FactKind.CLAIM, ())
    suits = facts.get(FactKind.LITIGATION, ())
    for fact in claims:
        if fact.none_else or not fact.covers(case.on):
            continue
        if fact.of_family and not criterion.family_too:
            continue
        reason = say("A police misconduct claim is pending: {what}.", what=fact.what or fact.kind)
        return Said(Answer.BROKEN, reason, fact)
    for fact in suits:
        if not fact.none_else and not fact.of_family and fact.covers(case.on):
            reason = say("Is an attorney in a pending police misconduct suit.")
            return Said(Answer.BROKEN, reason, fact)
    party = attested(claims, family_too=criterion.family_too)
    if party is None:
        reason = say("Whether a police misconduct claim is pending is not known.")
        return Said(Answer.UNKNOWN, reason)
    if attested(suits, family_too=False) is None:
        reason = say("Whether the person is an attorney in a pending suit is not known.")
        return Said(Answer.UNKNOWN, reason)
    return Said(Answer.HOLDS, say("No police misconduct claim is pending."), party)


ATTESTED: Mapping[CriterionKind, tuple[tuple[FactKind, bool], ...]] = {
    CriterionKind.NEVER_IN_LAW_ENFORCEMENT: ((FactKind.EMPLOYMENT, False),),
    CriterionKind.NO_FAMILY_WITH_THE_DEPARTMENT: ((FactKind.EMPLOYMENT, True),),
    CriterionKind.NO_FAMILY_IN_CITY_OFFICE: ((FactKind.FAMILY, False),),
    CriterionKind.NO_PENDING_CLAIM: (
        (FactKind.CLAIM, False),
        (FactKind.CLAIM, True),
        (FactKind.LITIGATION, False),
    ),
}
"""What somebody must state that there is nothing of, by the person and of family."""


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
