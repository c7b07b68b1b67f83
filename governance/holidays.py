"""Which days of a year a law makes public holidays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from types import MappingProxyType

from governance.sentences import Sentence, say


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class HolidayKind(StrEnum):
    """How a law fixes a holiday."""

    FIXED = "fixed"
    NTH_WEEKDAY = "nth_weekday"
    LAST_WEEKDAY = "last_weekday"
    GENERAL_ELECTION = "general_election"


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """One public holiday of a law.

    `since` and `until` are the first and the last year with it. A general election is on the
    Tuesday after the first Monday of its month.
    """

    name: str
    kind: HolidayKind
    month: int
    clause: str
    day: int = 0
    weekday: Weekday = Weekday.MONDAY
    nth: int = 0
    next_day_after_sunday: bool = True
    since: int = MINYEAR
    until: int = MAXYEAR

    def in_year(self, year: int) -> date:
        """Return the day itself, before any rule about Sundays."""
        match self.kind:
            case HolidayKind.FIXED:
                return date(year, self.month, self.day)
            case HolidayKind.NTH_WEEKDAY:
                return _first(year, self.month, self.weekday) + timedelta(weeks=self.nth - 1)
            case HolidayKind.LAST_WEEKDAY:
                return _last(year, self.month, self.weekday)
            case HolidayKind.GENERAL_ELECTION:
                return _first(year, self.month, Weekday.MONDAY) + timedelta(days=1)


@lru_cache(maxsize=512)
def holidays_of(rules: tuple[HolidayRule, ...], year: int) -> Mapping[date, Sentence]:
    """Return the public holidays of a year with their names."""
    found: dict[date, Sentence] = {}
    for rule in rules:
        if not rule.since <= year <= rule.until:
            continue
        day = rule.in_year(year)
        name = say(rule.name.replace("{", "{{").replace("}", "}}"))
        found[day] = name
        if day.weekday() == Weekday.SUNDAY and rule.next_day_after_sunday:
            after = say("the day after {holiday}, which is a Sunday", holiday=name)
            found.setdefault(day + timedelta(days=1), after)
    return MappingProxyType(dict(sorted(found.items())))


def _first(year: int, month: int, weekday: Weekday) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def _last(year: int, month: int, weekday: Weekday) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)
