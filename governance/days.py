"""Which day the law means: clocks, public holidays, spans, service years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from governance.sentences import Sentence


class Unit(StrEnum):
    """In what a clock is counted."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How long a clock runs, under which clause, and whether its end rolls to a business day."""

    length: int
    unit: Unit
    clause: str
    rolls: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for something: as counted, and rolled to a business day."""

    start: date
    raw: date
    rolled: date
    reason: Sentence
    clause: str


@dataclass(frozen=True, slots=True)
class MomentDeadline:
    """The last moment for something that must happen so many hours before a meeting; never rolled.

    Both moments are aware; `due` is given in the zone of `before`.
    """

    before: datetime
    due: datetime
    reason: Sentence
    clause: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `since` up to, and without, `until`; an open end is None."""

    since: date
    until: date | None = None

    @property
    def last(self) -> date | None:
        """The last day within; None when the end is open."""
        raise NotImplementedError

    @property
    def days(self) -> int | None:
        """How many days; None when the end is open."""
        raise NotImplementedError

    def contains(self, on: date) -> bool:
        raise NotImplementedError

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        raise NotImplementedError

    def shared_with(self, other: Span) -> Span | None:
        """Return the days that both have; None when there are none."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year, such as July 1."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        raise NotImplementedError

    def on_or_after(self, on: date) -> date:
        raise NotImplementedError

    def after(self, on: date) -> date:
        """Return the first such day later than `on`."""
        raise NotImplementedError

    def on_or_before(self, on: date) -> date:
        raise NotImplementedError


def service_year(on: date, begins: MonthDay) -> Span:
    """Return the year of service in which a day falls."""
    raise NotImplementedError


def add_days(on: date, days: int) -> date:
    """Return the day so many days later; the starting day is not counted (GCL 20)."""
    raise NotImplementedError


def add_months(on: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day where it has none."""
    raise NotImplementedError


def add_years(on: date, years: int) -> date:
    """Return the same day so many years later; February 29 becomes February 28."""
    raise NotImplementedError


class HolidayKind(StrEnum):
    """How a law fixes a holiday."""

    FIXED = "fixed"
    NTH_WEEKDAY = "nth_weekday"
    LAST_WEEKDAY = "last_weekday"
    GENERAL_ELECTION = "general_election"


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """One public holiday of a law. `weekday` is 0 for Monday; `since` and `until` are years."""

    name: str
    kind: HolidayKind
    month: int
    clause: str
    day: int = 0
    weekday: int = 0
    nth: int = 0
    next_day_after_sunday: bool = True
    since: int = 1
    until: int = 9999


@dataclass(frozen=True, slots=True)
class LegalCalendar:
    """Public holidays and the reckoning of days under one body's law."""

    rules: tuple[HolidayRule, ...] = ()

    def holidays(self, year: int) -> dict[date, str]:
        """Return the public holidays of a year, by day."""
        raise NotImplementedError

    def is_business_day(self, on: date) -> bool:
        """Whether a day is neither Saturday, Sunday nor public holiday."""
        raise NotImplementedError

    def rolled(self, on: date) -> date:
        """Return the day itself, or the next business day."""
        raise NotImplementedError

    def deadline(self, start: date, clock: ClockRule) -> Deadline:
        """Return the last day of a clock; the starting day is not counted."""
        raise NotImplementedError

    def moment_before(self, event: datetime, clock: ClockRule) -> MomentDeadline:
        """Return the last moment so many hours before an event; elapsed hours, never rolled."""
        raise NotImplementedError
