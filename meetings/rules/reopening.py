"""May a motion that was dealt with before come before the body again?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.charter.findings import Answer, Finding
from governance.charter.model import Does, MotionKind, Reach
from governance.sentences import say
from meetings.rules.motions import State
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier motion: how it ended, how long ago, and what its new mover had said.

    `meetings_since` counts the regular meetings that began after its own. `is_a_return` marks one
    that was reconsidered itself. `mover_said` is None for who did not vote. `made_elsewhere` marks
    one that belongs to a committee, where the body meets, or the other way round.
    """

    kind: MotionKind
    state: State
    outcome: Outcome | None = None
    takes_effect: bool = False
    afterwards: str = ""
    meetings_since: int = 0
    is_a_return: bool = False
    mover_said: Choice | None = None
    made_elsewhere: bool = False


def may_reopen(kind: MotionKind, past: Past) -> tuple[Finding, ...]:
    """Find whether a motion of this kind may take up an earlier one."""
    return tuple(_reopens(kind, past))


def _was_made_here(past: Past, clause: str) -> Finding:
    reason = say("That motion was made at meetings of others; it comes back there.")
    return Finding(Answer.of(not past.made_elsewhere), reason, clause)


def _reopens(kind: MotionKind, past: Past) -> Iterator[Finding]:
    yield Finding(
        Answer.of(not past.afterwards),
        say("That motion has been taken up again already."),
        kind.clause,
    )
    if kind.does is Does.TAKE_UP:
        yield Finding(
            Answer.of(past.state is State.TABLED),
            say("That motion does not lie on the table."),
            kind.clause,
        )
    elif kind.does is Does.RESCIND:
        yield Finding(
            Answer.of(_is_of_substance(past) and past.takes_effect),
            say("Only what was adopted and is in effect is rescinded."),
            kind.clause,
        )
    else:
        yield from _reconsiders(kind, past)
    yield _within_reach(kind, past)
    yield _was_made_here(past, kind.clause)


def _reconsiders(kind: MotionKind, past: Past) -> Iterator[Finding]:
    yield Finding(
        Answer.of(_is_of_substance(past)),
        say("Only a vote on a main motion is reconsidered."),
        kind.clause,
    )
    yield Finding(
        Answer.of(not past.is_a_return),
        say("A question is reconsidered once."),
        kind.clause,
    )
    if kind.prevailing_side:
        won = Choice.YES if past.outcome is Outcome.CARRIED else Choice.NO
        yield Finding(
            Answer.of(past.mover_said is won),
            say("Only a member who voted on the prevailing side moves to reconsider."),
            kind.clause,
        )


def _is_of_substance(past: Past) -> bool:
    return past.state is State.DECIDED and past.kind.does is Does.ACT


def _within_reach(kind: MotionKind, past: Past) -> Finding:
    match kind.reach:
        case Reach.SAME_MEETING:
            near = past.meetings_since == 0
            why = say("This is in order only at the meeting that dealt with it.")
        case Reach.NEXT_MEETING:
            near = past.meetings_since <= 1
            why = say("This is in order until the end of the next regular meeting, not later.")
        case Reach.EVER:
            near, why = True, say("This is in order at any time.")
    return Finding(Answer.of(near), why, kind.clause)


def may_come_back(
    past: Past, *, until_day: date | None, is_its_meeting: bool, today: date, clause: str
) -> tuple[Finding, ...]:
    """Find whether what was referred or postponed may come back without a vote.

    What was postponed waits for its day, or its meeting; a committee reports when it is ready.
    """
    is_due = past.state is State.REFERRED or is_its_meeting
    if until_day is not None:
        is_due = is_due or until_day <= today
    return (
        Finding(
            Answer.of(not past.afterwards),
            say("That motion has been taken up again already."),
            clause,
        ),
        Finding(
            Answer.of(past.state in (State.REFERRED, State.POSTPONED)),
            say("That motion was neither referred nor postponed."),
            clause,
        ),
        Finding(
            Answer.of(is_due or past.state is not State.POSTPONED),
            say("The motion was postponed, and its day has not come.")
            if until_day is None
            else say("The motion was postponed to {day}.", day=until_day),
            clause,
        ),
        _was_made_here(past, clause),
    )
