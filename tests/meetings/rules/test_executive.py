"""On which grounds the doors are closed, and what may be done behind them."""

from dataclasses import replace

import pytest

from governance.charter.check import check
from governance.charter.findings import Answer
from meetings.rules.executive import (
    Inside,
    LetIn,
    ground_in_words,
    ground_named,
    lines,
    may_be_closed_for,
    may_be_told,
    may_be_voted_inside,
    may_stop,
)
from meetings.rules.motions import Session
from meetings.rules.orders import in_order
from meetings.rules.quorum import Quorum
from tests.meetings.law import board, here

ENOUGH = Quorum(present=6, needed=5, clause="18-6B")


def test_the_law_names_eight_grounds_by_their_letters() -> None:
    """OML 105(1)(a) to (h)."""
    assert [each.id for each in board().meetings.closed_grounds] == list("abcdefgh")


@pytest.mark.parametrize("letter", list("abcdefgh"))
def test_each_of_them_closes_the_doors(letter: str) -> None:
    assert may_be_closed_for(letter, board()).holds


@pytest.mark.parametrize("letter", ["i", "personnel", "a personal matter", "A", ""])
def test_a_ground_that_is_none_is_refused_with_the_clause(letter: str) -> None:
    found = may_be_closed_for(letter, board())
    assert (found.answer, found.clause) == (Answer.BROKEN, "OML 105(1)")


def test_public_money_is_never_appropriated_inside() -> None:
    law = board()
    assert may_be_voted_inside(law.motion_kind("main"), law).holds
    refused = [
        may_be_voted_inside(law.motion_kind("appropriation"), law),
        may_be_voted_inside(law.motion_kind("main"), law, appropriates=True),
    ]
    assert {(each.answer, each.clause) for each in refused} == {(Answer.BROKEN, "OML 105(1)")}


def test_only_the_matter_itself_is_voted_inside() -> None:
    law = board()
    assert may_be_told(law.motion_kind("main"), law).holds
    assert may_be_told(law.motion_kind("adjourn"), law).blocks
    assert may_be_told(law.motion_kind("executive_session"), law).blocks


def test_behind_closed_doors_a_meeting_neither_ends_nor_recesses() -> None:
    for session in Session:
        closed = session in (Session.EXECUTIVE, Session.RETURNING)
        assert may_stop(session, board()).blocks is closed


@pytest.mark.parametrize("session", [Session.EXECUTIVE, Session.RETURNING])
def test_only_comings_and_goings_are_in_order_meanwhile(session: Session) -> None:
    found = in_order(session, (), ENOUGH, board())
    assert [each.deed for each in found if each.finding.holds] == ["record_arrival"]
    clauses = {each.finding.clause for each in found if each.finding.blocks}
    assert clauses == {"OML 105(1)"}
    money = next(each for each in found if each.kind == "appropriation")
    assert ("Public money" in str(money.finding.reason)) is (session is Session.EXECUTIVE)


def test_a_charter_that_closes_doors_names_grounds() -> None:
    law = board()
    groundless = replace(law, meetings=replace(law.meetings, closed_grounds=()))
    assert any("no ground" in str(each) for each in check(groundless, importing=False))


def told(**more: object) -> list[str]:
    ground = ground_named("d", board())
    assert ground is not None
    facts: dict[str, object] = {
        "motion": 3,
        "ground": ground_in_words(ground),
        "subject": "The towing suit.",
        "begun_at": here("2026-12-03 19:10"),
        "ended_at": here("2026-12-03 19:40"),
        "members": ("S. Brandt", "P. Whitfield"),
        "decided": (),
        **more,
    }
    return [str(each.text) for each in lines(Inside(**facts))]  # type: ignore[arg-type]  # by name


def test_the_minutes_tell_why_when_and_who() -> None:
    """OML 106(2)."""
    counsel = LetIn("K. Osei", "counsel", here("2026-12-03 19:12"))
    assert told(guests=(counsel,), left=(("S. Brandt", here("2026-12-03 19:30")),)) == [
        "Executive session",
        "By motion 3, on ground (d): Litigation that is proposed, pending or current. "
        "Subject: The towing suit. The doors were closed from 7:10 pm to 7:40 pm.",
        "Members there: S. Brandt and P. Whitfield.",
        "S. Brandt left at 7:30 pm.",
        "K. Osei was let in (counsel), from 7:12 pm to 7:40 pm.",
        "No formal vote was taken there.",
    ]


def test_the_minutes_point_at_what_was_decided_inside() -> None:
    assert told(decided=(4,))[-1] == "A formal vote was taken there, on motion 4."
    assert told(decided=(4, 5))[-1] == "Formal votes were taken there, on motions 4 and 5."
    assert "vote" not in told(decided=None)[-1]


def test_a_session_that_goes_on_is_not_minuted() -> None:
    assert told(ended_at=None) == []
