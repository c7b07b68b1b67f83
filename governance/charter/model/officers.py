"""Which officers a body elects, when, for how long and how often."""

from __future__ import annotations

from dataclasses import dataclass

from governance.days import MonthDay


@dataclass(frozen=True, slots=True)
class Office:
    """An office that the body fills from its own members.

    The election is at the first meeting after `elected_after` of each year; the officer serves
    through the next `serves_until`. `acts_for` names the office whose holder this one stands
    in for.
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
