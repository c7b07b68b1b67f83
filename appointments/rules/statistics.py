"""How long were seats vacant, year by year and authority by authority?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from governance.charter.model import MonthDay
from governance.days import Span, add_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacated:
    """A vacancy as the statistics see it; without an end it is open.

    `told_on` is the day on which the last notice went out, once all did; `due` is None for a
    clock that only advises.
    """

    authority: str
    since: date
    until: date | None
    told_on: date | None
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What came of one authority's vacancies in one year; means are None where nothing was."""

    authority: str
    days: Span
    opened: int
    filled: int
    days_vacant: int
    days_to_notice: float | None
    days_to_fill: float | None
    open: int
    overdue: int


def vacancy_years(
    vacated: Iterable[Vacated], authorities: Iterable[str], begins: MonthDay, *, on: date
) -> list[Year]:
    """Return each year of each authority since the first vacancy, as it stands on a day.

    A year runs between two days on which terms begin; the last one ends with the day asked for.
    The day of effect is a vacant day, the first day of the next service is not.
    """
    listed = [each for each in vacated if each.since <= on]
    if not listed:
        return []
    names = list(authorities)
    return [
        _year(days, name, [each for each in listed if each.authority == name])
        for days in _years(min(each.since for each in listed), begins, on)
        for name in names
    ]


def _years(first: date, begins: MonthDay, on: date) -> Iterator[Span]:
    """Yield the years from that of the first day, the last one cut after the day asked for."""
    since, end = begins.on_or_before(first), date.fromordinal(on.toordinal() + 1)
    while since < end:
        until = add_years(since, 1)
        yield Span(since, min(until, end))
        since = until


def _year(days: Span, authority: str, mine: list[Vacated]) -> Year:
    last = days.until or days.since
    open_at_end = [
        each for each in mine if each.since < last and (each.until is None or each.until >= last)
    ]
    told = [
        max((each.told_on - each.since).days, 0)
        for each in mine
        if each.told_on and days.contains(each.told_on)
    ]
    filled = [
        (each.until - each.since).days for each in mine if each.until and days.contains(each.until)
    ]
    return Year(
        authority=authority,
        days=days,
        opened=sum(days.contains(each.since) for each in mine),
        filled=len(filled),
        days_vacant=sum(_overlap(each, days) for each in mine),
        days_to_notice=fmean(told) if told else None,
        days_to_fill=fmean(filled) if filled else None,
        open=len(open_at_end),
        overdue=sum(each.due is not None and each.due < _last(days) for each in open_at_end),
    )


def _last(days: Span) -> date:
    """Return the last day of a year; none is empty."""
    return days.last or days.since


def _overlap(each: Vacated, days: Span) -> int:
    last = days.until or days.since
    since, until = max(each.since, days.since), min(each.until or last, last)
    return max((until - since).days, 0)
