"""The director (18-6C1, 18-6C2, 18-6C3, 18-6C5): who holds the office, clocks, and what bars."""

from datetime import date
from uuid import UUID

import pytest

from appointments.rules.cases import Case
from appointments.rules.director_clocks import (
    Living,
    hired_day,
    residence,
    review_years,
)
from appointments.rules.directors import (
    End,
    Post,
    Search,
    Tenure,
    holder_on,
    is_decided,
    may_remove,
    searching,
)
from appointments.rules.eligibility import eligibility
from governance.charter.findings import Answer
from governance.charter.load import load_bundled
from governance.rules.people import Fact, FactKind

CHARTER = load_bundled("rochester-pab")
assert CHARTER.director is not None
RULE = CHARTER.director
CALENDAR = CHARTER.calendar
CITY, POLICE = "City of Rochester", "Rochester Police Department"
ON = date(2025, 3, 3)
ONE, TWO = UUID(int=1), UUID(int=2)


def tenure(since: date = date(2025, 1, 6), **more: object) -> Tenure:
    told = {"id": ONE, "since": since, "hired_on": since, **more}
    return Tenure(**told)  # type: ignore[arg-type]  # fields by name


def fact(kind: FactKind, **more: object) -> Fact:
    told = {"kind": kind, "stated_by": "the candidate", "stated_on": ON, **more}
    return Fact(**told)  # type: ignore[arg-type]  # fields by name


NOTHING = (
    fact(FactKind.EMPLOYMENT, none_else=True),
    fact(FactKind.EMPLOYMENT, none_else=True, of_family=True),
    fact(FactKind.FAMILY, none_else=True),
    fact(FactKind.CLAIM, none_else=True),
    fact(FactKind.CLAIM, none_else=True, of_family=True),
    fact(FactKind.LITIGATION, none_else=True),
)


def answers(*facts: Fact, on: date = ON) -> dict[str, Answer]:
    found = eligibility(RULE.criteria, Case(facts=facts, on=on))
    assert {each.clause for each in found} == {"18-6C(3)"}
    return {asked.id: each.answer for asked, each in zip(RULE.criteria, found, strict=True)}


def test_of_whom_nothing_is_stated_nothing_is_known() -> None:
    assert set(answers().values()) == {Answer.UNKNOWN}


def test_whoever_stated_that_nothing_bars_can_be_hired() -> None:
    assert set(answers(*NOTHING).values()) == {Answer.HOLDS}


@pytest.mark.parametrize(
    ("stated", "line"),
    [
        (fact(FactKind.EMPLOYMENT, what=POLICE, until=date(1999, 1, 1)), "law_enforcement"),
        (fact(FactKind.EMPLOYMENT, what="A sheriff", law_enforcement=True), "law_enforcement"),
        (fact(FactKind.EMPLOYMENT, what=POLICE, of_family=True), "family_in_department"),
        (fact(FactKind.FAMILY, what=CITY), "family_in_office"),
        (fact(FactKind.CLAIM, what="Doe v. City"), "claim"),
        (fact(FactKind.CLAIM, what="Doe v. City", of_family=True), "claim"),
        (fact(FactKind.LITIGATION, what="Roe v. City"), "claim"),
    ],
    ids=lambda each: f"{each.kind} {each.what}" if isinstance(each, Fact) else each,
)
def test_one_statement_breaks_its_own_line_alone(stated: Fact, line: str) -> None:
    found = answers(*NOTHING, stated)
    assert found.pop(line) is Answer.BROKEN
    assert set(found.values()) == {Answer.HOLDS}


@pytest.mark.parametrize(
    "stated",
    [
        fact(FactKind.EMPLOYMENT, what="A bakery"),
        fact(FactKind.EMPLOYMENT, what=POLICE, of_family=True, until=ON),
        fact(FactKind.EMPLOYMENT, what="A sheriff", law_enforcement=True, of_family=True),
        fact(FactKind.FAMILY, what=CITY, until=ON),
        fact(FactKind.CLAIM, what="Doe v. City", until=ON),
        fact(FactKind.LITIGATION, what="Roe v. City", of_family=True),
    ],
    ids=lambda each: f"{each.kind} {each.what}",
)
def test_what_is_over_or_not_named_by_the_text_does_not_bar(stated: Fact) -> None:
    assert set(answers(*NOTHING, stated).values()) == {Answer.HOLDS}


def test_the_day_before_it_is_over_it_bars() -> None:
    job = fact(FactKind.EMPLOYMENT, what=POLICE, of_family=True, until=ON)
    assert answers(*NOTHING, job, on=date(2025, 3, 2))["family_in_department"] is Answer.BROKEN


def test_family_in_office_elsewhere_is_noted_and_one_nowhere_is_not_known() -> None:
    elsewhere = fact(FactKind.FAMILY, what="State of New York")
    assert answers(*NOTHING, elsewhere)["family_in_office"] is Answer.WARNING
    nowhere = fact(FactKind.FAMILY)
    assert answers(*NOTHING, nowhere)["family_in_office"] is Answer.UNKNOWN


def test_a_claim_is_not_known_until_the_person_and_family_answered() -> None:
    for missing in NOTHING[3:]:
        told = [each for each in NOTHING if each is not missing]
        assert answers(*told)["claim"] is Answer.UNKNOWN


def test_whoever_was_hired_is_interim_until_the_day_of_the_confirmation() -> None:
    hired = tenure(confirmed_on=date(2025, 2, 10))
    assert holder_on([hired], date(2025, 1, 5)) == (Post.VACANT, None)
    assert holder_on([hired], date(2025, 2, 9)) == (Post.INTERIM, hired)
    assert holder_on([hired], date(2025, 2, 10)) == (Post.IN_OFFICE, hired)


def test_whoever_acts_makes_way_for_whoever_is_hired() -> None:
    acting = tenure(date(2024, 12, 1), acting=True)
    hired = tenure(id=TWO)
    assert holder_on([acting, hired], date(2025, 1, 5)) == (Post.ACTING, acting)
    assert holder_on([acting, hired], date(2025, 1, 6)) == (Post.INTERIM, hired)


def test_the_last_day_is_the_one_before_the_office_is_empty() -> None:
    gone = tenure(until=date(2025, 6, 1), ended_by=End.RESIGNED)
    assert holder_on([gone], date(2025, 5, 31))[0] is Post.INTERIM
    assert holder_on([gone], date(2025, 6, 1))[0] is Post.VACANT


def test_somebody_is_sought_first_and_at_each_vacancy_until_hired() -> None:
    first = Search(id=ONE, opened_on=date(2025, 1, 1))
    assert searching([], [], ON)
    assert searching([first], [], ON)
    hired = tenure(search=ONE)
    assert not searching([first], [hired], ON)
    again = Search(id=TWO, opened_on=date(2025, 6, 1))
    assert not searching([first, again], [hired], date(2025, 5, 31))
    assert searching([first, again], [hired], date(2025, 6, 1))
    assert not searching([], [tenure()], ON)


def test_a_declined_hiring_lets_the_search_go_on() -> None:
    search = Search(id=ONE, opened_on=date(2025, 1, 1))
    declined = tenure(search=ONE, until=date(2025, 2, 1), ended_by=End.DECLINED)
    assert not searching([search], [declined], date(2025, 1, 31))
    assert searching([search], [declined], date(2025, 2, 1))


def test_only_what_was_carried_is_decided() -> None:
    assert is_decided(True, "Hire.", "18-6C(1)").holds
    for carried in (False, None):
        found = is_decided(carried, "Hire.", "18-6C(1)")
        assert (found.answer, found.clause) == (Answer.BROKEN, "18-6C(1)")


def test_twelve_months_from_hiring_are_counted_and_rolled() -> None:
    clock = residence(date(2025, 1, 6), (), RULE, CALENDAR, date(2026, 1, 6))
    assert (clock.deadline.raw, clock.deadline.rolled) == (date(2026, 1, 6), date(2026, 1, 6))
    assert clock.deadline.clause == "18-6C(2)"
    rolled = residence(date(2025, 1, 18), (), RULE, CALENDAR, date(2026, 1, 18)).deadline
    assert (rolled.raw, rolled.rolled) == (date(2026, 1, 18), date(2026, 1, 20))  # Sunday, then MLK


def test_the_clock_runs_on_its_last_day_and_is_over_on_the_next() -> None:
    hired = date(2025, 1, 6)
    assert residence(hired, (), RULE, CALENDAR, date(2026, 1, 6)).state is Living.RUNNING
    assert residence(hired, (), RULE, CALENDAR, date(2026, 1, 7)).state is Living.OVERDUE


def test_twelve_months_from_a_leap_day_end_on_the_last_of_february() -> None:
    clock = residence(date(2024, 2, 29), (), RULE, CALENDAR, date(2025, 2, 28))
    assert (clock.deadline.raw, clock.state) == (date(2025, 2, 28), Living.RUNNING)
    late = residence(date(2024, 2, 29), (), RULE, CALENDAR, date(2025, 3, 1))
    assert late.state is Living.OVERDUE


def test_a_home_in_the_city_closes_the_clock_early_or_late() -> None:
    hired = date(2025, 1, 6)
    home = fact(FactKind.RESIDENCE, what=CITY, since=date(2026, 1, 6))
    kept = residence(hired, [home], RULE, CALENDAR, date(2026, 2, 1))
    assert (kept.state, kept.late, kept.since) == (Living.MET, False, date(2026, 1, 6))
    late = fact(FactKind.RESIDENCE, what=CITY, since=date(2026, 1, 7))
    found = residence(hired, [late], RULE, CALENDAR, date(2026, 2, 1))
    assert (found.state, found.late) == (Living.MET, True)
    before = residence(hired, [home], RULE, CALENDAR, date(2026, 1, 5))
    assert before.state is Living.RUNNING


def test_a_home_elsewhere_or_given_up_before_hiring_closes_nothing() -> None:
    hired = date(2025, 1, 6)
    elsewhere = fact(FactKind.RESIDENCE, what="Town of Brighton", since=date(2025, 2, 1))
    given_up = fact(FactKind.RESIDENCE, what=CITY, since=date(2020, 1, 1), until=hired)
    found = residence(hired, [elsewhere, given_up], RULE, CALENDAR, ON)
    assert found.state is Living.RUNNING


def test_whoever_moves_away_has_left_from_that_day() -> None:
    hired = date(2025, 1, 6)
    home = fact(FactKind.RESIDENCE, what=CITY, until=date(2026, 5, 1))
    last = residence(hired, [home], RULE, CALENDAR, date(2026, 4, 30))
    assert (last.state, last.since) == (Living.MET, hired)
    gone = residence(hired, [home], RULE, CALENDAR, date(2026, 5, 1))
    assert (gone.state, gone.left_on) == (Living.LEFT, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("reading", "day"),
    [
        ("vote", date(2025, 1, 6)),
        ("first_day", date(2025, 2, 3)),
        ("confirmation", date(2025, 1, 21)),
    ],
)
def test_the_day_of_hiring_is_the_one_that_the_charter_reads(reading: str, day: date) -> None:
    known = {each.id for each in CHARTER.reading("director_hired").alternatives}
    assert reading in known
    hired = tenure(date(2025, 2, 3), hired_on=date(2025, 1, 6), confirmed_on=date(2025, 1, 21))
    assert hired_day(hired, RULE, {"director_hired": reading}) == day


def test_each_year_since_hiring_has_its_review() -> None:
    hired = date(2024, 2, 29)
    years = review_years(hired, None, {1: date(2025, 3, 4)}, RULE.reviewed, CALENDAR, ON)
    assert [(each.number, each.deadline.raw, each.done_on) for each in years] == [
        (1, date(2025, 2, 28), date(2025, 3, 4)),
        (2, date(2026, 2, 28), None),
    ]
    assert years[1].deadline.rolled == date(2026, 3, 2)
    assert not years[1].overdue(date(2026, 3, 2))
    assert years[1].overdue(date(2026, 3, 3))
    assert len(review_years(hired, None, {}, RULE.reviewed, CALENDAR, date(2025, 2, 27))) == 1
    assert len(review_years(hired, None, {}, RULE.reviewed, CALENDAR, date(2025, 2, 28))) == 2


def test_the_year_in_which_somebody_leaves_is_owed_no_more() -> None:
    hired, gone = date(2024, 1, 8), date(2025, 6, 1)
    years = review_years(hired, gone, {}, RULE.reviewed, CALENDAR, date(2027, 1, 1))
    assert [each.number for each in years] == [1]


def test_a_removal_shows_what_the_other_reading_says() -> None:
    free = may_remove(RULE, {"director_removal": "reason_recorded"}, good_cause=False)
    assert free.holds
    assert [(each.alternative, each.answer) for each in free.readings] == [
        ("cause_required", Answer.BROKEN)
    ]
    strict = may_remove(RULE, {"director_removal": "cause_required"}, good_cause=False)
    assert strict.answer is Answer.BROKEN
    assert [(each.alternative, each.answer) for each in strict.readings] == [
        ("reason_recorded", Answer.HOLDS)
    ]
    assert may_remove(RULE, {"director_removal": "cause_required"}, good_cause=True).holds
