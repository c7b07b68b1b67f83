"""What is in order, from the motion to its end."""

import pytest

from meetings.rules.motions import (
    Motion,
    Session,
    State,
    in_order,
    may_adjourn,
    may_die,
    may_move,
    may_put,
    may_second,
    may_withdraw,
)
from meetings.rules.quorum import Quorum, quorum
from tests.meetings.law import board, people, person


def enough() -> Quorum:
    return quorum(people(5), people(9), board())


def too_few() -> Quorum:
    return quorum(people(4), people(9), board())


def motion(state: State, kind: str = "main") -> Motion:
    return Motion(kind, state, mover=person(1))


def blocked(*findings: object) -> list[str]:
    return [str(each.reason) for each in findings if each.blocks]  # type: ignore[attr-defined]  # findings


def test_a_motion_is_in_order_when_none_is_pending() -> None:
    main = board().motion_kind("main")
    done = [motion(State.DECIDED), motion(State.WITHDRAWN), motion(State.DIED)]
    assert blocked(*may_move(main, done, enough(), board())) == []


@pytest.mark.parametrize("state", [State.MOVED, State.SECONDED])
def test_one_question_at_a_time(state: State) -> None:
    main, amend = board().motion_kind("main"), board().motion_kind("amend")
    assert len(blocked(*may_move(main, [motion(state)], enough(), board()))) == 1
    assert blocked(*may_move(amend, [motion(state)], enough(), board())) == []


def test_a_motion_that_ranks_lower_waits() -> None:
    pending = [motion(State.SECONDED), motion(State.SECONDED, "postpone")]
    assert blocked(*may_move(board().motion_kind("amend"), pending, enough(), board()))
    assert not blocked(*may_move(board().motion_kind("table"), pending, enough(), board()))


def test_nothing_is_moved_while_a_vote_is_open_or_without_a_quorum() -> None:
    table = board().motion_kind("table")
    assert blocked(*may_move(table, [motion(State.PUT)], too_few(), board())) == [
        "5 are needed; 4 are present.",
        "While a vote is open no motion is made.",
    ]


def test_the_mover_cannot_second() -> None:
    main = board().motion_kind("main")
    assert blocked(*may_second(person(1), motion(State.MOVED), main))
    assert not blocked(*may_second(person(2), motion(State.MOVED), main))


def test_a_motion_is_seconded_once() -> None:
    main = board().motion_kind("main")
    assert blocked(*may_second(person(2), motion(State.SECONDED), main))


def test_a_question_is_put_when_seconded_and_a_quorum_is_there() -> None:
    main = board().motion_kind("main")
    assert blocked(*may_put(motion(State.SECONDED), main, enough())) == []
    assert len(blocked(*may_put(motion(State.MOVED), main, too_few()))) == 2


@pytest.mark.parametrize("state", [State.PUT, State.DECIDED, State.WITHDRAWN, State.DIED])
def test_a_question_is_put_once(state: State) -> None:
    assert blocked(*may_put(motion(state), board().motion_kind("main"), enough()))


def test_some_motions_need_no_second() -> None:
    election = board().motion_kind("election")
    assert blocked(*may_put(motion(State.MOVED, "election"), election, enough())) == []
    assert may_die(motion(State.MOVED, "election"), election).blocks


@pytest.mark.parametrize(
    ("state", "withdrawn", "dies"),
    [
        (State.MOVED, True, True),
        (State.SECONDED, True, False),
        (State.PUT, False, False),
        (State.DECIDED, False, False),
    ],
)
def test_how_a_motion_ends_without_a_vote(state: State, withdrawn: bool, dies: bool) -> None:
    main = board().motion_kind("main")
    assert may_withdraw(motion(state), main).holds is withdrawn
    assert may_die(motion(state), main).holds is dies


def test_a_meeting_ends_without_a_quorum_but_not_in_the_middle_of_a_vote() -> None:
    assert may_adjourn([motion(State.SECONDED)], board()).holds
    assert may_adjourn([motion(State.PUT)], board()).blocks
    assert may_adjourn([], board()).clause == "GCL 13"


def test_what_is_in_order_now_is_listed_with_the_reason_why_not() -> None:
    listed = in_order(Session.IN_SESSION, (motion(State.PUT),), enough(), board())
    assert [(each.deed, each.finding.holds) for each in listed] == [
        ("make_motion", False),
        ("recess_meeting", False),
        ("adjourn_meeting", False),
    ]
    free = in_order(Session.IN_SESSION, (), enough(), board())
    assert all(each.finding.holds for each in free)


def test_in_recess_a_meeting_can_only_end() -> None:
    listed = in_order(Session.RECESS, (), enough(), board())
    assert [each.deed for each in listed if each.finding.holds] == ["adjourn_meeting"]


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_word(state: State) -> None:
    assert str(state.words)


@pytest.mark.parametrize("session", list(Session))
def test_every_session_has_a_word(session: Session) -> None:
    assert str(session.words)
