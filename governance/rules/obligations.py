"""When does a duty of the charter come back, by when is it done each time, and how does it stand?

A duty comes back once in every period of its recurrence: to the body as a whole, or to each of its
parts, which are districts, members, or those who get a copy on paper. What comes back with every
meeting has the day of one as its period, and the meetings of that day as its parts. Which periods
there are, and their days, depends on no day on which one asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Every, LegalCalendar, Obligation, Recurrence
from governance.days import Deadline, Span, add_days, add_months, service_year
from governance.sentences import Sentence, say, say_n

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
IN_A_YEAR = 12
WARNS = "warn"
"""The alternative of a reading under which a period without the duty breaks nothing."""


class PartKind(StrEnum):
    """To what a duty comes back within one period."""

    WHOLE = "whole"
    DISTRICT = "district"
    COPY = "copy"
    MEMBER = "member"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a duty in a period; `key` names it for good, `name` in words."""

    kind: PartKind = PartKind.WHOLE
    key: str = ""
    name: str = ""


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held, as a part, and the last day for its minutes; from its day on."""

    part: Part
    due: Deadline


@dataclass(frozen=True, slots=True)
class Around:
    """What the occurrences depend on beside the law.

    Periods are named by their first days: when the first meeting of one is, and who its members
    are, each as a part. Meetings that were held are in the order of their days.
    """

    districts: tuple[str, ...] = ()
    first_meetings: Mapping[date, date] = field(default_factory=dict)
    members: Mapping[date, tuple[Part, ...]] = field(default_factory=dict)
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A duty in one period, for one of its parts, and the last day for it."""

    obligation: Obligation
    period: Span
    part: Part
    due: Deadline

    @property
    def opens(self) -> date:
        """The day from which it can be done: after the period where its end starts a clock."""
        until = self.period.until
        after = self.obligation.recurrence.due_after is not None and until is not None
        return until if after and until is not None else self.period.since


class State(StrEnum):
    """How an occurrence stands on a day."""

    DONE = "done"
    LATE = "late"
    EXCUSED = "excused"
    FROZEN = "frozen"
    BEFORE = "before"
    UPCOMING = "upcoming"
    OPEN = "open"
    MISSED = "missed"
    OVERDUE = "overdue"

    @property
    def words(self) -> Sentence:
        return _WORDS[self]

    @property
    def is_owed(self) -> bool:
        """Whether somebody still has to do it, now or soon."""
        return self in (State.UPCOMING, State.OPEN, State.MISSED, State.OVERDUE)

    @property
    def is_past_due(self) -> bool:
        return self in (State.MISSED, State.OVERDUE)

    @property
    def is_settled(self) -> bool:
        return self in (State.DONE, State.LATE, State.EXCUSED)


_WORDS = {
    State.DONE: say("Done"),
    State.LATE: say("Done late"),
    State.EXCUSED: say("Does not apply"),
    State.FROZEN: say("Frozen"),
    State.BEFORE: say("Before this ledger"),
    State.UPCOMING: say("To come"),
    State.OPEN: say("Open"),
    State.MISSED: say("Missed"),
    State.OVERDUE: say("Late"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an occurrence stands, and why."""

    state: State
    reason: Sentence


@lru_cache(maxsize=256)
def periods(recurrence: Recurrence, span: Span) -> tuple[Span, ...]:
    """Return the periods that share a day with a span that ends, in order.

    What comes back with every meeting may do so on each day of the span, and has the span itself.
    They are kept: dozens of duties come back alike, and are asked about all day.
    """
    return (span,) if recurrence.every is Every.MEETING else tuple(_periods(recurrence, span))


def _periods(recurrence: Recurrence, span: Span) -> Iterator[Span]:
    step = MONTHS[recurrence.every]
    year = service_year(span.since, recurrence.counted_from)
    while span.until is not None and year.since < span.until and year.until is not None:
        for month in range(0, IN_A_YEAR, step):
            ends = month + step
            until = year.until if ends == IN_A_YEAR else add_months(year.since, ends)
            period = Span(add_months(year.since, month), until)
            if period.overlaps(span):
                yield period
        year = service_year(year.until, recurrence.counted_from)


def occurrences(
    obligation: Obligation, span: Span, around: Around, calendar: LegalCalendar
) -> Iterator[Occurrence]:
    """Yield a duty in each period that shares a day with a span, for each of its parts."""
    if obligation.recurrence.every is Every.MEETING:
        for each in around.held:
            if span.contains(each.due.start):
                day = Span(each.due.start, add_days(each.due.start, 1))
                yield Occurrence(obligation, day, each.part, each.due)
        return
    for period in periods(obligation.recurrence, span):
        due = due_day(obligation, period, around, calendar)
        for part in parts_of(obligation, period, around):
            yield Occurrence(obligation, period, part, due)


def due_day(
    obligation: Obligation, period: Span, around: Around, calendar: LegalCalendar
) -> Deadline:
    """Return the last day for a duty of a period."""
    rule, last = obligation.recurrence, period.last or period.since
    if rule.due_after is not None:
        return calendar.deadline(last, rule.due_after)
    if rule.at_first_meeting:
        first = around.first_meetings.get(period.since)
        month = add_days(add_months(period.since, 1), -1)
        day, reason = (
            (first, say("At the first meeting of the period."))
            if first is not None
            else (month, say("At the first meeting of the period, for which no day is set."))
        )
        return Deadline(period.since, day, day, reason, obligation.clause)
    return Deadline(period.since, last, last, say("By the end of the period."), obligation.clause)


def parts_of(obligation: Obligation, period: Span, around: Around) -> tuple[Part, ...]:
    """Return the parts of a duty: districts, members, or the duty itself and each copy on paper.

    The minutes of a meeting are no part that anybody could name: the record alone knows them.
    """
    if obligation.recurrence.every is Every.MEETING:
        return ()
    if obligation.recurrence.per_district:
        return tuple(Part(PartKind.DISTRICT, name, name) for name in around.districts)
    if obligation.each_member:
        return around.members.get(period.since, ())
    copies = (
        Part(PartKind.COPY, f"copy:{name}", str(say("Hard copy to {name}", name=name)))
        for name in obligation.hard_copies
    )
    return (WHOLE, *copies)


def is_asked(occurrence: Occurrence, begins_on: date) -> bool:
    """Whether a ledger that begins on a day asks for an occurrence.

    The ledger has at least half of its period, and did not begin after its last day.
    """
    period = occurrence.period
    shared = period.shared_with(Span(begins_on))
    has_half = shared is not None and 2 * (shared.days or 0) >= (period.days or 0)
    return has_half and begins_on <= occurrence.due.rolled


def warns_only(obligation: Obligation, charter: Charter) -> bool:
    """Whether the law is read so that a period without the duty is only pointed out."""
    return bool(obligation.reading) and charter.reads(obligation.reading) == WARNS


def standing(
    occurrence: Occurrence,
    on: date,
    *,
    begins_on: date,
    done_on: date | None = None,
    excused: str = "",
    warns: bool = False,
) -> Standing:
    """Return how an occurrence stands on a day; what was done later is not known yet."""
    due, duty = occurrence.due.rolled, occurrence.obligation
    if done_on is not None and done_on <= on:
        if done_on <= due:
            return Standing(State.DONE, say("Done on {day}.", day=done_on))
        late = say_n("{count} day", "{count} days", (done_on - due).days)
        reason = say("Done on {day}, {late} after {due}.", day=done_on, late=late, due=due)
        return Standing(State.LATE, reason)
    if excused:
        return Standing(State.EXCUSED, say("Does not apply: {reason}", reason=excused))
    if duty.stopped_by:
        return Standing(State.FROZEN, say("Frozen: {reason}", reason=duty.stopped_by))
    if not is_asked(occurrence, begins_on):
        reason = say("Before this ledger: it begins on {day}.", day=begins_on)
        return Standing(State.BEFORE, reason)
    if on < occurrence.opens:
        return Standing(State.UPCOMING, say("Begins on {day}.", day=occurrence.opens))
    if on <= due:
        return Standing(State.OPEN, say("Open until {due}.", due=due))
    state = State.MISSED if warns else State.OVERDUE
    return Standing(state, say("Was due on {due}, and nothing shows that it was done.", due=due))


def kept(found: Standing, clause: str) -> Finding:
    """Find whether the clause of a duty is kept in an occurrence."""
    match found.state:
        case State.OVERDUE:
            answer = Answer.BROKEN
        case State.MISSED | State.LATE:
            answer = Answer.WARNING
        case _:
            answer = Answer.HOLDS
    return Finding(answer, found.reason, clause)


def may_be_done(duty: Obligation, period: Span, done_on: date, today: date) -> Finding:
    """Find whether a duty can have been done on a day: once its period began, not in the future."""
    reason = say("It is done on a day from {since} on that has come.", since=period.since)
    return Finding(Answer.of(period.since <= done_on <= today), reason, duty.clause)


def may_be_excused(obligation: Obligation) -> Finding:
    """Find whether a period of a duty can have nothing to do at all."""
    reason = say("This duty comes back in every period; it can be done, not set aside.")
    return Finding(Answer.of(obligation.may_not_apply), reason, obligation.clause)


_GRAVEST = (
    *(State.OVERDUE, State.MISSED, State.OPEN, State.UPCOMING, State.BEFORE, State.FROZEN),
    *(State.LATE, State.DONE, State.EXCUSED),
)


def gravest(states: Iterable[State]) -> State:
    """Return the state of the whole by those of its parts; without parts there is nothing to do."""
    return min(states, key=_GRAVEST.index, default=State.EXCUSED)
