"""Where does somebody live, and for how long without a break?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from governance.days import add_months
from governance.rules.people import Fact


def here(stays: Iterable[Fact], place: str) -> list[Fact]:
    """Return the stays in a place, however it is written."""
    wanted = place.casefold()
    return [fact for fact in stays if fact.what.casefold() == wanted]


def unbroken(stays: Sequence[Fact], on: date) -> list[Fact]:
    """Return the stays that lead to a day without a day between them, the latest first."""
    first = next((fact for fact in stays if fact.covers(on)), None)
    chain: list[Fact] = []
    while first is not None:
        chain.append(first)
        day = first.since
        first = None
        if day is not None:
            first = next((fact for fact in stays if _leads_to(fact, day)), None)
    return chain


def has_months(stays: Iterable[Fact], on: date, months: int) -> bool:
    """Whether all the days of some stays until a day make so many months; each day counts once."""
    needed = (on - add_months(on, -months)).days
    counted = 0
    reached = date.min
    for fact in sorted(stays, key=lambda each: each.since or date.max):
        if fact.since is None:
            continue
        until = min(fact.until or on, on)
        counted += max((until - max(fact.since, reached)) // timedelta(days=1), 0)
        reached = max(reached, until)
    return counted >= needed


def _leads_to(fact: Fact, day: date) -> bool:
    """Whether a stay lasted at least until a day and began before it."""
    return (fact.since is None or fact.since < day) and fact.until is not None and fact.until >= day
