"""What may be told of those who sit or applied without telling of anybody (18-4D).

An answer is counted for its own question alone. A figure is told as a step of the threshold, never
below it; a figure that is kept back always has companions, so that no sum gives it away.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.charter.model import Diversity
from governance.days import LegalCalendar
from governance.sentences import say


class State(StrEnum):
    """How an answer stands to the last count of its question."""

    NEW = "new"
    COUNTED = "counted"
    CHANGED = "changed"
    GONE = "gone"  # it was counted, and its giver took it back; what it said is not kept


def state_after(state: State | None, before: str, now: str) -> State | None:
    """Return how an answer stands after its giver says something else, or nothing; None: forget it.

    However often somebody changes an answer, it is one answer that differs from the last count.
    """
    if state in (None, State.NEW):
        return State.NEW if now else None
    if not now:
        return State.GONE
    return State.COUNTED if state is State.COUNTED and now == before else State.CHANGED


def told(
    counts: Mapping[str, int], companions: Sequence[str], threshold: int
) -> dict[str, int | None]:
    """Return for each option the step that its count has reached, or None for what is kept back.

    A count below the threshold is kept back. As long as fewer than two are, or they come to less
    than the threshold together, the next of `companions` is kept back as well. Their order is
    chance, the same in every release and known to nobody: so even who knows how many answered
    cannot tell which of those kept back is small, or how small.
    """
    hidden = {option for option in companions if counts.get(option, 0) < threshold}
    rest = [option for option in companions if option not in hidden]
    while (
        hidden
        and rest
        and (len(hidden) < 2 or sum(counts.get(each, 0) for each in hidden) < threshold)
    ):
        hidden.add(rest.pop(0))
    return {
        option: None if option in hidden else counts.get(option, 0) // threshold * threshold
        for option in companions
    }


def may_recount(changed: int, rule: Diversity) -> bool:
    """Whether so many answers to a question differ from its last count that it is counted anew."""
    return changed >= rule.changes


def is_time_for_release(
    last: date | None, on: date, rule: Diversity, calendar: LegalCalendar
) -> Finding:
    """Find whether enough days lie between the last release and this one.

    It says nothing of the answers: a release tells nobody whether any came in.
    """
    if last is None:
        reason = say("There was no release yet.")
        return Finding(Answer.HOLDS, reason, rule.clause)
    due = calendar.deadline(last, rule.apart)
    reason = say(
        "The last release was on {last}; the next can be on {due}.", last=last, due=due.raw
    )
    return Finding(Answer.of(on >= due.raw), reason, rule.clause)
