"""Which officers a body elects, when, for how long and how often."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.days import MonthDay


class WithoutMajority(StrEnum):
    """What follows a round in which nobody had the majority; without a word, it is repeated."""

    REPEAT = "repeat"
    DROP_LOWEST = "drop_lowest"
    POSTPONE = "postpone"
    PLURALITY = "plurality"


@dataclass(frozen=True, slots=True)
class Office:
    """An office that the body fills from its own members.

    The election is at the first meeting after `elected_after` of each year; the officer serves
    through the next `serves_until`. `acts_for` names the office whose holder this one stands
    in for. From round `after_rounds` on, `without_majority` says what follows a round that elects
    nobody; the most votes alone elect only where it names a plurality.
    """

    id: str
    name: str
    clause: str
    elected_after: MonthDay
    serves_until: MonthDay
    max_consecutive_years: int | None = None
    limit_clause: str = ""
    presides: bool = False
    acts_for: str = ""
    without_majority: WithoutMajority = WithoutMajority.REPEAT
    after_rounds: int = 1
