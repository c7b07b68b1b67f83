from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.rules.terms import (
    Version,
    ends_in_years,
    initial_term,
    stagger_holds,
    stagger_kept,
    term_grid,
    term_on,
    version_of,
)
from governance.charter.findings import Answer
from governance.charter.load import load_bundled
from governance.charter.model import MonthDay, RunningTerms, TermsChange
from governance.days import Span

CHARTER = load_bundled("rochester-pab")
STAGGERED = date(2027, 7, 1)
LAW = version_of(CHARTER)
DECEMBER = MonthDay(1, 1)
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
    first, second = term_grid(seat, [LAW], since=STAGGERED, until=date(last + 1, 1, 1))
    assert first == Span(STAGGERED, date(last, 7, 1))
    assert second == Span(date(last, 7, 1), date(last + 3, 7, 1))


@given(st.integers(2030, 2090))
def test_three_of_nine_seats_end_every_year(year: int):
    grids = [
        term_grid(seat.id, [LAW], since=STAGGERED, until=date(2100, 1, 1)) for seat in CHARTER.seats
    ]
    assert sum(any(term.until == date(year, 7, 1) for term in grid) for grid in grids) == 3


@given(st.sampled_from(CHARTER.seats), st.dates(STAGGERED, date(2090, 1, 1)))
def test_each_day_has_one_term_of_the_grid(seat, on: date):
    grid = term_grid(seat.id, [LAW], since=STAGGERED, until=date(2100, 1, 1))
    assert [term for term in grid if term.contains(on)] == [
        term_on(seat.id, [LAW], since=STAGGERED, on=on)
    ]


def test_there_is_no_term_before_the_grid_nor_for_a_seat_without_one():
    east, *others = CHARTER.seats
    assert term_on("east", [LAW], since=STAGGERED, on=date(2027, 6, 30)) is None
    at_pleasure = replace(LAW, seats=(replace(east, has_term=False), *others))
    assert term_on("east", [at_pleasure], since=STAGGERED, on=STAGGERED) is None
    assert term_on("nowhere", [LAW], since=STAGGERED, on=STAGGERED) is None


def test_the_seats_hold_the_classes_that_the_law_composes():
    assert stagger_holds(CHARTER.seats, CHARTER.terms).holds


def test_a_seat_in_another_class_breaks_the_composition():
    east, *others = CHARTER.seats
    found = stagger_holds([replace(east, stagger_years=2), *others], CHARTER.terms)
    assert found.answer is Answer.BROKEN
    assert found.clause == "18-4J(3)"
    unknown = [*CHARTER.seats, replace(east, id="tenth", stagger_years=5)]
    assert stagger_holds(unknown, CHARTER.terms).answer is Answer.BROKEN


def changed(running: RunningTerms, since: date = date(2029, 1, 1)) -> list[Version]:
    """The law, and a version that moves every term's end from June 30 to December 31."""
    change = TermsChange(running, "18-4J(3)")
    return [
        LAW,
        replace(LAW, since=since, terms=replace(LAW.terms, begins=DECEMBER, change=change)),
    ]


def ends(seat: str, versions: list[Version]) -> list[date]:
    return [
        term.until for term in term_grid(seat, versions, since=STAGGERED, until=date(2035, 1, 1))
    ]


def test_a_term_that_runs_is_extended_to_the_new_day_and_the_next_begin_there():
    versions = changed(RunningTerms.EXTEND)
    # The first two ended under the law before; the third ran when the new one came.
    assert ends("east", versions) == [
        date(2028, 7, 1), date(2032, 1, 1), date(2035, 1, 1)
    ]  # fmt: skip
    assert ends("northeast", versions)[0] == date(2030, 1, 1)
    assert ends("south", versions)[0] == date(2031, 1, 1)


def test_a_term_that_runs_is_shortened_to_the_new_day():
    versions = changed(RunningTerms.SHORTEN)
    assert ends("east", versions)[:2] == [date(2028, 7, 1), date(2031, 1, 1)]
    # Its last new day before June 30 is the day of the law itself, so it gets the next one.
    assert ends("northeast", versions)[0] == date(2030, 1, 1)


def test_a_term_that_was_granted_keeps_its_days_and_the_next_lasts_up_to_the_grid():
    versions = changed(RunningTerms.KEEP)
    assert ends("east", versions)[:2] == [date(2028, 7, 1), date(2031, 7, 1)]
    assert term_on("east", versions, since=STAGGERED, on=date(2031, 7, 1)).until == date(2035, 1, 1)
    assert ends("northeast", versions)[:2] == [date(2029, 7, 1), date(2033, 1, 1)]


def test_without_a_word_on_it_terms_keep_their_days():
    silent = replace(LAW, since=date(2029, 1, 1), terms=replace(LAW.terms, begins=DECEMBER))
    assert ends("east", [LAW, silent]) == ends("east", changed(RunningTerms.KEEP))


def test_a_law_of_the_day_on_which_a_term_begins_governs_it():
    versions = changed(RunningTerms.EXTEND, since=date(2028, 7, 1))
    assert ends("east", versions)[:2] == [date(2028, 7, 1), date(2032, 1, 1)]
    a_day_later = changed(RunningTerms.KEEP, since=date(2028, 7, 2))
    assert ends("east", a_day_later)[:2] == [date(2028, 7, 1), date(2031, 7, 1)]


@pytest.mark.parametrize("running", RunningTerms)
def test_three_of_nine_end_each_year_under_the_new_law_too(running: RunningTerms):
    versions = changed(running, since=date(2028, 7, 2))
    found = stagger_kept(versions, since=STAGGERED, until=date(2060, 1, 1))
    if running is RunningTerms.SHORTEN:
        assert found.holds
    counted = ends_in_years(
        versions, DECEMBER, since=STAGGERED, first=date(2031, 1, 1), until=date(2060, 1, 1)
    )
    assert found.holds, found.reason
    assert set(counted.values()) == {3}


def test_a_law_that_crowds_the_ends_is_found_with_its_rule():
    # Shortened in spring: this summer gets the next new year, where the summer after ends too.
    versions = changed(RunningTerms.SHORTEN, since=date(2029, 3, 1))
    found = stagger_kept(versions, since=STAGGERED, until=date(2060, 1, 1))
    assert found.answer is Answer.BROKEN
    assert found.clause == "18-4J(3)"
    assert "6 seats end" in str(found.reason)


def test_a_seat_that_a_version_adds_has_its_own_grid():
    tenth = replace(CHARTER.seat("mayor"), id="tenth", stagger_years=1)
    added = replace(LAW, since=date(2029, 3, 1), seats=(*LAW.seats, tenth))
    grid = term_grid("tenth", [LAW, added], since=STAGGERED, until=date(2031, 1, 1))
    assert grid[0] == Span(date(2028, 7, 1), date(2029, 7, 1))
    assert grid[1] == Span(date(2029, 7, 1), date(2032, 7, 1))
    assert term_on("tenth", [LAW, added], since=STAGGERED, on=date(2028, 6, 30)) is None
