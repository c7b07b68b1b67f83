"""Clauses that no other test speaks of, each kept by the rule that its charter names."""

from datetime import date

import pytest

from appointments.rules.oaths import oath_clocks
from appointments.rules.terms import appointed_term, version_of
from appointments.rules.vacancies import Vacancy, filling_deadline, resignation_effective
from governance.charter.findings import Answer
from governance.charter.load import load_bundled
from governance.charter.model import Charter
from governance.days import Span, add_months, add_years
from meetings.rules.tallies import Outcome
from meetings.rules.votes import what_if


@pytest.fixture(scope="module")
def charter() -> Charter:
    return load_bundled("rochester-pab")


GROUNDS = {
    "death": "POL 30(1)(a)",
    "resignation": "POL 30(1)(b)",
    "removal": "POL 30(1)(c)",
    "residence": "POL 30(1)(d)",
    "conviction": "POL 30(1)(e)",
    "incompetence": "POL 30(1)(f)",
    "judgment": "POL 30(1)(g)",
    "oath": "POL 30(1)(h)",
}


def test_a_seat_falls_vacant_on_these_grounds_and_no_others(charter: Charter) -> None:
    assert {ground.id: ground.clause for ground in charter.grounds} == GROUNDS


def test_whatever_the_ground_the_clock_for_filling_the_seat_is_the_same(charter: Charter) -> None:
    vacancy = Vacancy(charter.seats[0], date(2026, 12, 14))
    due = filling_deadline(vacancy, charter.vacancies.filling, charter.calendar)
    assert (due.raw, due.rolled) == (date(2027, 2, 12), date(2027, 2, 16))


@pytest.mark.parametrize(
    ("stated", "effective_on"),
    [
        (None, date(2026, 11, 2)),
        (date(2026, 11, 1), date(2026, 11, 2)),
        (date(2026, 12, 2), date(2026, 12, 2)),
        (date(2026, 12, 3), date(2026, 12, 2)),
    ],
)
def test_a_resignation_takes_effect_within_thirty_days_pol_31_2(
    charter: Charter, stated: date | None, effective_on: date
) -> None:
    """POL 31(2)."""
    found = resignation_effective(
        date(2026, 11, 2), stated, "City Clerk", charter.resignation, charter.calendar
    )
    assert found.effective_on == effective_on


@pytest.mark.parametrize("seat", range(9))
def test_who_is_appointed_to_a_vacancy_has_the_rest_of_the_term(
    charter: Charter, seat: int
) -> None:
    """POL 38 and POL 43."""
    place = charter.seats[seat]
    grid = date(2027, 7, 1)
    late = date(2031, 2, 9)
    law = [version_of(charter)]
    term, whole = appointed_term(place.id, law, since=late, initial=None, grid_since=grid)
    assert term == Span(late, whole.until)
    assert whole.until is not None
    assert (whole.until.month, whole.until.day) == (7, 1)
    assert add_years(whole.since, 3) == whole.until


def test_an_oath_is_asked_for_before_anything_is_done_pol_10(charter: Charter) -> None:
    """POL 10."""
    clocks = oath_clocks(
        notice_sent_on=None,
        term_since=date(2026, 7, 1),
        filed_on=None,
        rule=charter.oath,
        calendar=charter.calendar,
        on=date(2026, 7, 1),
    )
    assert clocks.after_notice is None
    assert clocks.finding.answer is not Answer.HOLDS


def test_age_and_citizenship_only_warn(charter: Charter) -> None:
    (criterion,) = [each for each in charter.eligibility if each.clause == "POL 3(1)"]
    assert criterion.age == 18
    assert criterion.effect == "warning"


def test_a_month_is_one_of_the_calendar_and_a_year_twelve_of_them() -> None:
    """GCL 30 and GCL 58."""
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_every_vote_has_its_numbers_for_the_minutes_in_closed_session_too(
    charter: Charter,
) -> None:
    """OML 106(1) and OML 106(2)."""
    for kind in ("main", "executive_session"):
        said = what_if(charter, 6, 5, 1, motion_kind=kind)
        assert (said.count.ayes, said.count.noes, said.outcome) == (5, 1, Outcome.CARRIED)
        assert "5" in str(said.summary)
