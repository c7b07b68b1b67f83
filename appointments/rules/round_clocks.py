"""Which clocks run beside a nomination round, and by when is its next step to be taken?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from appointments.rules.rounds import Step, clause_of
from governance.charter.model import NominationRule
from governance.days import Deadline
from governance.sentences import Sentence, say

OVER = (Step.SUBMITTED, Step.CLOSED)
"""Once names are with the appointing authority, the clock for giving them no longer runs."""


@dataclass(frozen=True, slots=True)
class RoundClock:
    """By when something is to be done: as counted, as rolled and why; `advisory` binds nobody."""

    what: Sentence
    raw: date
    day: date
    clause: str
    why_rolled: Sentence | None = None
    advisory: bool = False


def clocks_of(
    step: Step,
    *,
    closes_on: date | None,
    names: Deadline | None,
    seats: Sequence[RoundClock],
    rule: NominationRule,
) -> tuple[RoundClock, ...]:
    """Return the clocks of a round: its open call, its names, its seats that are vacant.

    `names` is by when names are to be given, where the law sets a day; the first clock is that
    of the next step.
    """
    found = []
    if step is Step.CALL_OPEN and closes_on is not None:
        what = say("The call closes, this day included")
        clause = clause_of(Step.CALL_CLOSED, rule)
        found.append(RoundClock(what, closes_on, closes_on, clause, advisory=True))
    if names is not None and step not in OVER:
        what = say("Names for each seat are to be with the appointing authority")
        why = names.reason if names.rolled > names.raw else None
        found.append(RoundClock(what, names.raw, names.rolled, names.clause, why))
    if step is Step.CLOSED:
        return ()
    return (*found, *sorted(seats, key=lambda each: each.day))
