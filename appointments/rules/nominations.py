"""When can somebody be named in a round, agree to it, or decline?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from appointments.rules.rounds import Step
from appointments.rules.slates import Fate
from governance.charter.findings import Answer, Finding
from governance.sentences import Sentence, say


class State(StrEnum):
    """Where what was written of a nominee stands."""

    DRAFT = "draft"
    ASKED = "asked"
    STANDING = "standing"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NAMES: dict[State, Sentence] = {
    State.DRAFT: say("saved, not sent yet"),
    State.ASKED: say("waiting for your answer"),
    State.STANDING: say("with the committee"),
    State.DECLINED: say("declined"),
    State.WITHDRAWN: say("withdrawn"),
}
BEFORE_SCREENING = frozenset({Step.CALL_OPEN, Step.CALL_CLOSED})


def next_of(state: State, at: Step, closes_on: date | None) -> Sentence:
    """Return what comes next for somebody who was named: what, by whom, until when.

    `closes_on` is the call's last day while it has not passed.
    """
    if state is State.DRAFT:
        if at is Step.CALL_OPEN and closes_on is not None:
            return say("Send it before the call closes, at the end of {day}.", day=closes_on)
        return say("The call is over; this can no longer be sent.")
    if state is State.ASKED and at is Step.CALL_OPEN and closes_on is not None:
        return say(
            "Your answer is next: agree or decline. The call closes at the end of {day}.",
            day=closes_on,
        )
    if state is State.ASKED and at in BEFORE_SCREENING:
        return say("Your answer is next: agree or decline before the screening begins.")
    if state is not State.STANDING:
        return say("There is nothing more for you to do.")
    if at is Step.CALL_OPEN and closes_on is not None:
        return say(
            "You need do nothing now. The committee begins to look at the names once the call has "
            "closed, at the end of {day}.",
            day=closes_on,
        )
    if at is Step.SUBMITTED:
        return say(
            "You need do nothing now. Names are with Council, which answers to each; the committee "
            "writes to you."
        )
    if at is Step.CLOSED:
        return say("The round is over; the committee writes to you how it ended.")
    return say(
        "You need do nothing now. The committee looks at the names and puts some of them forward; "
        "it writes to you."
    )


def may_agree(
    state: State, at: Step, called: Finding, clause: str, *, again: bool = False
) -> Finding:
    """Find whether somebody can still agree to be a nominee.

    Who was named by another can until the screening has begun; who saved a nomination of
    themselves sends it while the call is open, as `called` says. Where the round called `again`,
    others agree until the slates are submitted.
    """
    if state is State.DRAFT:
        return called
    if state is not State.ASKED:
        return Finding(Answer.BROKEN, say("You have answered already."), clause)
    late = again and at not in (Step.SUBMITTED, Step.CLOSED)
    if at not in BEFORE_SCREENING and not late:
        reason = say("The committee has gone on without this name; the call is over.")
        return Finding(Answer.BROKEN, reason, clause)
    return Finding(Answer.HOLDS, say("You can agree until the screening begins."), clause)


def may_withdraw(state: State, fate: Fate | None, clause: str) -> Finding:
    """Find whether a nominee can withdraw; `fate` is what became of them on a slate, if any."""
    if state is not State.STANDING:
        return Finding(Answer.BROKEN, say("You are not a nominee of this round."), clause)
    if fate is Fate.CONFIRMED:
        reason = say("You were confirmed. Tell the clerk if you do not want the seat.")
        return Finding(Answer.BROKEN, reason, clause)
    if fate not in (None, Fate.OPEN):
        return Finding(Answer.BROKEN, say("The answer to your name is given."), clause)
    return Finding(Answer.HOLDS, say("You can withdraw."), clause)
