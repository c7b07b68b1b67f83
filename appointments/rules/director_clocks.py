"""By when must the director live in the place, and in which years was the work reviewed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from appointments.rules.directors import Tenure
from appointments.rules.stays import here, unbroken
from governance.charter.model import ClockRule, DirectorRule, LegalCalendar
from governance.days import Deadline
from governance.rules.people import Fact, FactKind


class Living(StrEnum):
    """Whether the director lives in the place, as far as it is stated."""

    RUNNING = "running"
    MET = "met"
    OVERDUE = "overdue"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """The clock of residence on a day; `since` and `left_on` are what is stated."""

    state: Living
    deadline: Deadline
    since: date | None = None
    left_on: date | None = None

    @property
    def late(self) -> bool:
        """Whether the director came to live there only after the last day."""
        return self.since is not None and self.since > self.deadline.rolled


def hired_day(tenure: Tenure, rule: DirectorRule, readings: Mapping[str, str]) -> date | None:
    """Return the day of hiring as the charter reads it; None while that day has not come."""
    match readings.get(rule.hired_reading):
        case "first_day":
            return tenure.since
        case "confirmation":
            return tenure.confirmed_on
        case _:
            return tenure.hired_on


def residence(
    hired_on: date, facts: Iterable[Fact], rule: DirectorRule, calendar: LegalCalendar, on: date
) -> Residence:
    """Return whether the director lives in the place on a day, and by when it had to be.

    The clock is kept by having lived there on a day since hiring; from then on it must stay so.
    """
    deadline = calendar.deadline(hired_on, rule.residence)
    stated = (fact for fact in facts if fact.kind is FactKind.RESIDENCE and not fact.none_else)
    stays = [
        fact
        for fact in here(stated, rule.place)
        if (fact.since is None or fact.since <= on)
        and (fact.until is None or fact.until > hired_on)
    ]
    chain = unbroken(stays, on)
    if chain:
        since = max(chain[-1].since or hired_on, hired_on)
        return Residence(state=Living.MET, deadline=deadline, since=since)
    if stays:
        left = max(fact.until for fact in stays if fact.until is not None)
        since = max(min(fact.since or hired_on for fact in stays), hired_on)
        return Residence(state=Living.LEFT, deadline=deadline, since=since, left_on=left)
    return Residence(
        state=Living.OVERDUE if on > deadline.rolled else Living.RUNNING, deadline=deadline
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewYear:
    """One year since hiring, by the end of which the work is to be reviewed."""

    number: int
    since: date
    deadline: Deadline
    done_on: date | None = None

    def overdue(self, on: date) -> bool:
        return self.done_on is None and on > self.deadline.rolled


def review_years(
    hired_on: date,
    until: date | None,
    done: Mapping[int, date],
    clock: ClockRule,
    calendar: LegalCalendar,
    on: date,
) -> tuple[ReviewYear, ...]:
    """Return the years that have begun by a day; one that the tenure ended in is owed no more."""
    years = []
    number, since = 1, hired_on
    while since <= on and (until is None or since < until):
        deadline = calendar.deadline(hired_on, replace(clock, length=clock.length * number))
        if number in done or until is None or until > deadline.raw:
            year = ReviewYear(
                number=number, since=since, deadline=deadline, done_on=done.get(number)
            )
            years.append(year)
        number, since = number + 1, deadline.raw
    return tuple(years)
