"""What ballots come to: a majority of the members present, never the most votes alone."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from elections.rules.ballots import may_ballot, may_open_round
from elections.rules.counts import RoundCount, count_round, settled
from governance.charter.model import WithoutMajority
from meetings.rules.quorum import quorum
from meetings.rules.votes import Room
from tests.elections.rules.test_officers import CHAIR
from tests.meetings.law import board, people, person

A, B, C = person(1), person(2), person(3)


def room(present: int, members: int = 9) -> Room:
    return Room(members=frozenset(people(members)), present=frozenset(people(present)))


def ballots(*names: UUID | None) -> Mapping[UUID, UUID | None]:
    return dict(zip(people(len(names)), names, strict=True))


def count(*names: UUID | None, present: int = 0) -> RoundCount:
    return count_round(ballots(*names), [A, B, C], room(present or len(names)), board())


def test_a_majority_of_those_present_elects() -> None:
    assert count(A, A, A, A, B, B, B).winner == A


def test_half_is_not_a_majority() -> None:
    assert count(A, A, A, B, B, B).winner is None


def test_the_most_votes_alone_elect_nobody() -> None:
    found = count(A, A, A, B, B, C, C)
    assert found.winner is None
    assert "another round" in str(found.summary)


def test_an_abstention_counts_among_those_present() -> None:
    assert count(A, A, A, None, None, None).winner is None
    assert count(A, A, A, None, None).winner == A


def test_who_says_nothing_counts_among_those_present() -> None:
    assert count(A, A, A, present=6).winner is None


def test_three_of_five_present_elect_and_the_law_of_the_state_is_shown_beside() -> None:
    found = count(A, A, A, B, B)
    assert found.winner == A
    assert found.tallies[A].diverges


def test_without_a_quorum_nothing_is_decided() -> None:
    found = count(A, A, A, A)
    assert found.winner is None
    assert not found.has_quorum
    assert "No quorum" in str(found.summary)


def test_ballots_of_members_who_left_are_not_counted() -> None:
    cast = ballots(A, A, A, A, B, B, B)
    assert count_round(cast, [A, B], room(6), board()).winner == A
    left = Room(members=frozenset(people(9)), present=frozenset(people(8)[3:]))
    assert count_round(cast, [A, B], left, board()).winner == B


def test_one_candidate_needs_the_majority_too() -> None:
    assert count_round(ballots(A, A, A, None, None), [A], room(5), board()).winner == A
    assert count_round(ballots(A, A, None, None, None), [A], room(5), board()).winner is None


@pytest.mark.parametrize(
    ("voter", "candidate", "is_open", "allowed"),
    [
        (1, A, True, True),
        (1, None, True, True),
        (1, C, True, False),
        (7, A, True, False),
        (1, A, False, False),
    ],
)
def test_a_member_in_the_room_names_a_candidate_or_nobody(
    voter: int, candidate: UUID | None, is_open: bool, allowed: bool
) -> None:
    found = may_ballot(person(voter), candidate, [A, B], room(6), board(), CHAIR, is_open=is_open)
    assert any(each.blocks for each in found) is not allowed


@pytest.mark.parametrize(
    ("present", "candidates", "allowed"), [(5, 1, True), (4, 1, False), (5, 0, False)]
)
def test_a_round_needs_a_candidate_and_a_quorum(
    present: int, candidates: int, allowed: bool
) -> None:
    found = quorum(people(present), people(9), board())
    results = may_open_round(people(candidates), found, CHAIR)
    assert any(each.blocks for each in results) is not allowed


def after(
    rule: WithoutMajority, *names: UUID | None, number: int = 1, rounds: int = 1
) -> RoundCount:
    office = replace(CHAIR, without_majority=rule, after_rounds=rounds)
    return settled(count(*names), office, number)


def test_a_round_without_a_majority_is_repeated_unless_the_charter_says_otherwise() -> None:
    split = (A, A, A, B, B, C)
    assert after(WithoutMajority.REPEAT, *split) == count(*split)
    put_off = after(WithoutMajority.POSTPONE, *split)
    assert put_off.is_put_off
    assert "put off" in str(put_off.summary)
    dropped = after(WithoutMajority.DROP_LOWEST, *split)
    assert dropped.dropped == (C,)
    assert "dropped" in str(dropped.summary)
    plural = after(WithoutMajority.PLURALITY, *split)
    assert plural.winner == A
    assert "most votes" in str(plural.summary)


def test_the_charter_says_from_which_round_on() -> None:
    split = (A, A, A, B, B, C)
    assert after(WithoutMajority.POSTPONE, *split, number=2, rounds=3) == count(*split)
    assert after(WithoutMajority.POSTPONE, *split, number=3, rounds=3).is_put_off


def test_of_equal_lowest_candidates_nobody_is_dropped() -> None:
    assert after(WithoutMajority.DROP_LOWEST, A, A, A, B, B, C, C).dropped == ()
    office = replace(CHAIR, without_majority=WithoutMajority.DROP_LOWEST)
    two = count_round(ballots(A, A, A, B, None, None), [A, B], room(6), board())
    assert settled(two, office, 1).dropped == ()


def test_a_tie_at_the_top_elects_nobody_even_by_plurality() -> None:
    assert after(WithoutMajority.PLURALITY, A, A, B, B, C).winner is None
    assert after(WithoutMajority.PLURALITY, None, None, None, None, None).winner is None


def test_a_majority_is_never_touched_and_no_quorum_decides_nothing() -> None:
    won = count(A, A, A, A, B)
    office = replace(CHAIR, without_majority=WithoutMajority.POSTPONE)
    assert settled(won, office, 1) == won
    assert not after(WithoutMajority.PLURALITY, A, A, A, B).has_quorum
    assert after(WithoutMajority.PLURALITY, A, A, A, B).winner is None
