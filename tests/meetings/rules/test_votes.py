"""What votes come to (18-6B beside GCL 41), and who may vote (18-9B)."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.charter.model import Of, Threshold
from governance.errors import BadInputError
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice, Room, may_vote, tally, what_if
from tests.meetings.law import (
    board,
    deciding_by,
    holding_what_diverges,
    leaving_the_recused_out,
    people,
    person,
    with_a_chair_who_breaks_ties,
)

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


def room(in_office: int, there: int, *recused: int) -> Room:
    return Room(
        members=frozenset(people(in_office)),
        present=frozenset(people(there)),
        recused=frozenset(map(person, recused)),
    )


def votes(*choices: Choice, first: int = 1) -> dict[UUID, Choice]:
    """Give the members their votes in order, the first one to member `first`."""
    return {person(number): choice for number, choice in enumerate(choices, start=first)}


WORKED = [
    pytest.param(7, 5, 1, (3, 1, 0), Outcome.CARRIED, False, id="seven in office, one recused"),
    pytest.param(9, 5, 0, (3, 2, 0), Outcome.CARRIED, False, id="three to two"),
    pytest.param(9, 5, 0, (2, 1, 2), Outcome.LOST, False, id="two abstain"),
    pytest.param(9, 6, 0, (3, 3, 0), Outcome.LOST, False, id="a tie"),
    pytest.param(9, 8, 0, (5, 0, 3), Outcome.CARRIED, True, id="five of eight"),
    pytest.param(9, 9, 0, (5, 4, 0), Outcome.CARRIED, True, id="five to four"),
    pytest.param(9, 9, 0, (4, 4, 1), Outcome.LOST, False, id="four of nine"),
    pytest.param(9, 7, 0, (4, 3, 0), Outcome.CARRIED, False, id="four to three"),
    pytest.param(9, 6, 0, (4, 2, 0), Outcome.CARRIED, False, id="four of six"),
    pytest.param(9, 5, 0, (5, 0, 0), Outcome.CARRIED, True, id="all five"),
    pytest.param(5, 5, 0, (4, 1, 0), Outcome.CARRIED, False, id="four of five in office"),
    pytest.param(9, 5, 0, (0, 0, 0), Outcome.LOST, False, id="nobody votes"),
]


@pytest.mark.parametrize(("in_office", "there", "recused", "said", "outcome", "gcl_41"), WORKED)
def test_the_worked_cases(
    in_office: int,
    there: int,
    recused: int,
    said: tuple[int, int, int],
    outcome: Outcome,
    gcl_41: bool,
) -> None:
    ayes, noes, abstain = said
    aside = range(1, recused + 1)
    cast = votes(*[YES] * ayes, *[NO] * noes, *[ABSTAIN] * abstain, first=recused + 1)
    found = tally(cast, room(in_office, there, *aside), board(), "main")
    assert found.outcome is outcome
    assert found.decides.clause == "18-6B"
    (beside,) = found.beside
    assert (beside.clause, beside.met) == ("GCL 41", gcl_41)
    assert beside.needed == 5
    numbers = what_if(board(), there, ayes, noes, abstain, recused, filled=in_office)
    assert (numbers.outcome, numbers.tests) == (found.outcome, found.tests)


def test_when_the_recused_member_leaves_the_room_nothing_is_decided() -> None:
    left = Room(frozenset(people(9)), frozenset(people(5)[1:]), frozenset({person(1)}))
    found = tally(votes(YES, YES, YES, YES, first=2), left, board(), "main")
    assert found.outcome is Outcome.NO_QUORUM
    assert not found.takes_effect
    assert not found.diverges
    assert str(found.summary) == "No quorum: 4 of 5 needed; nothing was decided."


@pytest.mark.parametrize("kind", ["executive_session", "subpoena"])
@pytest.mark.parametrize(("ayes", "outcome"), [(4, Outcome.LOST), (5, Outcome.CARRIED)])
def test_some_motions_need_a_majority_of_the_whole_board(
    kind: str, ayes: int, outcome: Outcome
) -> None:
    found = tally(votes(*[YES] * ayes), room(9, 5), board(), kind)
    assert found.outcome is outcome
    assert found.decides.needed == 5


def test_a_recused_member_s_vote_is_never_counted() -> None:
    found = tally(votes(YES, YES, YES, NO, NO), room(9, 5, 1), board(), "main")
    assert found.count.ayes == 2
    assert found.outcome is Outcome.LOST


def test_the_vote_of_one_who_is_not_there_or_not_in_office_is_never_counted() -> None:
    cast = {**votes(YES, YES, YES, NO, NO), person(7): YES, person(99): YES}
    assert tally(cast, room(9, 5), board(), "main").count.ayes == 3


def test_a_recused_member_in_the_room_counts_as_present_by_charter() -> None:
    cast = votes(YES, YES, YES, NO, NO, first=2)
    assert tally(cast, room(9, 6, 1), board(), "main").outcome is Outcome.LOST
    milder = leaving_the_recused_out(of_present=True)
    assert tally(cast, room(9, 6, 1), milder, "main").outcome is Outcome.CARRIED


def test_an_abstention_counts_as_present_and_is_no_aye() -> None:
    found = tally(votes(YES, YES, ABSTAIN, ABSTAIN, ABSTAIN), room(9, 5), board(), "main")
    assert found.decides.whole == 5
    assert found.outcome is Outcome.LOST


@pytest.mark.parametrize("strictly", [True, False])
@pytest.mark.parametrize("of", list(Of))
def test_a_tie_is_lost(strictly: bool, of: Of) -> None:
    law = deciding_by(Threshold(Fraction(1, 2), strictly_more=strictly, of=of))
    found = tally(votes(YES, YES, YES, NO, NO, NO), room(6, 6), law)
    assert found.outcome is Outcome.LOST


def test_two_thirds_of_the_votes_cast_leave_abstentions_out() -> None:
    law = deciding_by(Threshold(Fraction(2, 3), strictly_more=False, of=Of.CAST))
    assert tally(votes(YES, YES, YES, YES, NO, NO), room(9, 9), law).outcome is Outcome.CARRIED
    assert tally(votes(YES, YES, YES, NO, NO), room(9, 9), law).outcome is Outcome.LOST


def test_the_chair_breaks_ties_only_where_the_charter_says_so() -> None:
    cast = {**votes(YES, YES, YES, NO, NO, NO), person(7): YES}
    there = Room(frozenset(people(9)), frozenset(people(7)), presiding=person(7))
    tied = tally(cast, there, with_a_chair_who_breaks_ties(), "main")
    assert (tied.count.ayes, tied.outcome) == (4, Outcome.CARRIED)
    clear = tally({**cast, person(6): YES}, there, with_a_chair_who_breaks_ties(), "main")
    assert clear.count.ayes == 4
    always = tally({**cast, person(6): YES}, there, board(), "main")
    assert always.count.ayes == 5


def test_a_motion_on_which_the_tests_part_ways_is_flagged_and_takes_effect() -> None:
    found = what_if(board(), 5, 3, 2)
    assert found.diverges
    assert found.takes_effect
    assert str(found.summary) == (
        "Carried under 18-6B (3 of 5 present; 3 needed), short under GCL 41 (3 of 5 needed ayes)."
    )


def test_another_charter_holds_what_diverges() -> None:
    law = holding_what_diverges()
    assert not what_if(law, 5, 3, 2).takes_effect
    assert what_if(law, 9, 5, 4).takes_effect


def test_a_lost_motion_never_takes_effect() -> None:
    assert not what_if(board(), 5, 2, 3).takes_effect


def test_it_looks_one_aye_ahead() -> None:
    found = what_if(board(), 6, 3, 1, recused=1)
    assert str(found.ahead) == (
        "With one more aye the tests part ways: carried under 18-6B (4 of 6 present; 4 needed), "
        "short under GCL 41 (4 of 5 needed ayes)."
    )


@pytest.mark.parametrize(
    ("present", "ayes"),
    [
        pytest.param(9, 4, id="the next aye meets both"),
        pytest.param(6, 1, id="the next aye meets neither"),
        pytest.param(5, 3, id="they part ways already"),
        pytest.param(9, 9, id="there is no further aye"),
        pytest.param(4, 2, id="there is no quorum"),
    ],
)
def test_it_is_silent_where_one_more_aye_changes_nothing(present: int, ayes: int) -> None:
    assert what_if(board(), present, ayes, 0).ahead is None


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ((10, 0, 0, 0, 0), "present"),
        ((-1, 0, 0, 0, 0), "present"),
        ((5, 6, 0, 0, 0), "present"),
        ((5, 3, 1, 1, 1), "present"),
        ((5, -1, 0, 0, 0), "ayes"),
        ((5, 0, 0, 0, -2), "recused"),
    ],
)
def test_impossible_numbers_are_refused(
    numbers: tuple[int, int, int, int, int], field: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        what_if(board(), *numbers)
    assert field in refused.value.fields


def test_whoever_is_in_office_in_the_room_and_not_recused_votes_while_it_is_open() -> None:
    assert all(found.holds for found in may_vote(person(1), room(9, 5), board(), is_open=True))


@pytest.mark.parametrize(
    ("who", "recused", "is_open", "clauses"),
    [
        (77, (), True, ["18-6B", "18-6B"]),
        (6, (), True, ["18-6B"]),
        (1, (1,), True, ["18-9B"]),
        (1, (), False, ["FOIL 87(3)(a)"]),
        (6, (6,), False, ["18-6B", "18-9B", "FOIL 87(3)(a)"]),
    ],
)
def test_nobody_else_votes_and_every_reason_is_named(
    who: int, recused: tuple[int, ...], is_open: bool, clauses: list[str]
) -> None:
    found = may_vote(person(who), room(9, 5, *recused), board(), is_open=is_open)
    assert [each.clause for each in found if each.blocks] == clauses


# A plain reference: the law of the first board counted on fingers.


def plainly(in_room: int, recused: int, said: list[str]) -> tuple[str, bool]:
    """Return the outcome under 18-6B, and whether GCL 41 is met."""
    ayes = len([word for word in said if word == "yes"])
    noes = len([word for word in said if word == "no"])
    if in_room < 5:
        return "no_quorum", ayes >= 5
    enough = ayes * 2 > in_room and ayes != noes
    return ("carried" if enough else "lost"), ayes >= 5 and ayes != noes


@given(
    in_office=st.integers(0, 9),
    there=st.integers(0, 9),
    recused=st.sets(st.integers(1, 9)),
    said=st.lists(st.sampled_from(["yes", "no", "abstain", "silent"]), min_size=9, max_size=9),
)
def test_it_agrees_with_a_plain_count(
    in_office: int, there: int, recused: set[int], said: list[str]
) -> None:
    there = min(there, in_office)
    cast = {
        person(number): Choice(word)
        for number, word in enumerate(said, start=1)
        if word != "silent"
    }
    found = tally(cast, room(in_office, there, *recused), board(), "main")
    heard = [said[number - 1] for number in range(1, there + 1) if number not in recused]
    outcome, gcl_41 = plainly(there, len(recused), heard)
    assert found.outcome == outcome
    assert found.beside[0].met is gcl_41
    assert found.diverges is (outcome != "no_quorum" and (outcome == "carried") != gcl_41)
    assert found.takes_effect is (outcome == "carried")


def test_whoever_came_into_office_during_the_vote_is_present_without_a_vote() -> None:
    there = Room(
        members=frozenset(people(6)),
        present=frozenset(people(6)),
        entitled=frozenset(people(5)),
    )
    found = tally(votes(YES, YES, YES, NO, NO, YES), there, board(), "main")
    assert (found.count.ayes, found.count.room, found.outcome) == (3, 6, Outcome.LOST)


def test_who_left_office_during_the_vote_is_not_counted() -> None:
    there = Room(
        members=frozenset(people(5)),
        present=frozenset(people(6)),
        entitled=frozenset(people(6)),
    )
    found = tally(votes(YES, YES, YES, NO, NO, YES), there, board(), "main")
    assert (found.count.ayes, found.count.room, found.outcome) == (3, 5, Outcome.CARRIED)


def test_members_by_video_vote_once_a_quorum_is_in_the_room() -> None:
    far = frozenset(people(6)[4:])
    few = Room(frozenset(people(9)), frozenset(people(6)), distant=far)
    cast = votes(YES, YES, YES, YES, YES, YES)
    assert tally(cast, few, board(), "main").outcome is Outcome.NO_QUORUM
    enough = Room(frozenset(people(9)), frozenset(people(6)), distant=frozenset(people(6)[5:]))
    found = tally(cast, enough, board(), "main")
    assert (found.outcome, found.count.ayes) == (Outcome.CARRIED, 6)


@pytest.mark.parametrize(
    ("noticed", "ayes", "outcome"),
    [
        (False, 4, Outcome.LOST),
        (False, 5, Outcome.CARRIED),
        (True, 3, Outcome.LOST),
        (True, 4, Outcome.CARRIED),
    ],
)
def test_to_rescind_takes_most_of_the_board_unless_notice_was_given(
    noticed: bool, ayes: int, outcome: Outcome
) -> None:
    cast = votes(*[YES] * ayes, *[NO] * (7 - ayes))
    assert tally(cast, room(9, 7), board(), "rescind", noticed=noticed).outcome is outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [((4, 2), Outcome.CARRIED), ((3, 2), Outcome.LOST), ((5, 3), Outcome.LOST)],
)
def test_closing_debate_takes_two_thirds_of_the_votes(
    said: tuple[int, int], outcome: Outcome
) -> None:
    cast = votes(*[YES] * said[0], *[NO] * said[1])
    assert tally(cast, room(9, 8), board(), "close_debate").outcome is outcome
