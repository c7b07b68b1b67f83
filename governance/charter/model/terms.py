"""How long terms are, where their grid lies, and how often a person may serve."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.days import ClockRule, MonthDay


@dataclass(frozen=True, slots=True)
class StaggerClass:
    """Seats whose first staggered term has this many years: how many for each authority."""

    years: int
    seats: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        return sum(count for _, count in self.seats)


@dataclass(frozen=True, slots=True)
class TermLimit:
    """How many terms and years a person may serve, and how long to stay away after that."""

    clause: str
    terms: int | None = None
    years: int | None = None
    away_years: int | None = None


class RunningTerms(StrEnum):
    """What becomes of the terms that run when the day changes on which terms begin."""

    KEEP = "keep"
    EXTEND = "extend"
    SHORTEN = "shorten"


@dataclass(frozen=True, slots=True)
class TermsChange:
    """What a version of the law does with terms that were granted before it.

    They keep their days, are extended to the next day on which terms begin by this version, or
    shortened to the last such day.
    """

    running: RunningTerms
    clause: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The seats' own grid: every term begins on `begins` and has `years` years.

    Without a `change`, terms granted under an earlier version keep their days.
    """

    years: int
    begins: MonthDay
    clause: str
    remainder_clause: str
    stagger_clause: str = ""
    stagger: tuple[StaggerClass, ...] = ()
    limit: TermLimit | None = None
    change: TermsChange | None = None

    @property
    def running(self) -> RunningTerms:
        return self.change.running if self.change is not None else RunningTerms.KEEP


@dataclass(frozen=True, slots=True)
class InitialBoard:
    """How the first board came to be.

    Its clocks start on the day the charter came into force; its term commences when the last
    of all seats is appointed and ends with the day before the grid next begins.
    """

    appointed_within: ClockRule
    nominated_within: ClockRule
    term_clause: str


@dataclass(frozen=True, slots=True)
class Holdover:
    """Members go on, with full duties, until a successor is chosen and qualified."""

    clause: str
