"""When can somebody apply?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.charter.findings import Answer, Finding
from governance.sentences import say


@dataclass(frozen=True, slots=True)
class Call:
    """An invitation to apply, from the day it opens to the end of the day it closes.

    One without a closing day stands until somebody closes it.
    """

    opens_on: date
    closes_on: date | None
    published: bool
    closed: bool

    def closed_on(self, on: date) -> bool:
        """Whether its time is over on a day; the closing day itself is the last one."""
        return self.closed or (self.closes_on is not None and self.closes_on < on)


def is_open(call: Call, clause: str, closed_message: str, *, on: date) -> Finding:
    """Find whether applications are taken on a day."""
    if call.closed_on(on):
        return Finding(Answer.BROKEN, say("{message}", message=closed_message), clause)
    if not call.published:
        return Finding(Answer.BROKEN, say("This call is not published yet."), clause)
    if on < call.opens_on:
        reason = say("Applications are taken from {day} on.", day=call.opens_on)
        return Finding(Answer.BROKEN, reason, clause)
    if call.closes_on is None:
        return Finding(Answer.HOLDS, say("Applications are taken until further notice."), clause)
    reason = say("Applications are taken to the end of {day}.", day=call.closes_on)
    return Finding(Answer.HOLDS, reason, clause)


def may_change(call: Call, clause: str, *, on: date) -> Finding:
    """Find whether what a call asks can still be changed: everybody answers the same questions."""
    if call.published or call.closed_on(on):
        reason = say("This call is published; its seats, questions and rubric stay as they are.")
        return Finding(Answer.BROKEN, reason, clause)
    return Finding(Answer.HOLDS, say("This call is a draft."), clause)
