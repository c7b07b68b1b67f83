"""On which days does a body meet by its rule, and what stands against an hour and a place?"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from governance.charter.findings import Answer, Finding
from governance.charter.model import LegalCalendar, RegularMeeting, Schedule
from governance.days import Span
from governance.sentences import say

USUAL = timedelta(hours=2)
"""How long a meeting is taken to last of which nobody said when it ends."""
WEEK = 7
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A meeting as others see it: when, where, whose. Moments are in the zone of who asks."""

    board: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    is_own: bool = True

    @property
    def until(self) -> datetime:
        """Return the moment at which it is taken to be over, reckoned where no hour is skipped."""
        return self.ends_at or self.starts_at.astimezone(UTC) + USUAL

    def overlaps(self, other: Slot) -> bool:
        """Whether both are held at some moment; one may begin when the other ends."""
        return self.starts_at < other.until and other.starts_at < self.until

    def shares_the_room_of(self, other: Slot) -> bool:
        """Whether both name the same place, however it is spaced or capitalised."""
        return bool(self.place.strip()) and _folded(self.place) == _folded(other.place)


def regular_days(rule: Schedule, year: int) -> Iterator[tuple[RegularMeeting, date]]:
    """Give the days of a year on which the rule lets the body meet, each month in order."""
    for month in MONTHS:
        for each in rule.regular:
            first = date(year, month, 1)
            day = 1 + (each.weekday - first.weekday()) % WEEK + WEEK * (each.nth - 1)
            if day <= monthrange(year, month)[1]:
                yield each, date(year, month, day)


def conflicts(slot: Slot, others: Iterable[Slot], calendar: LegalCalendar) -> tuple[Finding, ...]:
    """Find what stands against a meeting: nothing of it forbids, a person decides."""
    found = []
    on = slot.starts_at.date()
    holiday = calendar.holiday(on)
    if holiday is not None:
        reason = say("{day} is a public holiday: {holiday}.", day=on, holiday=holiday)
        found.append(Finding(Answer.WARNING, reason, calendar.rules[0].clause))
    for other in others:
        if not slot.overlaps(other):
            continue
        if other.is_own:
            reason = say(
                "The board meets then already: {title}, {start}.",
                title=other.title,
                start=other.starts_at,
            )
            found.append(Finding(Answer.WARNING, reason, ""))
        elif slot.shares_the_room_of(other):
            reason = say(
                "{board} has the same room then: {title}, {start}, {place}.",
                board=other.board,
                title=other.title,
                start=other.starts_at,
                place=other.place,
            )
            found.append(Finding(Answer.WARNING, reason, ""))
    return tuple(found)


def missing_districts(
    districts: Iterable[str], held: Iterable[tuple[str, date]], span: Span
) -> tuple[str, ...]:
    """Return the districts in which no meeting stands within a span of days."""
    there = {district for district, on in held if span.contains(on)}
    return tuple(sorted(set(districts) - there))


def _folded(place: str) -> str:
    return " ".join(place.casefold().split())
