"""What must stay true of a member, from both sides: 18-4L(1), 18-4L(2), 18-4E, POL 30(1)."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from appointments.rules.continuing import Concern, Sitting, concerns
from governance.charter.load import load_bundled
from governance.charter.model import Charter, Consequence
from governance.rules.people import Fact, FactKind
from tests.appointments.rules import people
from tests.appointments.rules.people import CITY, SPOTLESS, fact, without

CHARTER = load_bundled("rochester-pab")
SINCE = date(2025, 7, 1)
ON = date(2026, 12, 8)


def member(
    *facts: Fact, seat: str = "east", since: date = SINCE, person: UUID | None = None
) -> Sitting:
    return Sitting(
        person=person or uuid4(),
        appointment=uuid4(),
        seat=CHARTER.seat(seat),
        since=since,
        facts=tuple(replace(each, id=uuid4()) for each in facts),
    )


def found(
    *facts: Fact, on: date = ON, charter: Charter = CHARTER, **more: object
) -> dict[str, Concern]:
    return {each.lasting.id: each for each in concerns(charter, [member(*facts, **more)], on)}


def reading(name: str, chosen: str) -> Charter:
    readings = tuple(
        replace(each, chosen=chosen) if each.id == name else each for each in CHARTER.readings
    )
    return replace(CHARTER, readings=readings)


def test_of_somebody_without_blame_nothing_is_said():
    assert found(*SPOTLESS) == {}


def test_nothing_known_is_no_concern():
    assert found() == {}


def test_moving_out_empties_the_seat_once_confirmed():
    left = replace(people.RESIDENCE, until=ON)
    away = fact(FactKind.RESIDENCE, what="Town of Brighton", since=ON)
    moved = (*without(people.RESIDENCE), left, away)
    assert "moved_out" not in found(*moved, on=date(2026, 12, 7))
    concern = found(*moved)["moved_out"]
    assert (concern.consequence, concern.since) == (Consequence.VACATES, ON)
    assert concern.lasting.clause == "18-4L(2)"
    assert CHARTER.ground(concern.lasting.ground).clause == "POL 30(1)(d)"


def test_who_left_without_saying_where_has_left():
    left = replace(people.RESIDENCE, until=ON)
    assert found(*without(people.RESIDENCE), left)["moved_out"].since == ON


def test_a_move_within_the_city_is_none():
    left = replace(people.RESIDENCE, until=ON)
    there = fact(FactKind.RESIDENCE, what=CITY.upper(), district="East", since=ON)
    assert found(*without(people.RESIDENCE), left, there) == {}


def test_a_candidacy_is_a_duty_from_its_day():
    runs = fact(FactKind.CANDIDACY, what="City Council", since=ON)
    assert found(*SPOTLESS, runs, on=date(2026, 12, 7)) == {}
    concern = found(*SPOTLESS, runs)["candidacy"]
    assert concern.consequence is Consequence.DUTY
    assert concern.lasting.clause == "18-4L(1)"
    by_itself = reading("shall_resign", "by_itself")
    assert found(*SPOTLESS, runs, charter=by_itself)["candidacy"].consequence is Consequence.VACATES


def test_a_candidacy_before_the_service_is_over():
    runs = fact(FactKind.CANDIDACY, what="City Council", since=date(2025, 6, 30))
    assert found(*SPOTLESS, runs) == {}


@pytest.mark.parametrize(("grave", "counts"), [(True, True), (False, False)])
def test_a_conviction_counts_if_it_is_of_the_kind_that_costs_an_office(grave: bool, counts: bool):
    convicted = fact(FactKind.CONVICTION, what="A crime", since=ON, grave=grave)
    assert ("conviction" in found(*SPOTLESS, convicted)) == counts


@pytest.mark.parametrize("kind", [FactKind.DEATH, FactKind.INCOMPETENCE, FactKind.JUDGMENT])
def test_what_the_state_s_law_names_empties_a_seat(kind: FactKind):
    concern = found(*SPOTLESS, fact(kind, since=ON))[kind.value]
    assert concern.consequence is Consequence.VACATES
    assert concern.lasting.clause.startswith("POL 30(1)")


def officer(stated_on: date, *, of_family: bool = False) -> Fact:
    job = fact(
        FactKind.EMPLOYMENT,
        what="County Sheriff",
        since=date(2010, 1, 1),
        until=date(2015, 1, 1),
        law_enforcement=True,
        of_family=of_family,
    )
    return replace(job, stated_on=stated_on)


def test_only_the_second_mark_is_pointed_out_and_only_that_member():
    first = member(*SPOTLESS, officer(date(2025, 5, 1)), seat="east")
    second = member(*SPOTLESS, officer(date(2026, 5, 1)), seat="south")
    [concern] = [
        each
        for each in concerns(CHARTER, [second, first], ON)
        if each.lasting.id == "second_former_officer"
    ]
    assert concern.sitting.person == second.person
    assert concern.consequence is Consequence.NOTED
    strict = concerns(reading("one_former_officer", "always"), [second, first], ON)
    assert {each.consequence for each in strict if each.lasting.id == "second_former_officer"} == {
        Consequence.DUTY
    }
    alone = concerns(CHARTER, [first], ON)
    assert "second_former_officer" not in {each.lasting.id for each in alone}


def test_family_that_comes_to_the_department_is_a_concern():
    hired = fact(
        FactKind.EMPLOYMENT,
        what="Rochester Police Department",
        since=date(2026, 10, 1),
        of_family=True,
        law_enforcement=True,
    )
    concern = found(*SPOTLESS, hired)["department_since"]
    assert (concern.consequence, concern.since) == (Consequence.DUTY, date(2026, 10, 1))


def test_family_in_office_and_suits_are_concerns():
    sister = fact(FactKind.FAMILY, what="Assembly", since=date(2026, 1, 1))
    suit = fact(FactKind.LITIGATION, what="Doe v. City", since=date(2026, 2, 1))
    assert set(found(*SPOTLESS, sister, suit)) == {"family_in_office", "litigation_since"}


def test_leaving_the_district_is_noted_or_a_duty_or_nothing_as_the_charter_reads_it():
    left = replace(people.RESIDENCE, until=ON)
    south = fact(FactKind.RESIDENCE, what=CITY, district="South", since=ON)
    moved = (*without(people.RESIDENCE), left, south)
    assert found(*moved)["left_district"].consequence is Consequence.NOTED
    throughout = reading("district_residence", "throughout")
    assert found(*moved, charter=throughout)["left_district"].consequence is Consequence.DUTY
    assert found(*moved, charter=reading("district_residence", "not_at_all")) == {}
    assert found(*moved, seat="alliance-1") == {}
