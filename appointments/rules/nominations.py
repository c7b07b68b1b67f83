"""When can somebody be named in a round, agree to it, or decline?"""

from __future__ import annotations

from enum import StrEnum

from appointments.rules.rounds import Step
from appointments.rules.slates import Fate
from governance.charter.findings import Answer, Finding
from governance.sentences import Sentence, say


class State(StrEnum):
    """Where what was written of a nominee stands."""

    ASKED = "asked"
    STANDING = "standing"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NAMES: dict[State, Sentence] = {
    State.ASKED: say("waiting for your answer"),
    State.STANDING: say("with the committee"),
    State.DECLINED: say("declined"),
    State.WITHDRAWN: say("withdrawn"),
}
BEFORE_SCREENING = frozenset({Step.CALL_OPEN, Step.CALL_CLOSED})


def may_agree(state: State, at: Step, clause: str) -> Finding:
    """Find whether somebody who was named can still agree: until the screening has begun."""
    if state is not State.ASKED:
        return Finding(Answer.BROKEN, say("You have answered already."), clause)
    if at not in BEFORE_SCREENING:
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
