from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.rules.terms import initial_term, stagger_holds, term_grid, term_on
from governance.charter.findings import Answer
from governance.charter.load import load_bundled
from governance.days import Span

CHARTER = load_bundled("rochester-pab")
STAGGERED = date(2027, 7, 1)
NINE = [date(2026, 11, 20)] * 8


def test_the_initial_term_starts_when_the_ninth_is_appointed():
    days = [*NINE, date(2027, 2, 9)]
    assert initial_term(days, 9, CHARTER.terms) == Span(date(2027, 2, 9), date(2027, 7, 1))
    assert initial_term(NINE, 9, CHARTER.terms) is None


def test_the_initial_term_ends_on_the_following_june_30():
    on_the_day = [*NINE, date(2027, 7, 1)]
    assert initial_term(on_the_day, 9, CHARTER.terms) == Span(date(2027, 7, 1), date(2028, 7, 1))
    day_before = [*NINE, date(2027, 6, 30)]
    assert initial_term(day_before, 9, CHARTER.terms) == Span(date(2027, 6, 30), date(2027, 7, 1))


@pytest.mark.parametrize(
    ("seat", "last"), [("east", 2028), ("northeast", 2029), ("south", 2030), ("mayor", 2030)]
)
def test_the_staggered_terms_end_after_one_two_and_three_years(seat: str, last: int):
    first, second = term_grid(
        CHARTER.seat(seat), CHARTER.terms, since=STAGGERED, until=date(last + 1, 1, 1)
    )
    assert first == Span(STAGGERED, date(last, 7, 1))
    assert second == Span(date(last, 7, 1), date(last + 3, 7, 1))


@given(st.integers(2030, 2090))
def test_three_of_nine_seats_end_every_year(year: int):
    grids = [
        term_grid(seat, CHARTER.terms, since=STAGGERED, until=date(2100, 1, 1))
        for seat in CHARTER.seats
    ]
    assert sum(any(term.until == date(year, 7, 1) for term in grid) for grid in grids) == 3


@given(st.sampled_from(CHARTER.seats), st.dates(STAGGERED, date(2090, 1, 1)))
def test_each_day_has_one_term_of_the_grid(seat, on: date):
    grid = term_grid(seat, CHARTER.terms, since=STAGGERED, until=date(2100, 1, 1))
    assert [term for term in grid if term.contains(on)] == [
        term_on(seat, CHARTER.terms, since=STAGGERED, on=on)
    ]


def test_there_is_no_term_before_the_grid_nor_for_a_seat_without_one():
    east = CHARTER.seat("east")
    assert term_on(east, CHARTER.terms, since=STAGGERED, on=date(2027, 6, 30)) is None
    at_pleasure = replace(east, has_term=False)
    assert term_on(at_pleasure, CHARTER.terms, since=STAGGERED, on=STAGGERED) is None


def test_the_seats_hold_the_classes_that_the_law_composes():
    assert stagger_holds(CHARTER.seats, CHARTER.terms).holds


def test_a_seat_in_another_class_breaks_the_composition():
    east, *others = CHARTER.seats
    found = stagger_holds([replace(east, stagger_years=2), *others], CHARTER.terms)
    assert found.answer is Answer.BROKEN
    assert found.clause == "18-4J(3)"
    unknown = [*CHARTER.seats, replace(east, id="tenth", stagger_years=5)]
    assert stagger_holds(unknown, CHARTER.terms).answer is Answer.BROKEN
