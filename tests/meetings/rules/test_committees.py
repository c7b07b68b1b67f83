"""The law of a committee: its own seats, its own quorum, and what it may not decide."""

import pytest

from governance.charter.model import Charter, Of
from meetings.rules.committees import (
    has_a_place,
    law_of_committee,
    may_change,
    may_have_places,
    membership,
    whole_number,
)
from meetings.rules.motions import may_move
from meetings.rules.quorum import quorum
from meetings.rules.recusals import can_act
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice, Room, may_vote, tally
from tests.meetings.law import board, people


def law(members: int, whole: int | None = None) -> Charter:
    """Return the law of a committee with so many members in office, of so many places."""
    seats = [each.id for each in board().seats[:members]]
    return law_of_committee(board(), "Youth committee", seats, whole or members)


@pytest.mark.parametrize(
    ("whole", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (7, 4), (9, 5)]
)
def test_more_than_half_of_a_committee_make_its_quorum(whole: int, needed: int) -> None:
    on_it, its_law = people(whole), law(whole)
    found = quorum(on_it[:needed], on_it, its_law)
    assert (found.is_there, found.needed, found.clause) == (True, needed, "OML 102(2)")
    assert not quorum(on_it[: needed - 1], on_it, its_law).is_there


@pytest.mark.parametrize(("seated", "places", "whole"), [(3, None, 3), (3, 5, 5), (5, 5, 5)])
def test_an_empty_place_is_counted(seated: int, places: int | None, whole: int) -> None:
    assert whole_number(seated, places) == whole


def test_a_vacancy_in_a_committee_lowers_nothing() -> None:
    its_law = law(members=2, whole=3)
    assert len(its_law.seats) == 3
    assert not quorum(people(1), people(2), its_law).is_there
    assert quorum(people(2), people(2), its_law).is_there
    assert quorum(people(2), people(2), law(2, whole=4)).needed == 3


def test_members_of_the_body_who_are_not_on_the_committee_are_not_counted() -> None:
    nine = people(9)
    assert not quorum([nine[0], *nine[3:]], nine[:3], law(3)).is_there


@pytest.mark.parametrize(
    ("whole", "there", "ayes", "outcome", "parts"),
    [
        (3, 2, 2, Outcome.CARRIED, False),
        (3, 2, 1, Outcome.LOST, False),
        (5, 3, 2, Outcome.CARRIED, True),
        (5, 3, 3, Outcome.CARRIED, False),
        (7, 4, 3, Outcome.CARRIED, True),
        (7, 4, 4, Outcome.CARRIED, False),
        (7, 3, 3, Outcome.NO_QUORUM, False),
    ],
)
def test_votes_are_counted_against_the_committees_whole_number(
    whole: int, there: int, ayes: int, outcome: Outcome, parts: bool
) -> None:
    on_it = people(whole)
    room = Room(frozenset(on_it), frozenset(on_it[:there]))
    found = tally(dict.fromkeys(on_it[:ayes], Choice.YES), room, law(whole), "main")
    assert (found.outcome, found.diverges) == (outcome, parts)
    floor = next(each for each in found.beside if each.of is Of.SEATS)
    assert (floor.whole, floor.needed) == (whole, whole // 2 + 1)


def test_closing_the_doors_needs_most_of_the_committee_and_not_of_the_body() -> None:
    on_it, its_law = people(5), law(5)
    room = Room(frozenset(on_it), frozenset(on_it[:4]))
    three, two = (dict.fromkeys(on_it[:ayes], Choice.YES) for ayes in (3, 2))
    assert tally(three, room, its_law, "executive_session").outcome is Outcome.CARRIED
    assert tally(two, room, its_law, "executive_session").outcome is Outcome.LOST


def test_whoever_is_not_on_the_committee_is_told_why_they_do_not_vote() -> None:
    on_it = people(4)
    room = Room(frozenset(on_it[:3]), frozenset(on_it))
    found = may_vote(on_it[3], room, law(3), is_open=True)[0]
    assert (str(found.reason), found.clause) == (
        "Only a member of the Youth committee votes at its meetings; others may attend.",
        "OML 102(2)",
    )
    assert may_vote(on_it[2], room, law(3), is_open=True)[0].holds


@pytest.mark.parametrize("kind", ["subpoena", "removal", "audit", "election", "appropriation"])
def test_what_only_the_body_decides_is_not_moved_in_a_committee(
    kind: str,
) -> None:
    its_law = law(3)
    there = quorum(people(3), people(3), its_law)
    refused = may_move(board().motion_kind(kind), [], there, its_law)[0]
    assert refused.blocks
    assert "that is for the whole body; the Youth committee can recommend it" in str(refused.reason)
    assert all(each.holds for each in may_move(its_law.motion_kind("main"), [], there, its_law))
    assert all(each.holds for each in may_move(board().motion_kind(kind), [], there, board()))


def test_too_many_recused_are_counted_against_the_committee() -> None:
    on_it, its_law = people(3), law(3)
    assert can_act(on_it, [on_it[0]], its_law, "main").holds
    assert can_act(on_it, on_it, its_law, "main").blocks


@pytest.mark.parametrize(
    ("places", "seated", "broken"),
    [
        (3, 3, []),
        (9, 0, []),
        (None, 9, []),
        (2, 3, ["3 members are on the committee, which cannot have fewer places."]),
        (10, 3, ["A committee has no more places than the body has seats: 9."]),
    ],
)
def test_places_are_no_fewer_than_members_and_no_more_than_seats(
    places: int | None, seated: int, broken: list[str]
) -> None:
    found = may_have_places(places, seated=seated, seats=9, clause="OML 102(2)")
    assert [str(each.reason) for each in found if each.blocks] == broken


def test_members_change_before_or_after_a_meeting() -> None:
    assert may_change(None, "OML 102(2)").holds
    assert "is meeting (Youth); its members" in str(may_change("Youth", "OML 102(2)").reason)


@pytest.mark.parametrize(
    ("seated", "places", "fits"), [(2, 3, True), (3, 3, False), (9, None, True)]
)
def test_a_committee_has_as_many_members_as_places(
    seated: int, places: int | None, fits: bool
) -> None:
    assert has_a_place(seated, places, "18-7B(4)").holds is fits


def test_the_minutes_name_the_chair_first_and_the_empty_places() -> None:
    assert str(membership(("B", "C"), "A", 3)) == "Members: A (chair), B, and C."
    assert str(membership(("B",), None, 3)) == "Members: B; 2 places are empty."
