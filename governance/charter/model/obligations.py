"""Duties that come back: what, how often, by when, whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.days import ClockRule, MonthDay


class Every(StrEnum):
    """How often a duty comes back."""

    MEETING = "meeting"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Shown(StrEnum):
    """What in the record shows by itself that a duty was done."""

    REGULAR_MEETING = "regular_meeting"
    DISTRICT_MEETING = "district_meeting"
    ELECTION = "election"
    COMMITTEE = "committee"
    RECOMMENDATION = "recommendation"
    TRAINING = "training"
    ACKNOWLEDGEMENT = "acknowledgement"
    DIRECTOR_REVIEW = "director_review"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Periods counted from a day of the year.

    Due at the first meeting of the period, or at the period's end, or so long after its end; what
    comes back with every meeting has its own clock.
    """

    every: Every
    counted_from: MonthDay
    due_after: ClockRule | None = None
    per_district: bool = False
    at_first_meeting: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty of the charter that recurs; `responsible` is who must see to it, in words.

    That is the holder of an `office`, a `committee` or the `director` where one is named, so that
    it can be seen that there is none. `hard_copies` are those who get what is published on paper.
    What is `stopped_by` something else than the Board is never late. Under a `reading` that only
    warns, a period without it is pointed out and breaks nothing. `may_not_apply` lets it be said
    with a reason that a period has nothing to do; `followed` are those whose recommendations are
    answered on clocks of their own.
    """

    id: str
    title: str
    clause: str
    recurrence: Recurrence
    responsible: str
    office: str = ""
    committee: str = ""
    director: bool = False
    each_member: bool = False
    hard_copies: tuple[str, ...] = ()
    shown_by: Shown | None = None
    acknowledgement: str = ""
    reading: str = ""
    stopped_by: str = ""
    may_not_apply: bool = False
    followed: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRule:
    """How the ledger of duties is kept: how early one is announced, and from which day it counts.

    Without a day of its own it begins when the body is set up here. A meeting that was not held
    cannot be made up for once its period is over, so it is only announced `missed_days` longer;
    in the ledger it stays.
    """

    ahead_days: int = 30
    missed_days: int = 60
    since: date | None = None
