"""When is an officer elected, and for how long does one serve?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Office
from governance.days import Span, add_days
from governance.sentences import Sentence, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One person in one office for a span of days.

    `remainder` marks who came in when the year had begun: a successor in mid-year, or the first
    officer of a board that was itself begun in mid-year.
    """

    office: str
    person: UUID
    span: Span
    remainder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionDue:
    """An election that is still to be held, and the first day on which a meeting holds it.

    `year` is the service year; `remainder` says that somebody held the office in it before.
    """

    office: Office
    year: Span
    earliest_on: date
    remainder: bool
    reason: Sentence


def service_year(office: Office, on: date) -> Span:
    """Return the year of service in which a day falls; its last day ends every officer's term."""
    before = office.serves_until.on_or_before(add_days(on, -1))
    last = office.serves_until.on_or_after(on)
    return Span(add_days(before, 1), add_days(last, 1))


def officer_span(office: Office, elected_on: date) -> Span:
    """Return the days that an officer elected on a day serves: from that day to the year's end."""
    return Span(elected_on, service_year(office, elected_on).until)


def holder_on(office: Office, tenures: Iterable[Tenure], on: date) -> Tenure | None:
    """Return who holds an office on a day."""
    for tenure in tenures:
        if tenure.office == office.id and tenure.span.contains(on):
            return tenure
    return None


def election_due(
    office: Office, tenures: Iterable[Tenure], charter: Charter, *, on: date
) -> ElectionDue | None:
    """Return the election that stands open on a day; None while somebody holds the office.

    The yearly one belongs to the first meeting after the day the charter names, not to one on
    that day, unless the reading `first_meeting` includes it. After a vacancy in mid-year it is
    the next meeting's.
    """
    held = list(tenures)
    if holder_on(office, held, on) is not None:
        return None
    year = service_year(office, on)
    left = _left_this_year(office, held, year, on)
    if left is not None:
        reason = say("{office} has been vacant since {day}.", office=office.name, day=left)
    else:
        reason = say(
            "{office} is elected at the first meeting after {day}.",
            office=office.name,
            day=office.elected_after.on_or_after(year.since),
        )
    return ElectionDue(
        office=office,
        year=year,
        earliest_on=left or first_day(office, year, charter),
        remainder=left is not None,
        reason=reason,
    )


def first_day(office: Office, year: Span, charter: Charter) -> date:
    """Return the first day on which a meeting of this service year elects."""
    named = office.elected_after.on_or_after(year.since)
    return named if _included(charter) else add_days(named, 1)


def may_elect_on(due: ElectionDue | None, office: Office, on: date) -> Finding:
    """Find whether a meeting on a day may elect this officer."""
    if due is None:
        reason = say("{office} is held by somebody on {day}.", office=office.name, day=on)
        return Finding(Answer.BROKEN, reason, office.clause)
    if on < due.earliest_on:
        reason = say(
            "{office} is elected at the first meeting on {earliest} or later, not on {day}.",
            office=office.name,
            earliest=due.earliest_on,
            day=on,
        )
        return Finding(Answer.BROKEN, reason, office.clause)
    return Finding(Answer.HOLDS, due.reason, office.clause)


def _left_this_year(office: Office, tenures: Iterable[Tenure], year: Span, on: date) -> date | None:
    """Return since when the office is vacant, if somebody held it earlier in this year."""
    ends = [
        each.span.until
        for each in tenures
        if each.office == office.id
        and each.span.overlaps(year)
        and each.span.until is not None
        and each.span.until <= on
    ]
    return max(ends, default=None)


def _included(charter: Charter) -> bool:
    return any(
        each.id == "first_meeting" and each.chosen == "july_1_included" for each in charter.readings
    )
