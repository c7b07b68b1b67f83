"""When an officer is elected, and for how long."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from elections.rules.officers import (
    Tenure,
    election_due,
    may_elect_on,
    officer_span,
    service_year,
)
from governance.charter.model import Charter
from governance.days import Span
from tests.meetings.law import board, person

CHAIR = board().office("chair")


def tenure(who: UUID, since: str, until: str, office: str = "chair") -> Tenure:
    return Tenure(
        office=office, person=who, span=Span(date.fromisoformat(since), date.fromisoformat(until))
    )


def reading(name: str, chosen: str) -> Charter:
    law = board()
    changed = (replace(each, chosen=chosen) if each.id == name else each for each in law.readings)
    return replace(law, readings=tuple(changed))


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        ("2026-06-30", "2025-07-01", "2026-07-01"),
        ("2026-07-01", "2026-07-01", "2027-07-01"),
        ("2027-02-09", "2026-07-01", "2027-07-01"),
    ],
)
def test_a_service_year_ends_with_june_30(day: str, since: str, until: str) -> None:
    year = service_year(CHAIR, date.fromisoformat(day))
    assert year == Span(date.fromisoformat(since), date.fromisoformat(until))


def test_an_officer_serves_from_the_election_to_june_30() -> None:
    span = officer_span(CHAIR, date(2026, 7, 9))
    assert span == Span(date(2026, 7, 9), date(2027, 7, 1))
    assert span.last == date(2027, 6, 30)


def test_an_officer_elected_in_june_serves_to_the_same_june_30() -> None:
    assert officer_span(CHAIR, date(2026, 6, 4)).last == date(2026, 6, 30)


def test_no_election_is_due_while_somebody_holds_the_office() -> None:
    held = [tenure(person(1), "2025-07-10", "2026-07-01")]
    assert election_due(CHAIR, held, board(), on=date(2026, 6, 30)) is None


@pytest.mark.parametrize(("day", "allowed"), [("2026-07-01", False), ("2026-07-02", True)])
def test_the_yearly_election_is_at_a_meeting_after_july_1(day: str, allowed: bool) -> None:
    held = [tenure(person(1), "2025-07-10", "2026-07-01")]
    on = date.fromisoformat(day)
    due = election_due(CHAIR, held, board(), on=on)
    assert due is not None
    assert due.earliest_on == date(2026, 7, 2)
    assert not due.remainder
    found = may_elect_on(due, CHAIR, on)
    assert found.holds is allowed
    assert found.clause == "18-6A"


def test_another_reading_lets_a_meeting_on_july_1_elect() -> None:
    law = reading("first_meeting", "july_1_included")
    due = election_due(CHAIR, [], law, on=date(2026, 7, 1))
    assert may_elect_on(due, CHAIR, date(2026, 7, 1)).holds


def test_the_first_officers_are_elected_whenever_the_first_board_meets() -> None:
    due = election_due(CHAIR, [], board(), on=date(2020, 2, 6))
    assert may_elect_on(due, CHAIR, date(2020, 2, 6)).holds


def test_after_a_resignation_the_next_meeting_elects_for_the_remainder() -> None:
    held = [tenure(person(1), "2026-07-09", "2026-11-20")]
    assert election_due(CHAIR, held, board(), on=date(2026, 11, 19)) is None
    due = election_due(CHAIR, held, board(), on=date(2026, 11, 20))
    assert due is not None
    assert due.remainder
    assert due.earliest_on == date(2026, 11, 20)


def test_a_vacancy_of_last_year_makes_no_remainder() -> None:
    held = [tenure(person(1), "2025-07-09", "2026-01-20")]
    due = election_due(CHAIR, held, board(), on=date(2026, 7, 9))
    assert due is not None
    assert not due.remainder


def test_another_office_is_another_matter() -> None:
    held = [tenure(person(1), "2026-07-09", "2027-07-01", office="vice_chair")]
    assert election_due(CHAIR, held, board(), on=date(2026, 8, 6)) is not None


def test_nobody_is_elected_to_an_office_that_is_held() -> None:
    assert not may_elect_on(None, CHAIR, date(2026, 8, 6)).holds
