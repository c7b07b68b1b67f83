from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.rules.cases import Case, Decision
from appointments.rules.eligibility import eligibility
from governance.charter.findings import Answer, Finding
from governance.charter.load import load_bundled
from governance.charter.model import Reading
from governance.rules.people import Fact, FactKind
from tests.appointments.rules import people
from tests.appointments.rules.people import CITY, SPOTLESS, fact, without

CHARTER = load_bundled("rochester-pab")
EAST = CHARTER.seat("east")
ALLIANCE = CHARTER.seat("alliance-1")
ON = date(2026, 12, 8)
BOTH = (("alliance", "the Alliance"), ("council", "City Council"))


def sheet(
    facts: tuple[Fact, ...], *, seat=EAST, on: date = ON, **more: object
) -> dict[str, Finding]:
    case = Case(facts=facts, seat=seat, on=on, **more)
    found = eligibility(CHARTER.eligibility, case)
    return dict(zip([each.id for each in CHARTER.eligibility], found, strict=True))


def answer(criterion: str, facts: tuple[Fact, ...], **more: object) -> Answer:
    return sheet(facts, **more)[criterion].answer


def test_one_line_for_each_criterion_of_the_charter_in_its_order():
    found = eligibility(CHARTER.eligibility, Case(facts=SPOTLESS, seat=EAST, on=ON))
    assert [each.clause for each in found] == [each.clause for each in CHARTER.eligibility]
    assert all(each.holds for each in found)


def test_a_line_tells_the_fact_it_rests_on_and_who_stated_it():
    residence = sheet(SPOTLESS)["residence"]
    assert str(residence.rests_on) == "stated by A. Person on Tuesday, September 1, 2026"
    assert residence.clause == "18-4C"


def test_unknown_is_never_yes():
    found = sheet(())
    blocked = {name for name, each in found.items() if each.answer is Answer.UNKNOWN}
    assert blocked == set(found) - {"age_and_citizenship"}
    assert found["age_and_citizenship"].answer is Answer.WARNING


@given(st.sets(st.sampled_from(SPOTLESS)))
def test_leaving_facts_away_never_makes_a_line_hold(left_out: set[Fact]):
    whole, less = sheet(SPOTLESS), sheet(without(*left_out))
    assert all(whole[name].holds for name, each in less.items() if each.holds)


def moved_in(since: date) -> tuple[Fact, ...]:
    return (*without(people.RESIDENCE), replace(people.RESIDENCE, since=since))


def test_twelve_months_end_on_the_day_of_appointment():
    assert answer("residence", moved_in(date(2025, 12, 8))) is Answer.HOLDS
    assert answer("residence", moved_in(date(2025, 12, 9))) is Answer.BROKEN


def test_twelve_months_before_a_leap_day():
    leap_day = date(2028, 2, 29)
    assert answer("residence", moved_in(date(2027, 2, 28)), on=leap_day) is Answer.HOLDS
    assert answer("residence", moved_in(date(2027, 3, 1)), on=leap_day) is Answer.BROKEN


def test_two_homes_in_the_city_without_a_gap_are_one_stay():
    moved = date(2026, 6, 1)
    first = replace(people.RESIDENCE, until=moved)
    second = fact(FactKind.RESIDENCE, what=CITY, district="South", since=moved)
    both = (*without(people.RESIDENCE), first, second)
    assert answer("residence", both) is Answer.HOLDS
    gap = replace(second, since=date(2026, 6, 2))
    assert answer("residence", (*without(people.RESIDENCE), first, gap)) is Answer.BROKEN


def test_who_moved_away_on_the_day_is_no_resident():
    left = replace(people.RESIDENCE, until=ON)
    assert answer("residence", (*without(people.RESIDENCE), left)) is Answer.UNKNOWN
    elsewhere = fact(FactKind.RESIDENCE, what="Town of Brighton", since=ON)
    assert answer("residence", (*without(people.RESIDENCE), left, elsewhere)) is Answer.BROKEN


def test_a_district_seat_is_for_those_who_live_in_the_district():
    south = CHARTER.seat("south")
    assert answer("district", SPOTLESS) is Answer.HOLDS
    assert answer("district", SPOTLESS, seat=south) is Answer.BROKEN
    assert answer("district", SPOTLESS, seat=ALLIANCE) is Answer.HOLDS
    unmapped = replace(people.RESIDENCE, district="")
    assert answer("district", (*without(people.RESIDENCE), unmapped)) is Answer.UNKNOWN


@pytest.mark.parametrize("of_family", [False, True])
def test_the_department_is_for_ever(of_family: bool):
    employed = fact(
        FactKind.EMPLOYMENT,
        what="Rochester Police Department",
        since=date(1970, 1, 1),
        until=date(1971, 1, 1),
        of_family=of_family,
        law_enforcement=True,
    )
    found = sheet((*SPOTLESS, employed))
    assert found["department"].answer is Answer.BROKEN
    assert found["former_officer"].holds


def test_family_must_be_asked_about_too():
    assert answer("department", without(people.NO_FAMILY_JOB)) is Answer.UNKNOWN
    assert answer("litigation", without(people.NO_FAMILY_SUIT)) is Answer.UNKNOWN


def officer(until: date | None, *, of_family: bool = False) -> tuple[Fact, ...]:
    job = fact(
        FactKind.EMPLOYMENT,
        what="County Sheriff",
        since=date(2010, 1, 1),
        until=until,
        law_enforcement=True,
        of_family=of_family,
    )
    return (*SPOTLESS, job)


def test_a_past_officer_needs_three_years_and_then_discretion():
    assert answer("former_officer", officer(date(2023, 12, 8))) is Answer.DISCRETION
    assert answer("former_officer", officer(date(2023, 12, 9))) is Answer.BROKEN
    assert answer("former_officer", officer(None)) is Answer.BROKEN


def test_family_in_law_enforcement_today_is_pointed_out():
    assert answer("former_officer", officer(None, of_family=True)) is Answer.WARNING
    ended = officer(date(2026, 1, 1), of_family=True)
    assert answer("former_officer", ended) is Answer.BROKEN


def decision(authority: str, allowed: bool = True, on: date = ON) -> Decision:
    return Decision(
        criterion="former_officer", authority=authority, allowed=allowed, by="B. Clerk", on=on
    )


def test_discretion_blocks_until_both_authorities_have_allowed_it():
    past = officer(date(2020, 1, 1))
    seat = {"seat": ALLIANCE, "decided_by": BOTH}
    one = sheet(past, **seat, decisions=(decision("alliance"),))["former_officer"]
    assert one.blocks
    assert "City Council" in str(one.reason)
    both = (decision("alliance"), decision("council"))
    two = sheet(past, **seat, decisions=both)["former_officer"]
    assert not two.blocks
    assert two.decided_by == "B. Clerk"


def test_the_last_decision_of_an_authority_counts():
    past = officer(date(2020, 1, 1))
    changed = (
        decision("alliance"),
        decision("council"),
        decision("council", allowed=False, on=date(2026, 12, 9)),
    )
    found = sheet(past, seat=ALLIANCE, decided_by=BOTH, decisions=changed)["former_officer"]
    assert found.answer is Answer.BROKEN


def test_at_most_one_member_carries_the_mark():
    past = officer(date(2020, 1, 1))
    both = (decision("alliance"), decision("council"))
    found = sheet(past, seat=ALLIANCE, decided_by=BOTH, decisions=both, marked=1)
    assert found["former_officer"].answer is Answer.BROKEN


def test_a_city_office_bars_for_three_years():
    def held(until: date | None, what: str = CITY) -> tuple[Fact, ...]:
        return (*SPOTLESS, fact(FactKind.OFFICE, what=what, since=date(2019, 1, 1), until=until))

    assert answer("elected_office", held(date(2023, 12, 8))) is Answer.HOLDS
    assert answer("elected_office", held(date(2023, 12, 9))) is Answer.BROKEN
    assert answer("elected_office", held(None)) is Answer.BROKEN
    assert answer("elected_office", held(None, "Monroe County")) is Answer.HOLDS


def test_family_in_office_bars_while_it_lasts():
    sister = fact(FactKind.FAMILY, what="Assembly", since=date(2020, 1, 1), until=ON)
    assert answer("incumbent_family", (*SPOTLESS, sister)) is Answer.HOLDS
    assert answer("incumbent_family", (*SPOTLESS, replace(sister, until=None))) is Answer.BROKEN


@pytest.mark.parametrize("of_family", [False, True])
def test_counsel_in_a_misconduct_suit_is_barred(of_family: bool):
    suit = fact(FactKind.LITIGATION, what="Doe v. City", of_family=of_family)
    assert answer("litigation", (*SPOTLESS, suit)) is Answer.BROKEN


def test_age_and_citizenship_only_warn():
    young = replace(people.BIRTH, since=date(2008, 12, 9))
    assert answer("age_and_citizenship", (*without(people.BIRTH), young)) is Answer.WARNING
    grown = replace(people.BIRTH, since=date(2008, 12, 8))
    assert answer("age_and_citizenship", (*without(people.BIRTH), grown)) is Answer.HOLDS
    foreign = fact(FactKind.CITIZENSHIP, none_else=True)
    assert answer("age_and_citizenship", (*without(people.CITIZEN), foreign)) is Answer.WARNING


READ = {reading.id: reading.chosen for reading in CHARTER.readings}


def others(criterion: str, facts: tuple[Fact, ...], **more: object) -> dict[str, Answer]:
    """What the other readings answer, as far as it is something else."""
    found = sheet(facts, readings={**READ, **more.pop("readings", {})}, **more)[criterion]
    return {each.alternative: each.answer for each in found.readings}


def test_who_meets_everything_meets_it_however_it_is_read():
    found = sheet(SPOTLESS, readings=READ)
    assert [name for name, each in found.items() if each.readings] == []


def stays(gap: date) -> tuple[Fact, ...]:
    """Ten months in the City until last year, away since a day, and back for seven months."""
    first = replace(people.RESIDENCE, since=date(2025, 1, 1), until=gap)
    again = fact(FactKind.RESIDENCE, what=CITY, district="East", since=date(2026, 5, 8))
    return (*without(people.RESIDENCE), first, again)


def test_any_twelve_months_are_counted_together():
    """A15: seven months now and five or six before, with a year away between them."""
    assert others("residence", stays(date(2025, 5, 31))) == {}
    assert others("residence", stays(date(2025, 6, 1))) == {"any_twelve": Answer.HOLDS}
    any_twelve = {"readings": {**READ, "twelve_months": "any_twelve"}}
    assert answer("residence", stays(date(2025, 5, 31)), **any_twelve) is Answer.BROKEN
    assert answer("residence", stays(date(2025, 6, 1)), **any_twelve) is Answer.HOLDS
    strict = others("residence", stays(date(2025, 6, 1)), readings={"twelve_months": "any_twelve"})
    assert strict == {"continuous": Answer.BROKEN}


def test_days_in_two_homes_at_once_are_counted_once():
    both = fact(FactKind.RESIDENCE, what=CITY, since=date(2026, 5, 8))
    again = (*stays(date(2025, 5, 31)), both)
    assert others("residence", again) == {}


def test_a_district_that_is_not_asked_for_is_another_reading():
    south = CHARTER.seat("south")
    assert others("district", SPOTLESS, seat=south) == {"not_at_all": Answer.HOLDS}
    assert others("district", SPOTLESS) == {}


def test_who_works_in_law_enforcement_today_is_read_in_three_ways():
    """A16: the text speaks of former employment only."""
    assert others("former_officer", officer(None)) == {"allowed": Answer.WARNING}
    assert others("former_officer", officer(None, of_family=True)) == {
        "member_and_family_barred": Answer.BROKEN
    }
    assert others("former_officer", officer(date(2026, 1, 1))) == {}


def test_the_clause_on_attorneys_is_read_in_two_ways():
    suit = fact(FactKind.LITIGATION, what="Doe v. City", of_family=True)
    assert others("litigation", (*SPOTLESS, suit)) == {"member_only": Answer.HOLDS}
    assert others("litigation", without(people.NO_FAMILY_SUIT)) == {"member_only": Answer.HOLDS}
    own = fact(FactKind.LITIGATION, what="Doe v. City")
    assert others("litigation", (*SPOTLESS, own)) == {}


def test_age_and_citizenship_block_if_the_charter_reads_it_so():
    """A23, from both sides of the eighteenth birthday."""
    young = (*without(people.BIRTH), replace(people.BIRTH, since=date(2008, 12, 9)))
    assert others("age_and_citizenship", young) == {"block": Answer.BROKEN}
    grown = (*without(people.BIRTH), replace(people.BIRTH, since=date(2008, 12, 8)))
    assert others("age_and_citizenship", grown) == {}
    block = {"readings": {**READ, "citizenship": "block"}}
    assert answer("age_and_citizenship", young, **block) is Answer.BROKEN


@given(
    st.sets(st.sampled_from(SPOTLESS)),
    st.sampled_from([each for each in CHARTER.readings if each.id in READ]),
    st.data(),
)
def test_a_reading_answers_beside_another_as_it_would_if_it_were_chosen(
    left_out: set[Fact], reading: Reading, data: st.DataObject
):
    facts = (*without(*left_out), *data.draw(st.lists(st.sampled_from(officer(None)), max_size=2)))
    now = sheet(facts, readings=READ)
    for other in reading.others:
        then = sheet(facts, readings={**READ, reading.id: other.id})
        for name, line in now.items():
            told = {(each.reading, each.alternative): each.answer for each in line.readings}
            assert told.get((reading.id, other.id), line.answer) is then[name].answer


def test_a_thousand_sheets_are_made_in_the_blink_of_an_eye():
    case = Case(facts=SPOTLESS, seat=EAST, on=ON, readings=READ)
    best = min(_seconds(case) for _ in range(5))
    assert 1000 / best > 5_000  # several times faster on an idle core


def _seconds(case: Case) -> float:
    started = perf_counter()
    for _ in range(1000):
        eligibility(CHARTER.eligibility, case)
    return perf_counter() - started
