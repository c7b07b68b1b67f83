"""Which day the law means: clocks, business days, spans, service years.

The day from which a clock is reckoned is not counted (GCL 20); one that ends on a Saturday, a
Sunday or a public holiday ends on the next business day (GCL 25-a).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from governance.errors import BadInputError
from governance.holidays import HolidayRule, Weekday, holidays_of
from governance.sentences import Sentence, say, say_n

_ONE_DAY = timedelta(days=1)


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

    @property
    def length_in_words(self) -> Sentence:
        match self.unit:
            case Unit.HOURS:
                return say_n("{count} hour", "{count} hours", self.length)
            case Unit.DAYS:
                return say_n("{count} day", "{count} days", self.length)
            case Unit.BUSINESS_DAYS:
                return say_n("{count} business day", "{count} business days", self.length)
            case Unit.WEEKS:
                return say_n("{count} week", "{count} weeks", self.length)
            case Unit.MONTHS:
                return say_n("{count} month", "{count} months", self.length)
            case Unit.YEARS:
                return say_n("{count} year", "{count} years", self.length)


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
    """The last moment for something that must happen so many hours before an event.

    Both moments are aware; `due` is given in the zone of `before`.
    """

    before: datetime
    due: datetime
    reason: Sentence
    clause: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `since` up to, and without, `until`; an open end is None.

    A span may be empty: it then has no last day, contains no day and overlaps nothing.
    """

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            wrong = say("{until} is before {since}.", until=self.until, since=self.since)
            raise BadInputError({"until": wrong})

    @property
    def last(self) -> date | None:
        """The last day within; None when the end is open or the span is empty."""
        if self.until is None or self.until == self.since:
            return None
        return self.until - _ONE_DAY

    @property
    def days(self) -> int | None:
        """How many days; None when the end is open."""
        return None if self.until is None else (self.until - self.since).days

    def contains(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def shared_with(self, other: Span) -> Span | None:
        """Return the days that both have; None when there are none."""
        since = max(self.since, other.since)
        ends = [end for end in (self.until, other.until) if end is not None]
        until = min(ends, default=None)
        return Span(since, until) if until is None or since < until else None

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        return self.shared_with(other) is not None


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day that every year has, such as July 1; never February 29."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        return _date(year, self.month, self.day)

    def on_or_before(self, on: date) -> date:
        this_year = self.in_year(on.year)
        return this_year if this_year <= on else self.in_year(on.year - 1)

    def on_or_after(self, on: date) -> date:
        this_year = self.in_year(on.year)
        return this_year if this_year >= on else self.in_year(on.year + 1)

    def after(self, on: date) -> date:
        """Return the first such day later than `on`."""
        return self.on_or_after(add_days(on, 1))


def service_year(on: date, begins: MonthDay) -> Span:
    """Return the year of service in which a day falls."""
    since = begins.on_or_before(on)
    return Span(since, begins.in_year(since.year + 1))


def add_days(on: date, days: int) -> date:
    """Return the day so many days later, or earlier for a negative number."""
    try:
        return on + timedelta(days=days)
    except OverflowError:
        raise _beyond() from None


_IN_EVERY_MONTH = 28


def add_months(on: date, months: int) -> date:
    """Return the same day so many months later, or that month's last day where it has none."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise _beyond()
    if on.day <= _IN_EVERY_MONTH:
        return date(year, month + 1, on.day)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def add_years(on: date, years: int) -> date:
    """Return the same day so many years later; from February 29 it may be February 28.

    The leap day counts with the day before it, so a year from February 29 ends on February 28.
    """
    return add_months(on, years * 12)


@dataclass(frozen=True, slots=True)
class LegalCalendar:
    """Public holidays and the reckoning of days under one body's law."""

    rules: tuple[HolidayRule, ...] = ()

    def holidays(self, year: int) -> Mapping[date, Sentence]:
        """Return the public holidays of a year with their names."""
        return holidays_of(self.rules, year)

    def holiday(self, on: date) -> Sentence | None:
        """Return the name of the public holiday on a day, if it is one."""
        return self.holidays(on.year).get(on)

    def is_business_day(self, on: date) -> bool:
        """Whether a day is neither Saturday, Sunday nor public holiday."""
        return on.weekday() < Weekday.SATURDAY and self.holiday(on) is None

    def rolled(self, on: date) -> date:
        """Return the day itself, or the next business day."""
        while not self.is_business_day(on):
            on = add_days(on, 1)
        return on

    def add_business_days(self, on: date, days: int) -> date:
        """Return the business day so many business days later."""
        add_days(on, days)  # refuses at once what would be counted in vain
        for _ in range(days):
            on = self.rolled(add_days(on, 1))
        return on

    def counted(self, start: date, clock: ClockRule) -> date:
        """Return the raw last day of a clock; the starting day is not counted."""
        match clock.unit:
            case Unit.DAYS:
                return add_days(start, clock.length)
            case Unit.BUSINESS_DAYS:
                return self.add_business_days(start, clock.length)
            case Unit.WEEKS:
                return add_days(start, 7 * clock.length)
            case Unit.MONTHS:
                return add_months(start, clock.length)
            case Unit.YEARS:
                return add_years(start, clock.length)
            case Unit.HOURS:
                raise BadInputError({"unit": say("Hours are counted from a moment, not a day.")})

    def deadline(self, start: date, clock: ClockRule) -> Deadline:
        """Return the last day of a clock; the starting day is not counted."""
        raw = self.counted(start, clock)
        rolled = self.rolled(raw) if clock.rolls else raw
        reason = self._why_rolled(raw, rolled) if rolled > raw else self._why_not(start, raw, clock)
        return Deadline(start, raw, rolled, reason, clock.clause)

    def moment_before(self, event: datetime, clock: ClockRule) -> MomentDeadline:
        """Return the last moment so many hours before an event.

        Hours are those that pass, also over a change of the clocks; one that counts back is
        never rolled.
        """
        try:
            due = event.astimezone(UTC) - timedelta(hours=clock.length)
            due = due.astimezone(event.tzinfo)
        except OverflowError:
            raise _beyond() from None
        reason = say(
            "{length} before {event}; a clock that counts back is not rolled.",
            length=clock.length_in_words,
            event=event,
        )
        return MomentDeadline(event, due, reason, clock.clause)

    def _why_not(self, start: date, raw: date, clock: ClockRule) -> Sentence:
        length = clock.length_in_words
        if clock.rolls:
            return say(
                "{length} after {start} is {end}, a business day.",
                length=length,
                start=start,
                end=raw,
            )
        return say(
            "{length} after {start} is {end}; this clock is not rolled.",
            length=length,
            start=start,
            end=raw,
        )

    def _why_rolled(self, raw: date, rolled: date) -> Sentence:
        first, *others = self._in_the_way(raw, rolled)
        why = first
        for other in others:
            why = say("{these}, then {next}", these=why, next=other)
        return say(
            "{raw} is {why}; the next business day is {rolled}.", raw=raw, why=why, rolled=rolled
        )

    def _in_the_way(self, raw: date, rolled: date) -> Iterator[Sentence]:
        """Yield what stands on the days from `raw` up to `rolled`; a weekend is one thing."""
        skipped = (add_days(raw, ahead) for ahead in range((rolled - raw).days))
        for name, group in groupby(skipped, key=self.holiday):
            days = list(group)
            if name is not None:
                yield name
            elif len(days) > 1:
                yield say("a weekend")
            elif days[0].weekday() == Weekday.SATURDAY:
                yield say("a Saturday")
            else:
                yield say("a Sunday")


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _beyond() from None


def _beyond() -> BadInputError:
    return BadInputError({"date": say("This day lies outside the calendar.")})
