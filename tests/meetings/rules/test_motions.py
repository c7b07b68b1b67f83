"""What is in order, from the motion to its end."""

from dataclasses import replace

import pytest

from meetings.rules.motions import (
    GOES_TO,
    Motion,
    Session,
    State,
    immediate,
    main_question,
    may_adjourn,
    may_be_moved_by,
    may_consent,
    may_die,
    may_move,
    may_put,
    may_second,
    may_state,
    may_withdraw,
)
from meetings.rules.orders import in_order
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


@pytest.mark.parametrize(
    ("state", "may_be_amended"), [(State.MOVED, False), (State.SECONDED, True)]
)
def test_one_question_at_a_time(state: State, may_be_amended: bool) -> None:
    main, amend = board().motion_kind("main"), board().motion_kind("amend")
    assert len(blocked(*may_move(main, [motion(state)], enough(), board()))) == 1
    assert (blocked(*may_move(amend, [motion(state)], enough(), board())) == []) is may_be_amended


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


def listed(session: Session, *pending: Motion, found: Quorum | None = None) -> dict[str, bool]:
    """Return what is in order, motions by their kind and other deeds by their name."""
    return {
        each.kind or each.deed: each.finding.holds
        for each in in_order(session, pending, found or enough(), board())
    }


def test_while_a_vote_is_open_nothing_is_in_order_but_to_come_in() -> None:
    found = listed(Session.IN_SESSION, motion(State.PUT))
    assert [name for name, holds in found.items() if holds] == ["record_arrival"]


def test_with_nothing_pending_only_what_stands_alone_is_in_order() -> None:
    found = listed(Session.IN_SESSION)
    assert not any(found[kind] for kind in ("amend", "divide", "refer", "postpone", "table"))
    assert all(found[kind] for kind in ("main", "recess", "adjourn", "reconsider", "rescind"))


def test_without_a_quorum_members_come_and_the_meeting_stops_and_nothing_else() -> None:
    """18-6B-1 and GCL 13."""
    for pending in ((), (motion(State.SECONDED),), (motion(State.PUT),)):
        found = listed(Session.IN_SESSION, *pending, found=too_few())
        assert {name for name, holds in found.items() if holds} == {
            "record_arrival",
            "recess_meeting",
            "adjourn_meeting",
        }


def test_in_recess_a_meeting_can_only_end() -> None:
    found = listed(Session.RECESS)
    assert {name for name, holds in found.items() if holds} == {
        "record_arrival",
        "adjourn_meeting",
    }


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_word(state: State) -> None:
    assert str(state.words)


@pytest.mark.parametrize("session", list(Session))
def test_every_session_has_a_word(session: Session) -> None:
    assert str(session.words)


def upon(target: int, number: int, kind: str = "amend", state: State = State.SECONDED) -> Motion:
    return Motion(kind, state, person(1), number=number, target=target)


MAIN = Motion("main", State.SECONDED, person(1), number=1)


def test_an_amendment_is_amended_and_an_amendment_of_that_is_not() -> None:
    amend = board().motion_kind("amend")
    first, second = upon(1, 2), upon(2, 3)
    assert blocked(*may_move(amend, [MAIN], enough(), board())) == []
    assert blocked(*may_move(amend, [MAIN, first], enough(), board())) == []
    assert blocked(*may_move(amend, [MAIN, first, second], enough(), board())) == [
        "An amendment of an amendment is not amended again."
    ]


def test_another_charter_allows_one_level_of_amendments() -> None:
    law = replace(board(), order=replace(board().order, amendment_levels=1))
    amend = law.motion_kind("amend")
    assert blocked(*may_move(amend, [MAIN], enough(), law)) == []
    assert blocked(*may_move(amend, [MAIN, upon(1, 2)], enough(), law))


def test_what_has_no_words_is_not_amended() -> None:
    table = upon(1, 2, "table")
    assert blocked(*may_move(board().motion_kind("amend"), [MAIN, table], enough(), board())) == [
        "The motion before the body, Lay on the table, cannot be amended."
    ]


def test_with_debate_closed_only_what_ranks_higher_is_in_order() -> None:
    closed = replace(MAIN, debate_closed=True)
    found = listed(Session.IN_SESSION, closed)
    assert {name for name, holds in found.items() if holds} == {
        "table",
        "executive_session",
        "recess",
        "adjourn",
        "record_arrival",
        "recess_meeting",
        "adjourn_meeting",
    }


def test_the_question_is_the_one_on_which_no_other_rests() -> None:
    first, second = upon(1, 2), upon(2, 3)
    assert immediate([MAIN, first, second], board()) == second
    assert immediate([MAIN, replace(first, state=State.DECIDED)], board()) == MAIN
    assert main_question([MAIN, first, second], board()) == MAIN
    assert immediate([], board()) is None


def test_a_recess_goes_before_everything_and_parts_of_a_question_in_their_order() -> None:
    recess = Motion("recess", State.SECONDED, person(1), number=4)
    assert immediate([MAIN, upon(1, 2), recess], board()) == recess
    parts = [replace(MAIN, number=5), replace(MAIN, number=6)]
    assert immediate(parts, board()) == parts[0]
    assert immediate([*parts, upon(5, 7)], board()) == upon(5, 7)


def test_once_stated_a_motion_is_withdrawn_only_by_leave() -> None:
    main, stated = board().motion_kind("main"), replace(MAIN, is_stated=True)
    assert may_withdraw(MAIN, main, board()).holds
    assert may_withdraw(stated, main, board()).blocks
    assert may_withdraw(stated, main, board(), by_leave=True).holds
    milder = replace(board(), order=replace(board().order, withdrawn_by_leave=False))
    assert may_withdraw(stated, main, milder).holds


def test_a_question_is_stated_once_and_when_it_is_seconded() -> None:
    main = board().motion_kind("main")
    assert blocked(*may_state(MAIN, main)) == []
    assert blocked(*may_state(replace(MAIN, state=State.MOVED), main))
    assert blocked(*may_state(replace(MAIN, is_stated=True), main)) == ["It has been stated."]


def test_some_bodies_want_their_chair_to_move_nothing_or_vote_on_everything() -> None:
    assert may_be_moved_by(person(1), person(1), board()).holds
    law = replace(board(), order=replace(board().order, chair_moves=False, consent=False))
    assert may_be_moved_by(person(1), person(1), law).blocks
    assert may_be_moved_by(person(2), person(1), law).holds
    main = board().motion_kind("main")
    assert blocked(*may_consent(MAIN, main, enough(), board())) == []
    assert blocked(*may_consent(MAIN, main, enough(), law))
    assert blocked(*may_consent(MAIN, main, too_few(), board()))


def test_a_vote_without_a_quorum_holds_nobody() -> None:
    assert may_adjourn([motion(State.PUT)], board(), too_few()).holds
    assert may_adjourn([motion(State.PUT)], board(), enough()).blocks


def test_from_a_state_that_ends_a_motion_there_is_no_way() -> None:
    for state in State:
        if state.waits or state in (State.WITHDRAWN, State.DIVIDED):
            assert GOES_TO[state] == frozenset()
        assert State.MOVED not in GOES_TO[state]
