"""The clocks beside a round: its call, thirty or fifteen days for names (18-4H3), sixty (18-4K)."""

from datetime import date

import pytest

from appointments.rules.nominations import State, next_of
from appointments.rules.round_clocks import RoundClock, clocks_of
from appointments.rules.rounds import Kind, Step, nominating_deadline
from governance.charter.load import load_bundled
from governance.days import Deadline
from governance.sentences import say

CHARTER = load_bundled("rochester-pab")
RULE = CHARTER.authority("alliance").nominates
assert RULE is not None
CALENDAR = CHARTER.calendar
BEGAN = date(2026, 12, 18)
SEATS = (
    RoundClock(say("Fill one"), date(2027, 2, 5), date(2027, 2, 5), "18-4K"),
    RoundClock(say("Fill another"), date(2027, 1, 30), date(2027, 2, 1), "18-4K"),
)


def names(kind: Kind) -> Deadline | None:
    """Return by when names are due in a round that began on a Friday."""
    assert CHARTER.initial_board is not None
    clock = CHARTER.initial_board.nominated_within
    return nominating_deadline(kind, BEGAN, RULE, CALENDAR.deadline(BEGAN, clock), CALENDAR)


def days(kind: Kind, step: Step, closes_on: date | None = None) -> list[tuple[date, date]]:
    """Return the clocks of a round as counted and as rolled, that of the next step first."""
    found = clocks_of(step, closes_on=closes_on, names=names(kind), seats=SEATS, rule=RULE)
    return [(each.raw, each.day) for each in found]


SIXTY = [(date(2027, 1, 30), date(2027, 2, 1)), (date(2027, 2, 5), date(2027, 2, 5))]
THIRTY = (date(2027, 1, 17), date(2027, 1, 19))
FIFTEEN = (date(2027, 1, 2), date(2027, 1, 4))


@pytest.mark.parametrize("step", list(Step))
def test_each_step_has_its_clocks_beside_the_sixty_days_18_4k(step: Step) -> None:
    over = step in (Step.SUBMITTED, Step.CLOSED)
    sixty = [] if step is Step.CLOSED else SIXTY
    assert days(Kind.INITIAL, step) == ([] if over else [THIRTY]) + sixty
    assert days(Kind.REPLACEMENT, step) == ([] if over else [FIFTEEN]) + sixty
    assert days(Kind.LATER, step) == sixty


def test_while_a_call_is_open_its_closing_day_comes_first_18_4i2() -> None:
    closes = date(2026, 12, 28)
    found = days(Kind.REPLACEMENT, Step.CALL_OPEN, closes)
    assert found == [(closes, closes), FIFTEEN, *SIXTY]
    assert days(Kind.REPLACEMENT, Step.CALL_CLOSED, closes) == [FIFTEEN, *SIXTY]


def test_a_nominee_is_told_what_is_next_for_them_at_every_step() -> None:
    closes = date(2026, 12, 28)
    told = {step: str(next_of(State.STANDING, step, closes)) for step in Step}
    assert "December 28, 2026" in told[Step.CALL_OPEN]
    assert "puts some of them forward" in told[Step.SCREENING]
    assert told[Step.SCREENING] == told[Step.SLATED]
    assert "with Council" in told[Step.SUBMITTED]
    assert "round is over" in told[Step.CLOSED]
    assert "agree or decline" in str(next_of(State.ASKED, Step.CALL_OPEN, closes))
    assert "December 28" in str(next_of(State.DRAFT, Step.CALL_OPEN, closes))
    assert "no longer" in str(next_of(State.DRAFT, Step.CALL_CLOSED, closes))
    assert "nothing more" in str(next_of(State.WITHDRAWN, Step.SCREENING, closes))
