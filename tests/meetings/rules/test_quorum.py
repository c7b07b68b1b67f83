"""Who is in the room at an instant, and whether they are enough (18-6B, GCL 41)."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from governance.charter.model import Of, QuorumRule, Threshold
from meetings.rules.quorum import Stay, distant_at, may_be_remote, present_at, quorum
from tests.meetings.law import board, here, leaving_the_recused_out, people, person

BEGAN = here("2026-12-03 18:30")
LATER = BEGAN + timedelta(hours=1)


def test_an_arrival_counts_from_its_own_instant() -> None:
    stay = Stay(person(1), LATER)
    assert present_at([stay], LATER, by_video=False) == {person(1)}
    assert present_at([stay], LATER - timedelta(microseconds=1), by_video=False) == set()


def test_a_departure_counts_from_its_own_instant() -> None:
    stay = Stay(person(1), BEGAN, LATER)
    assert present_at([stay], LATER - timedelta(microseconds=1), by_video=False) == {person(1)}
    assert present_at([stay], LATER, by_video=False) == set()


def test_a_member_can_leave_and_come_back() -> None:
    stays = [Stay(person(1), BEGAN, LATER), Stay(person(1), LATER + timedelta(minutes=5))]
    assert present_at(stays, LATER + timedelta(minutes=5), by_video=False) == {person(1)}


def test_a_member_far_away_counts_only_where_the_law_allows_video() -> None:
    stay = Stay(person(1), BEGAN, remote=True)
    assert present_at([stay], LATER, by_video=False) == set()
    assert present_at([stay], LATER, by_video=True) == {person(1)}


@pytest.mark.parametrize(("there", "enough"), [(0, False), (4, False), (5, True), (9, True)])
def test_five_of_nine_are_a_quorum(there: int, enough: bool) -> None:
    found = quorum(people(there), people(9), board())
    assert found.is_there is enough
    assert found.finding.holds is enough
    assert found.finding.clause == "18-6B"


def test_vacancies_do_not_lower_the_quorum() -> None:
    found = quorum(people(4), people(6), board())
    assert found.needed == 5
    assert not found.is_there


def test_a_guest_does_not_count() -> None:
    guests_and_members = (*people(4), person(77))
    assert not quorum(guests_and_members, people(9), board()).is_there


def test_it_says_who_is_missing() -> None:
    found = quorum(people(7), people(9), board())
    assert found.missing == (person(8), person(9))


@pytest.mark.parametrize(
    ("there", "may_leave", "stops_after"), [(4, 0, 0), (5, 0, 1), (6, 1, 2), (9, 4, 5)]
)
def test_it_says_how_many_may_leave(there: int, may_leave: int, stops_after: int) -> None:
    found = quorum(people(there), people(9), board())
    assert (found.may_leave, found.stops_after) == (may_leave, stops_after)


def test_a_recused_member_in_the_room_counts_unless_the_charter_says_no() -> None:
    there, recused = people(5), {person(1)}
    assert quorum(there, people(9), board(), recused=recused).is_there
    stricter = leaving_the_recused_out(of_quorum=True)
    assert not quorum(there, people(9), stricter, recused=recused).is_there


def test_when_the_recused_member_leaves_the_quorum_is_lost() -> None:
    assert not quorum(people(5)[1:], people(9), board(), recused={person(1)}).is_there


def test_another_body_takes_its_quorum_of_the_filled_seats() -> None:
    most_of_the_filled = Threshold(Fraction(1, 2), strictly_more=True, of=Of.FILLED)
    law = replace(board(), quorum=QuorumRule("§ 2", threshold=most_of_the_filled))
    assert quorum(people(4), people(6), law).is_there
    assert not quorum(people(3), people(6), law).is_there


def test_it_is_said_in_words() -> None:
    assert str(quorum(people(4), people(9), board()).reason) == "5 are needed; 4 are present."
    assert str(quorum(people(1), people(9), board()).reason) == "5 are needed; 1 is present."


def test_who_is_far_away_makes_no_quorum_but_for_a_ground_that_does() -> None:
    """OML 103-a, where a charter allows video at all."""
    stays = [
        Stay(person(1), BEGAN),
        Stay(person(2), BEGAN, remote=True, ground="illness"),
        Stay(person(3), BEGAN, remote=True, ground="disability"),
        Stay(person(4), LATER, remote=True, ground="illness"),
    ]
    assert distant_at(stays, BEGAN, board()) == {person(2)}


def test_taking_part_from_elsewhere_needs_a_ground_where_it_counts() -> None:
    assert may_be_remote("", board()).holds  # noted on the roll, and counts for nothing
    law = replace(board(), meetings=replace(board().meetings, by_video=True))
    assert may_be_remote("", law).blocks
    assert may_be_remote("weather", law).blocks
    assert may_be_remote("illness", law).holds
    assert may_be_remote("illness", law).clause == "OML 103-a"
