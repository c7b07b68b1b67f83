"""18-7A and 18-9C: who has still to learn or to sign what, and by when."""

from datetime import date, timedelta

import pytest

from appointments.rules.training import (
    Completion,
    Mark,
    acknowledgement_deadline,
    cells_of,
    is_over,
    may_verify,
    training_deadline,
)
from governance.charter.load import load_bundled
from governance.days import Span

CHARTER = load_bundled("rochester-pab")
RULE = CHARTER.training
assert RULE is not None
YEAR = Span(date(2026, 7, 1), date(2027, 7, 1))
BEFORE = Span(date(2025, 7, 1), date(2026, 7, 1))
LONG_AGO = date(2024, 7, 1)
TOPIC = RULE.topics[0].id


def marked(
    *done: Completion, on: date, joined: date = LONG_AGO, year: Span = YEAR, every: int = 1
) -> Mark:
    """How a member stands to the first topic."""
    assert RULE is not None
    rule = RULE if every == 1 else type(RULE)(RULE.clause, RULE.orientation, every, RULE.topics)
    return cells_of(joined, year, done, rule, CHARTER.calendar, on=on)[0].mark


def completed(on: date, *, verified: bool = True) -> Completion:
    return Completion(TOPIC, on, verified)


def test_the_published_list_has_thirteen_subjects_and_lacks_two_numbers() -> None:
    assert RULE is not None
    numbers = [each.number for each in RULE.topics]
    assert numbers == [str(number) for number in range(1, 15) if number != 13]


@pytest.mark.parametrize(
    ("on", "mark"),
    [
        (date(2026, 7, 1), Mark.OPEN),
        (date(2027, 6, 30), Mark.OPEN),
        (date(2027, 7, 1), Mark.OVERDUE),
    ],
)
def test_training_is_due_on_the_last_day_of_the_service_year(on: date, mark: Mark) -> None:
    assert marked(on=on) is mark


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        (date(2026, 6, 30), Mark.OPEN),
        (date(2026, 7, 1), Mark.VERIFIED),
        (date(2027, 6, 30), Mark.VERIFIED),
    ],
)
def test_what_was_done_counts_for_its_own_service_year(day: date, mark: Mark) -> None:
    assert marked(completed(day), on=date(2027, 6, 30)) is mark


def test_a_new_member_s_orientation_has_a_clock_of_its_own() -> None:
    assert RULE is not None
    joined = date(2026, 12, 8)
    due = training_deadline(joined, YEAR, RULE, CHARTER.calendar)
    assert due.raw == joined + timedelta(days=RULE.orientation.length)
    assert marked(on=due.rolled, joined=joined) is Mark.OPEN
    assert marked(on=due.rolled + timedelta(days=1), joined=joined) is Mark.OVERDUE


def test_an_orientation_that_runs_into_the_next_year_is_kept_by_what_is_done_there() -> None:
    assert RULE is not None
    joined = date(2026, 5, 15)
    due = training_deadline(joined, BEFORE, RULE, CHARTER.calendar).rolled
    assert due > date(2026, 7, 1)
    late = due + timedelta(days=1)
    assert marked(completed(due), on=late, joined=joined, year=BEFORE) is Mark.VERIFIED
    assert marked(completed(late), on=late, joined=joined, year=BEFORE) is Mark.OVERDUE


def test_a_statement_is_not_yet_verified_and_one_of_tomorrow_is_not_known() -> None:
    day = date(2026, 9, 1)
    assert marked(completed(day, verified=False), on=day) is Mark.STATED
    assert marked(completed(day), completed(day, verified=False), on=day) is Mark.VERIFIED
    assert marked(completed(day), on=day - timedelta(days=1)) is Mark.OPEN


def test_a_subject_that_comes_every_other_year_is_not_needed_between() -> None:
    last = completed(date(2025, 9, 1))
    assert marked(last, on=date(2026, 9, 1), every=2) is Mark.NOT_NEEDED
    assert marked(last, on=date(2026, 9, 1), every=1) is Mark.OPEN


def test_nobody_verifies_their_own() -> None:
    assert RULE is not None
    assert may_verify(by="a", whose="a", rule=RULE).blocks
    assert may_verify(by="b", whose="a", rule=RULE).holds
    assert may_verify(by=None, whose="a", rule=RULE).holds  # somebody who is on no board


def test_what_is_still_to_come_is_not_done() -> None:
    day = date(2026, 9, 1)
    assert is_over(day, day, "18-7A").holds
    assert is_over(day, day - timedelta(days=1), "18-7A").blocks


def test_a_member_signs_within_so_many_days_of_the_term() -> None:
    [ethics, _] = CHARTER.acknowledgements
    assert ethics.clause == "18-9C"
    due = acknowledgement_deadline(date(2026, 7, 1), ethics, CHARTER.calendar)
    assert due.raw == date(2026, 7, 31)
