"""Is a criterion of the charter met? Each kind of criterion is a rule of its name.

Unknown is never yes: a criterion holds only when somebody has stated what it asks for. Who
states that there is nothing else of a kind has answered for all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from appointments.rules.cases import Case, Facts, Said, attested
from appointments.rules.office_criteria import (
    never_in_law_enforcement,
    no_family_in_city_office,
    no_family_with_the_department,
    no_pending_claim,
)
from appointments.rules.stays import has_months, here, unbroken
from governance.charter.findings import Answer
from governance.charter.model import Criterion, CriterionKind
from governance.days import add_months, add_years
from governance.rules.people import Fact, FactKind
from governance.sentences import Sentence, say, say_n


def resident_long_enough(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether the person has lived there long enough, up to and on the day.

    The charter reads whether the months are the last ones without a break, or any.
    """
    asked = add_months(case.on, -(criterion.months or 0))
    place = criterion.place
    stays = facts.get(FactKind.RESIDENCE, ())
    there = here(stays, place)
    chain = unbroken(there, case.on)
    if not chain:
        return _not_there(place, stays, case)
    since = chain[-1].since
    if since is None:
        unknown = say("Lives in {place}; since when is not known.", place=place)
        return Said(Answer.UNKNOWN, unknown, chain[0])
    if since <= asked:
        fact = next(each for each in chain if each.since is None or each.since <= asked)
        return Said(
            Answer.HOLDS, say("Lives in {place} since {since}.", place=place, since=since), fact
        )
    counts_any = case.readings.get("twelve_months") == "any_twelve"
    if counts_any and has_months(there, case.on, criterion.months or 0):
        reason = say("Lives in {place}, and has long enough in all.", place=place)
        return Said(Answer.HOLDS, reason, chain[0])
    reason = say(
        "Lives in {place} since {since}; it would have to be since {asked}.",
        place=place,
        since=since,
        asked=asked,
    )
    return Said(Answer.BROKEN, reason, chain[0])


def lives_in_district(_criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether the person lives in the seat's district on the day of appointment."""
    district = case.seat.district if case.seat else ""
    if not district:
        return Said(Answer.HOLDS, _NO_DISTRICT)
    if case.readings.get("district_residence") == "not_at_all":
        return Said(Answer.HOLDS, _ANY_DISTRICT)
    for fact in facts.get(FactKind.RESIDENCE, ()):
        if fact.district and fact.covers(case.on):
            if fact.district.casefold() == district.casefold():
                return Said(Answer.HOLDS, _in_district(district), fact)
            reason = say(
                "Lives in the {other} district; the seat is for {district}.",
                other=fact.district,
                district=district,
            )
            return Said(Answer.BROKEN, reason, fact)
    unknown = say("Whether the home is in the {district} district is not known.", district=district)
    return Said(Answer.UNKNOWN, unknown)


def never_with_the_department(criterion: Criterion, facts: Facts, _case: Case) -> Said:
    """Find whether neither the person nor, where the law says so, family ever worked there."""
    employer = criterion.employer
    jobs = facts.get(FactKind.EMPLOYMENT, ())
    for fact in jobs:
        if _is_with(criterion, fact) and (criterion.family_too or not fact.of_family):
            if fact.of_family:
                reason = say("{employer} employs or employed family.", employer=employer)
            else:
                reason = say("{employer} employs or employed the person.", employer=employer)
            return Said(Answer.BROKEN, reason, fact)
    if (answered := attested(jobs, family_too=criterion.family_too)) is None:
        reason = say("Whether {employer} ever employed them is not known.", employer=employer)
        return Said(Answer.UNKNOWN, reason)
    return Said(Answer.HOLDS, _never_with(employer), answered)


def only_former_officer(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether a past in law enforcement elsewhere stands in the way.

    One that is long enough over is a matter of discretion, as long as not too many others
    carry the same mark.
    """
    jobs = facts.get(FactKind.EMPLOYMENT, ())
    marks = marks_of(criterion, jobs)
    if not marks:
        return _by_statement(jobs, criterion, _OTHER_FORCES_UNKNOWN, _NO_OTHER_FORCES)
    over = add_years(case.on, -(criterion.years or 0))
    passed = []
    for fact in marks:
        if fact.until is not None and fact.until <= over:
            passed.append(fact)
        elif fact.covers(case.on) and (fact.of_family or _allows_officers(case)):
            continue
        else:
            reason = say(
                "Employment in law enforcement must have ended by {over}, {years} years before.",
                over=over,
                years=criterion.years or 0,
            )
            return Said(Answer.BROKEN, reason, fact)
    if not passed:
        return _present_job(case, marks[0])
    if criterion.at_once is not None and case.marked >= criterion.at_once:
        reason = say_n(
            "{count} member with a past in law enforcement serves already.",
            "{count} members with a past in law enforcement serve already.",
            case.marked,
        )
        return Said(Answer.BROKEN, reason, passed[0])
    return _discretion(criterion, case, passed[0])


def marks_of(criterion: Criterion, facts: Iterable[Fact]) -> list[Fact]:
    """Return the employments in law enforcement elsewhere that mark a member."""
    return [
        fact
        for fact in facts
        if fact.law_enforcement
        and fact.kind is FactKind.EMPLOYMENT
        and not _is_with(criterion, fact)
        and (criterion.family_too or not fact.of_family)
    ]


def no_elected_office(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether the person neither holds such an office nor held one lately."""
    place = criterion.place
    over = add_years(case.on, -(criterion.years or 0))
    offices = facts.get(FactKind.OFFICE, ())
    for fact in offices:
        if not fact.of_family and fact.what.casefold() == place.casefold():
            has_begun = fact.since is None or fact.since <= case.on
            if has_begun and (fact.until is None or fact.until > over):
                reason = say(
                    "Holds an elected office of {place}, or held one after {over}.",
                    place=place,
                    over=over,
                )
                return Said(Answer.BROKEN, reason, fact)
    if (answered := attested(offices, family_too=criterion.family_too)) is None:
        reason = say("Whether there was an elected office of {place} is not known.", place=place)
        return Said(Answer.UNKNOWN, reason)
    reason = say("No elected office of {place} since {over}.", place=place, over=over)
    return Said(Answer.HOLDS, reason, answered)


def no_incumbent_family(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether no immediate family is in elected office on the day."""
    place = criterion.place
    family = facts.get(FactKind.FAMILY, ())
    for fact in family:
        if not fact.none_else and fact.covers(case.on):
            reason = say("Immediate family holds an elected office in {place}.", place=place)
            return Said(Answer.BROKEN, reason, fact)
    if (answered := attested(family, family_too=criterion.family_too)) is None:
        reason = say("Whether family holds an elected office in {place} is not known.", place=place)
        return Said(Answer.UNKNOWN, reason)
    return Said(Answer.HOLDS, _no_family_in(place), answered)


def no_police_litigation(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether no attorney, the person or family, is or was in such a suit."""
    suits = facts.get(FactKind.LITIGATION, ())
    family_too = criterion.family_too and case.readings.get("attorney_family") != "member_only"
    for fact in suits:
        if not fact.none_else and (family_too or not fact.of_family):
            return Said(Answer.BROKEN, _FAMILY_WAS_COUNSEL if fact.of_family else _COUNSEL, fact)
    answered = attested(suits, family_too=family_too)
    if answered is None:
        return Said(Answer.UNKNOWN, _COUNSEL_UNKNOWN)
    return Said(Answer.HOLDS, _NEVER_COUNSEL, answered)


def of_age_and_citizen(criterion: Criterion, facts: Facts, case: Case) -> Said:
    """Find whether the person is old enough and a citizen."""
    age = criterion.age or 0
    born = next((fact for fact in facts.get(FactKind.BIRTH, ()) if fact.since), None)
    if born is not None and born.since is not None and add_years(born.since, age) > case.on:
        return Said(Answer.BROKEN, say("Is not {age} years old yet.", age=age), born)
    if born is None:
        return Said(Answer.UNKNOWN, say("The day of birth is not known."))
    for citizenship in facts.get(FactKind.CITIZENSHIP, ()):
        if citizenship.covers(case.on):
            if citizenship.none_else:
                return Said(Answer.BROKEN, say("Is not a citizen."), citizenship)
            return Said(Answer.HOLDS, _grown_citizen(age), citizenship)
    return Said(Answer.UNKNOWN, say("Whether the person is a citizen is not known."))


RULES: Mapping[CriterionKind, Callable[[Criterion, Facts, Case], Said]] = {
    CriterionKind.RESIDENT_LONG_ENOUGH: resident_long_enough,
    CriterionKind.LIVES_IN_DISTRICT: lives_in_district,
    CriterionKind.NEVER_WITH_THE_DEPARTMENT: never_with_the_department,
    CriterionKind.ONLY_FORMER_OFFICER: only_former_officer,
    CriterionKind.NO_ELECTED_OFFICE: no_elected_office,
    CriterionKind.NO_INCUMBENT_FAMILY: no_incumbent_family,
    CriterionKind.NO_POLICE_LITIGATION: no_police_litigation,
    CriterionKind.OF_AGE_AND_CITIZEN: of_age_and_citizen,
    CriterionKind.NEVER_IN_LAW_ENFORCEMENT: never_in_law_enforcement,
    CriterionKind.NO_FAMILY_WITH_THE_DEPARTMENT: no_family_with_the_department,
    CriterionKind.NO_FAMILY_IN_CITY_OFFICE: no_family_in_city_office,
    CriterionKind.NO_PENDING_CLAIM: no_pending_claim,
}


@cache
def _in_district(district: str) -> Sentence:
    return say("Lives in the {district} district.", district=district)


@cache
def _never_with(employer: str) -> Sentence:
    return say("Never employed by {employer}.", employer=employer)


@cache
def _no_family_in(place: str) -> Sentence:
    return say("No immediate family in elected office in {place}.", place=place)


@cache
def _grown_citizen(age: int) -> Sentence:
    return say("Is {age} or older and a citizen.", age=age)


def _not_there(place: str, stays: Iterable[Fact], case: Case) -> Said:
    elsewhere = next((fact for fact in stays if fact.covers(case.on)), None)
    if elsewhere is None:
        reason = say("Where the person lives on that day is not known.")
        return Said(Answer.UNKNOWN, reason)
    reason = say("Lives in {other}, not in {place}.", other=elsewhere.what, place=place)
    return Said(Answer.BROKEN, reason, elsewhere)


def _by_statement(
    stated: Sequence[Fact], criterion: Criterion, unknown: Sentence, holds: Sentence
) -> Said:
    answered = attested(stated, family_too=criterion.family_too)
    return Said(
        Answer.HOLDS if answered else Answer.UNKNOWN, holds if answered else unknown, answered
    )


_OTHER_FORCES_UNKNOWN = say("Whether the person worked in law enforcement elsewhere is not known.")
_NO_OTHER_FORCES = say("No past in law enforcement elsewhere.")
_OFFICER_TODAY = say("Works in law enforcement; the text speaks of the past only.")
_FAMILY_TODAY = say("Immediate family works in law enforcement; the text speaks of the past only.")
_NO_DISTRICT = say("This seat has no district.")
_ANY_DISTRICT = say("No district is asked for.")
_COUNSEL = say("Represents or represented a party in a police misconduct suit.")
_FAMILY_WAS_COUNSEL = say("Family represents or represented a party in a police misconduct suit.")
_COUNSEL_UNKNOWN = say("Whether the person was counsel in a police misconduct suit is not known.")
_NEVER_COUNSEL = say("Never counsel in a police misconduct suit.")


def _discretion(criterion: Criterion, case: Case, fact: Fact) -> Said:
    """Answer by what each authority has decided; all of them must allow it."""
    decisions = [each for each in case.decisions if each.criterion == criterion.id]
    latest = {each.authority: each for each in sorted(decisions, key=lambda each: each.on)}
    for authority, name in case.decided_by:
        if authority in latest and not latest[authority].allowed:
            reason = say("At its discretion, {name} does not allow it.", name=name)
            return Said(Answer.BROKEN, reason, fact)
    missing = tuple(name for authority, name in case.decided_by if authority not in latest)
    if missing or not case.decided_by:
        reason = say(
            "A past in law enforcement may be allowed at discretion; still to decide: {missing}.",
            missing=missing,
        )
        return Said(Answer.DISCRETION, reason, fact)
    reason = say("A past in law enforcement, allowed at discretion.")
    names = ", ".join(dict.fromkeys(latest[authority].by for authority, _ in case.decided_by))
    return Said(Answer.DISCRETION, reason, fact, decided_by=names)


def _present_job(case: Case, fact: Fact) -> Said:
    """Answer for who works in law enforcement today, of whom the text does not speak."""
    if not fact.of_family:
        return Said(Answer.WARNING, _OFFICER_TODAY, fact)
    barred = case.readings.get("current_officers") == "member_and_family_barred"
    return Said(Answer.BROKEN if barred else Answer.WARNING, _FAMILY_TODAY, fact)


def _allows_officers(case: Case) -> bool:
    return case.readings.get("current_officers") == "allowed"


def _is_with(criterion: Criterion, fact: Fact) -> bool:
    return not fact.none_else and fact.what.casefold() == criterion.employer.casefold()
