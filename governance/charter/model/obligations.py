"""Duties that come back: what, how often, by when, whose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.days import ClockRule, MonthDay


class Every(StrEnum):
    """How often a duty comes back."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Periods counted from a day of the year.

    Due at the first meeting of the period, or at the period's end, or so long after its end.
    """

    every: Every
    counted_from: MonthDay
    due_after: ClockRule | None = None
    per_district: bool = False
    at_first_meeting: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty of the charter that recurs; `responsible` is who must see to it, in words."""

    id: str
    title: str
    clause: str
    recurrence: Recurrence
    responsible: str
