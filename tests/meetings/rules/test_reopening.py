"""Which earlier motions come before the body again: RONR by custom, as the charter sets it."""

from dataclasses import replace
from datetime import date

import pytest

from governance.charter.model import MotionKind, Reach
from meetings.rules.motions import State
from meetings.rules.reopening import Past, may_come_back, may_reopen
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice
from tests.meetings.law import board

TODAY = date(2026, 12, 3)


def kind(name: str) -> MotionKind:
    return board().motion_kind(name)


CARRIED = Past(
    kind("main"),
    State.DECIDED,
    Outcome.CARRIED,
    takes_effect=True,
    mover_said=Choice.YES,
)
LOST = replace(CARRIED, outcome=Outcome.LOST, takes_effect=False, mover_said=Choice.NO)
TABLED = Past(kind("main"), State.TABLED)


def refused(name: str, past: Past) -> list[str]:
    return [str(each.reason) for each in may_reopen(kind(name), past) if each.blocks]


@pytest.mark.parametrize("past", [CARRIED, LOST])
def test_who_prevailed_may_move_to_reconsider(past: Past) -> None:
    assert refused("reconsider", past) == []


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (CARRIED, Choice.NO),
        (LOST, Choice.YES),
        (CARRIED, Choice.ABSTAIN),
        (LOST, None),
    ],
)
def test_who_did_not_prevail_may_not(past: Past, said: Choice | None) -> None:
    assert refused("reconsider", replace(past, mover_said=said)) == [
        "Only a member who voted on the prevailing side moves to reconsider."
    ]


def test_another_charter_lets_anybody_move_to_reconsider() -> None:
    anybody = replace(kind("reconsider"), prevailing_side=False)
    found = may_reopen(anybody, replace(CARRIED, mover_said=None))
    assert not any(each.blocks for each in found)


@pytest.mark.parametrize(
    ("reach", "since", "in_order"),
    [
        (Reach.SAME_MEETING, 0, True),
        (Reach.SAME_MEETING, 1, False),
        (Reach.NEXT_MEETING, 1, True),
        (Reach.NEXT_MEETING, 2, False),
        (Reach.EVER, 99, True),
    ],
)
def test_how_far_back_a_motion_reaches_is_the_charter_s(
    reach: Reach, since: int, in_order: bool
) -> None:
    found = may_reopen(
        replace(kind("reconsider"), reach=reach), replace(CARRIED, meetings_since=since)
    )
    assert (not any(each.blocks for each in found)) is in_order


def test_a_question_is_reconsidered_once_and_only_when_it_was_decided() -> None:
    assert refused("reconsider", replace(CARRIED, is_a_return=True))
    assert refused("reconsider", replace(CARRIED, afterwards="reconsidered"))
    assert refused("reconsider", replace(CARRIED, state=State.WITHDRAWN))
    assert refused("reconsider", replace(CARRIED, kind=kind("amend")))


def test_only_what_was_adopted_is_rescinded() -> None:
    assert refused("rescind", replace(CARRIED, meetings_since=40)) == []
    assert refused("rescind", LOST)
    assert refused("rescind", replace(CARRIED, takes_effect=False))
    assert refused("rescind", replace(CARRIED, afterwards="rescinded"))


def test_what_lies_on_the_table_is_taken_up_until_the_end_of_the_next_meeting() -> None:
    assert refused("from_table", TABLED) == []
    assert refused("from_table", replace(TABLED, meetings_since=1)) == []
    assert refused("from_table", replace(TABLED, meetings_since=2))
    assert refused("from_table", replace(TABLED, state=State.REFERRED))


@pytest.mark.parametrize(
    ("state", "until", "is_its_meeting", "comes_back"),
    [
        (State.REFERRED, None, False, True),
        (State.POSTPONED, TODAY, False, True),
        (State.POSTPONED, date(2026, 12, 4), False, False),
        (State.POSTPONED, None, True, True),
        (State.POSTPONED, None, False, False),
        (State.TABLED, None, False, False),
    ],
)
def test_what_was_postponed_waits_for_its_day_or_meeting(
    state: State, until: date | None, is_its_meeting: bool, comes_back: bool
) -> None:
    found = may_come_back(
        replace(TABLED, state=state),
        until_day=until,
        is_its_meeting=is_its_meeting,
        today=TODAY,
        clause="RONR",
    )
    assert (not any(each.blocks for each in found)) is comes_back
