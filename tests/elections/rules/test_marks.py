"""What makes a ballot, what the marks come to, and the lot that everybody can check."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elections.rules.draws import commitment, draw
from elections.rules.mark_counts import mark_count
from elections.rules.marks import choices, is_countable
from governance.charter.model import Method

FOUR = ("a", "b", "c", "d")
CLAUSE = "18-4I(1)"


def refused(marks: Mapping[str, int], method: Method, *, blank: bool = False) -> list[str]:
    found = is_countable(marks, FOUR, method, 2, CLAUSE, blank=blank)
    assert {each.clause for each in found} == {CLAUSE}
    return [str(each.reason) for each in found if each.blocks]


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ({"a": 1, "b": 2}, ""),
        ({"a": 1}, ""),
        ({"a": 1, "b": 1}, "number 1; each"),
        ({"a": 1, "b": 3}, "there is no 2"),
        ({"a": 2}, "there is no 1"),
        ({"a": 0, "b": 1}, "begin with 1"),
        ({"a": 1, "x": 2}, "does not stand"),
        ({}, "say that the ballot is blank"),
    ],
)
def test_preferences_are_1_2_3_without_gaps_or_equals(marks: dict[str, int], why: str) -> None:
    found = refused(marks, Method.STV)
    assert (not found) if not why else any(why in each for each in found)


def test_a_huge_number_is_a_gap_and_nothing_worse() -> None:
    assert any("leave none out" in each for each in refused({"a": 10**9}, Method.STV))


@pytest.mark.parametrize(
    ("method", "marks", "allowed"),
    [
        (Method.BLOCK, "ab", True),
        (Method.BLOCK, "abc", False),
        (Method.BLOCK, "a", True),
        (Method.APPROVAL, "abcd", True),
    ],
)
def test_a_block_vote_has_at_most_as_many_marks_as_there_are_places(
    method: Method, marks: str, allowed: bool
) -> None:
    assert (not refused(dict.fromkeys(marks, 1), method)) is allowed


def test_a_blank_ballot_says_so_and_names_nobody() -> None:
    assert not refused({}, Method.BLOCK, blank=True)
    assert refused({"a": 1}, Method.BLOCK, blank=True)


def test_a_ballot_names_its_candidates_by_preference() -> None:
    assert choices({"b": 2, "c": 1}, Method.STV) == ("c", "b")
    assert choices({"b": 2, "a": 7}, Method.APPROVAL) == ("a", "b")


def test_the_most_marks_elect_and_the_draw_parts_who_is_level() -> None:
    ballots = [("a", "b"), ("a", "c"), ("a", "d")]
    for lot, second in ((("d", "c", "b", "a"), "d"), (("b", "c", "d", "a"), "b")):
        found = mark_count(ballots, FOUR, Method.BLOCK, 2, lot, {})
        assert found.elected == ("a", second)
        assert "the draw decided" in " ".join(map(str, found.stages[0].said))


def test_without_a_tie_the_draw_is_not_spoken_of() -> None:
    found = mark_count([("a", "b"), ("a", "b"), ("c",)], FOUR, Method.APPROVAL, 2, FOUR, {})
    assert found.elected == ("a", "b")
    assert "draw" not in " ".join(map(str, found.stages[0].said))


MARKED = st.lists(st.lists(st.sampled_from(FOUR), unique=True, max_size=4), max_size=20)


@settings(max_examples=100, deadline=None)
@given(MARKED, st.integers(1, 4), st.permutations(FOUR))
def test_nobody_is_elected_past_somebody_with_more_marks(
    ballots: list[list[str]], seats: int, lot: list[str]
) -> None:
    found = mark_count(ballots, FOUR, Method.APPROVAL, seats, lot, {})
    totals = found.stages[0].totals
    others = [totals[each] for each in FOUR if each not in found.elected]
    assert all(totals[each] >= max(others, default=0) for each in found.elected)
    assert len(found.elected) == (seats if any(ballots) or seats == 4 else 0)
    assert found.ballots + found.blank == len(ballots)


def test_the_draw_depends_on_its_seed_alone() -> None:
    first = draw("seed", FOUR)
    assert sorted(first) == list(FOUR)
    assert draw("seed", reversed(FOUR)) == first
    assert len({draw(str(number), FOUR) for number in range(200)}) > 15


def test_each_comes_first_about_as_often() -> None:
    first = [draw(f"seed {number}", FOUR)[0] for number in range(800)]
    assert all(150 < first.count(each) < 250 for each in FOUR)


def test_a_commitment_is_bound_to_its_election_and_seed() -> None:
    told = commitment("one", "seed")
    assert len(told) == 64
    assert len({told, commitment("two", "seed"), commitment("one", "other")}) == 3
