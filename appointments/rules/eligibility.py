"""May this person take this seat on this day? One finding for each criterion of the charter.

Unknown is never yes: a criterion holds only when somebody has stated what it asks for. Who
states that there is nothing else of a kind has answered for all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from governance.charter.findings import Answer, Finding
from governance.charter.model import Criterion, CriterionKind, Effect, Seat
from governance.days import add_months, add_years
from governance.rules.people import Fact, FactKind
from governance.sentences import Sentence, say, say_n


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An authority's recorded decision on a matter of discretion."""

    criterion: str
    authority: str
    allowed: bool
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person before a seat on a day.

    `marked` is how many other members then carry a mark of which the law allows only some;
    `decided_by` are the authorities whose discretion is asked, by id and name; `readings` how the
    charter reads open questions.
    """

    facts: Sequence[Fact]
    seat: Seat
    on: date
    marked: int = 0
    decided_by: tuple[tuple[str, str], ...] = ()
    decisions: Sequence[Decision] = ()
    readings: Mapping[str, str] = field(default_factory=dict)


class _Said(NamedTuple):
    """What a criterion's own rule answers, and the fact behind it."""

    answer: Answer
    reason: Sentence
    fact: Fact | None = None
    decided_by: str = ""


def eligibility(criteria: Iterable[Criterion], case: Case) -> tuple[Finding, ...]:
    """Return the eligibility sheet: one finding for each criterion, in the charter's order."""
    facts: dict[FactKind, list[Fact]] = {}
    for fact in case.facts:
        facts.setdefault(fact.kind, []).append(fact)
    return tuple(
        _finding(criterion, RULES[criterion.kind](criterion, facts, case)) for criterion in criteria
    )


Facts = Mapping[FactKind, Sequence[Fact]]
"""What is stated of a person, by kind."""


def resident_long_enough(criterion: Criterion, facts: Facts, case: Case) -> _Said:
    """Find whether the person has lived there without a break, up to and on the day."""
    asked = add_months(case.on, -(criterion.months or 0))
    place = criterion.place
    stays = facts.get(FactKind.RESIDENCE, ())
    here = [fact for fact in stays if fact.what.casefold() == place.casefold()]
    first = next((fact for fact in here if fact.covers(case.on)), None)
    if first is None:
        return _not_there(place, stays, case)
    while first.since is not None and first.since > asked:
        before = next((fact for fact in here if _leads_to(fact, first.since)), None)
        if before is None:
            reason = say(
                "Lives in {place} since {since}; it would have to be since {asked}.",
                place=place,
                since=first.since,
                asked=asked,
            )
            return _Said(Answer.BROKEN, reason, first)
        first = before
    if first.since is None:
        unknown = say("Lives in {place}; since when is not known.", place=place)
        return _Said(Answer.UNKNOWN, unknown, first)
    reason = say("Lives in {place} since {since}.", place=place, since=first.since)
    return _Said(Answer.HOLDS, reason, first)


def lives_in_district(_criterion: Criterion, facts: Facts, case: Case) -> _Said:
    """Find whether the person lives in the seat's district on the day of appointment."""
    district = case.seat.district
    if not district:
        return _Said(Answer.HOLDS, say("This seat has no district."))
    for fact in facts.get(FactKind.RESIDENCE, ()):
        if fact.district and fact.covers(case.on):
            if fact.district.casefold() == district.casefold():
                reason = say("Lives in the {district} district.", district=district)
                return _Said(Answer.HOLDS, reason, fact)
            reason = say(
                "Lives in the {other} district; the seat is for {district}.",
                other=fact.district,
                district=district,
            )
            return _Said(Answer.BROKEN, reason, fact)
    unknown = say("Whether the home is in the {district} district is not known.", district=district)
    return _Said(Answer.UNKNOWN, unknown)


def never_with_the_department(criterion: Criterion, facts: Facts, _case: Case) -> _Said:
    """Find whether neither the person nor, where the law says so, family ever worked there."""
    employer = criterion.employer
    jobs = facts.get(FactKind.EMPLOYMENT, ())
    for fact in jobs:
        if _is_with(criterion, fact) and (criterion.family_too or not fact.of_family):
            if fact.of_family:
                reason = say("{employer} employs or employed family.", employer=employer)
            else:
                reason = say("{employer} employs or employed the person.", employer=employer)
            return _Said(Answer.BROKEN, reason, fact)
    if (answered := _answered(jobs, criterion)) is None:
        reason = say("Whether {employer} ever employed them is not known.", employer=employer)
        return _Said(Answer.UNKNOWN, reason)
    return _Said(Answer.HOLDS, say("Never employed by {employer}.", employer=employer), answered)


def only_former_officer(criterion: Criterion, facts: Facts, case: Case) -> _Said:
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
        elif not (fact.of_family and fact.covers(case.on)):
            reason = say(
                "Employment in law enforcement must have ended by {over}, {years} years before.",
                over=over,
                years=criterion.years or 0,
            )
            return _Said(Answer.BROKEN, reason, fact)
    if not passed:
        return _present_family(case, marks[0])
    if criterion.at_once is not None and case.marked >= criterion.at_once:
        reason = say_n(
            "{count} member with a past in law enforcement serves already.",
            "{count} members with a past in law enforcement serve already.",
            case.marked,
        )
        return _Said(Answer.BROKEN, reason, passed[0])
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


def no_elected_office(criterion: Criterion, facts: Facts, case: Case) -> _Said:
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
                return _Said(Answer.BROKEN, reason, fact)
    if (answered := _answered(offices, criterion)) is None:
        reason = say("Whether there was an elected office of {place} is not known.", place=place)
        return _Said(Answer.UNKNOWN, reason)
    reason = say("No elected office of {place} since {over}.", place=place, over=over)
    return _Said(Answer.HOLDS, reason, answered)


def no_incumbent_family(criterion: Criterion, facts: Facts, case: Case) -> _Said:
    """Find whether no immediate family is in elected office on the day."""
    place = criterion.place
    family = facts.get(FactKind.FAMILY, ())
    for fact in family:
        if not fact.none_else and fact.covers(case.on):
            reason = say("Immediate family holds an elected office in {place}.", place=place)
            return _Said(Answer.BROKEN, reason, fact)
    if (answered := _answered(family, criterion)) is None:
        reason = say("Whether family holds an elected office in {place} is not known.", place=place)
        return _Said(Answer.UNKNOWN, reason)
    reason = say("No immediate family in elected office in {place}.", place=place)
    return _Said(Answer.HOLDS, reason, answered)


def no_police_litigation(criterion: Criterion, facts: Facts, _case: Case) -> _Said:
    """Find whether no attorney, the person or family, is or was in such a suit."""
    suits = facts.get(FactKind.LITIGATION, ())
    for fact in suits:
        if not fact.none_else and (criterion.family_too or not fact.of_family):
            return _Said(Answer.BROKEN, _FAMILY_WAS_COUNSEL if fact.of_family else _COUNSEL, fact)
    return _by_statement(suits, criterion, _COUNSEL_UNKNOWN, _NEVER_COUNSEL)


def of_age_and_citizen(criterion: Criterion, facts: Facts, case: Case) -> _Said:
    """Find whether the person is old enough and a citizen."""
    age = criterion.age or 0
    born = next((fact for fact in facts.get(FactKind.BIRTH, ()) if fact.since), None)
    if born is not None and born.since is not None and add_years(born.since, age) > case.on:
        return _Said(Answer.BROKEN, say("Is not {age} years old yet.", age=age), born)
    if born is None:
        return _Said(Answer.UNKNOWN, say("The day of birth is not known."))
    for citizenship in facts.get(FactKind.CITIZENSHIP, ()):
        if citizenship.covers(case.on):
            if citizenship.none_else:
                return _Said(Answer.BROKEN, say("Is not a citizen."), citizenship)
            reason = say("Is {age} or older and a citizen.", age=age)
            return _Said(Answer.HOLDS, reason, citizenship)
    return _Said(Answer.UNKNOWN, say("Whether the person is a citizen is not known."))


RULES: Mapping[CriterionKind, Callable[[Criterion, Facts, Case], _Said]] = {
    CriterionKind.RESIDENT_LONG_ENOUGH: resident_long_enough,
    CriterionKind.LIVES_IN_DISTRICT: lives_in_district,
    CriterionKind.NEVER_WITH_THE_DEPARTMENT: never_with_the_department,
    CriterionKind.ONLY_FORMER_OFFICER: only_former_officer,
    CriterionKind.NO_ELECTED_OFFICE: no_elected_office,
    CriterionKind.NO_INCUMBENT_FAMILY: no_incumbent_family,
    CriterionKind.NO_POLICE_LITIGATION: no_police_litigation,
    CriterionKind.OF_AGE_AND_CITIZEN: of_age_and_citizen,
}


def _finding(criterion: Criterion, said: _Said) -> Finding:
    answer = said.answer
    if answer is not Answer.HOLDS and criterion.effect is Effect.WARNING:
        answer = Answer.WARNING
    return Finding(
        answer,
        said.reason,
        criterion.clause,
        "" if said.fact is None else said.fact.source,
        decided_by=said.decided_by,
    )


def _leads_to(fact: Fact, day: date) -> bool:
    """Whether a stay lasted at least until a day and began before it."""
    return (fact.since is None or fact.since < day) and fact.until is not None and fact.until >= day


def _not_there(place: str, stays: Iterable[Fact], case: Case) -> _Said:
    elsewhere = next((fact for fact in stays if fact.covers(case.on)), None)
    if elsewhere is None:
        reason = say("Where the person lives on that day is not known.")
        return _Said(Answer.UNKNOWN, reason)
    reason = say("Lives in {other}, not in {place}.", other=elsewhere.what, place=place)
    return _Said(Answer.BROKEN, reason, elsewhere)


def _answered(stated: Sequence[Fact], criterion: Criterion) -> Fact | None:
    """Return the statement that there is nothing else: for the person, and for family if asked."""
    own = family = None
    for fact in stated:
        if fact.none_else and fact.of_family:
            family = fact
        elif fact.none_else:
            own = fact
    return None if criterion.family_too and family is None else own


def _by_statement(
    stated: Sequence[Fact], criterion: Criterion, unknown: Sentence, holds: Sentence
) -> _Said:
    answered = _answered(stated, criterion)
    return _Said(
        Answer.HOLDS if answered else Answer.UNKNOWN, holds if answered else unknown, answered
    )


_OTHER_FORCES_UNKNOWN = say("Whether the person worked in law enforcement elsewhere is not known.")
_NO_OTHER_FORCES = say("No past in law enforcement elsewhere.")
_COUNSEL = say("Represents or represented a party in a police misconduct suit.")
_FAMILY_WAS_COUNSEL = say("Family represents or represented a party in a police misconduct suit.")
_COUNSEL_UNKNOWN = say("Whether the person was counsel in a police misconduct suit is not known.")
_NEVER_COUNSEL = say("Never counsel in a police misconduct suit.")


def _discretion(criterion: Criterion, case: Case, fact: Fact) -> _Said:
    """Answer by what each authority has decided; all of them must allow it."""
    decisions = [each for each in case.decisions if each.criterion == criterion.id]
    latest = {each.authority: each for each in sorted(decisions, key=lambda each: each.on)}
    for authority, name in case.decided_by:
        if authority in latest and not latest[authority].allowed:
            reason = say("At its discretion, {name} does not allow it.", name=name)
            return _Said(Answer.BROKEN, reason, fact)
    missing = tuple(name for authority, name in case.decided_by if authority not in latest)
    if missing or not case.decided_by:
        reason = say(
            "A past in law enforcement may be allowed at discretion; still to decide: {missing}.",
            missing=missing,
        )
        return _Said(Answer.DISCRETION, reason, fact)
    reason = say("A past in law enforcement, allowed at discretion.")
    names = ", ".join(dict.fromkeys(latest[authority].by for authority, _ in case.decided_by))
    return _Said(Answer.DISCRETION, reason, fact, decided_by=names)


def _present_family(case: Case, fact: Fact) -> _Said:
    """Answer for family who work in law enforcement today, of whom the text does not speak."""
    reason = say("Immediate family works in law enforcement; the text speaks of the past only.")
    barred = case.readings.get("current_officers") == "member_and_family_barred"
    return _Said(Answer.BROKEN if barred else Answer.WARNING, reason, fact)


def _is_with(criterion: Criterion, fact: Fact) -> bool:
    return not fact.none_else and fact.what.casefold() == criterion.employer.casefold()
