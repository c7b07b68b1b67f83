"""What the minutes say: OML 106(1), and OML 106(2) for votes on a closed session."""

from dataclasses import replace
from datetime import timedelta

from meetings.rules.minutes import Attended, Held, LineKind, Moved, StoodAside, minutes
from meetings.rules.motions import State
from meetings.rules.quorum import quorum
from meetings.rules.votes import what_if
from tests.meetings.law import board, here, people

BEGAN = here("2026-12-03 18:34")
HELD = Held(
    title="Regular meeting",
    body="Police Accountability Board",
    place="City Hall",
    called_to_order_at=BEGAN,
    adjourned_at=BEGAN + timedelta(hours=2),
    presiding="G. Petrov",
    quorum=quorum(people(5), people(9), board()).reason,
    roll=(
        Attended("S. Brandt", BEGAN),
        Attended("J. Moreau", BEGAN, BEGAN + timedelta(minutes=40)),
    ),
    absent=("C. Varga",),
)
MOTION = Moved(
    number=1,
    kind="main",
    text="Adopt the plan.",
    mover="S. Brandt",
    seconder="P. Whitfield",
    state=State.DECIDED,
    tally=what_if(board(), 5, 3, 2),
    yes=("S. Brandt", "P. Whitfield", "G. Petrov"),
    no=("T. Lindqvist", "M. Castellanos"),
    aside=(StoodAside("J. Moreau", "a relative works for the vendor.", "18-9B"),),
)


def said(held: Held, kind: LineKind | None = None) -> list[str]:
    return [str(line.text) for line in minutes(held) if kind in (None, line.kind)]


def test_they_open_with_place_and_hour_and_close_with_the_end() -> None:
    lines = said(HELD)
    assert lines[0] == (
        "Regular meeting of the Police Accountability Board, called to order on "
        "Thursday, December 3, 2026, 6:34 pm, at City Hall."
    )
    assert lines[-1] == "At 8:34 pm the meeting was adjourned."


def test_they_name_who_came_when_and_who_did_not() -> None:
    lines = said(HELD)
    assert "Present: S. Brandt (from 6:34 pm) and J. Moreau (6:34 pm to 7:14 pm)." in lines
    assert "Absent: C. Varga." in lines
    assert "Quorum at the call to order: 5 are needed; 5 are present." in lines


def test_they_name_every_vote_and_every_recusal() -> None:
    lines = said(replace(HELD, motions=(MOTION,)), LineKind.VOTE)
    assert lines[:3] == [
        "J. Moreau was recused (18-9B): a relative works for the vendor.",
        "Yes: S. Brandt, P. Whitfield, and G. Petrov.",
        "No: T. Lindqvist and M. Castellanos.",
    ]


def test_they_say_loudly_that_the_tests_part_ways() -> None:
    held = replace(HELD, motions=(MOTION,))
    assert "short under GCL 41" in said(held, LineKind.VOTE)[-1]
    assert len(said(held, LineKind.WARNING)) == 1
    clear = replace(MOTION, tally=what_if(board(), 9, 9, 0))
    assert said(replace(HELD, motions=(clear,)), LineKind.WARNING) == []


def test_a_vote_on_a_closed_session_is_minuted_with_its_result_and_every_name() -> None:
    """OML 106(2): what was decided, the day and the vote; no less than of any other motion."""
    closing = replace(
        MOTION,
        kind="executive_session",
        tally=what_if(board(), 5, 3, 2, motion_kind="executive_session"),
    )
    lines = said(replace(HELD, motions=(closing,)), LineKind.VOTE)
    assert "Yes: S. Brandt, P. Whitfield, and G. Petrov." in lines
    assert lines[-1].startswith("Lost under OML 105(1) (3 of 9 seats; 5 needed)")


def test_a_motion_that_fell_is_recorded_without_a_vote() -> None:
    fell = Moved(2, "main", "Rename the room.", "S. Brandt", "", State.DIED)
    assert said(replace(HELD, motions=(fell,)))[-3] == "The motion: fell without a vote."


def test_a_meeting_without_motions_says_so() -> None:
    assert "No motion was made." in said(HELD)


def test_the_same_record_gives_the_same_lines() -> None:
    assert minutes(HELD) == minutes(HELD)


def test_a_quorum_that_came_late_is_told_with_its_hour() -> None:
    late = replace(HELD, quorum_came_at=BEGAN + timedelta(minutes=9))
    said = [str(line.text) for line in minutes(late)]
    assert any("Quorum, found at" in line for line in said)
    assert not any("Quorum at the call to order" in line for line in said)


def test_they_say_how_it_was_resolved_that_the_tests_part_ways() -> None:
    assert "How it was resolved" not in " ".join(said(HELD))
    motion = replace(MOTION, resolution="Counsel: the Board acts again.")
    lines = said(replace(HELD, motions=(motion,)))
    at = lines.index("How it was resolved: Counsel: the Board acts again.")
    assert lines[at - 1].startswith("The tests part ways")
