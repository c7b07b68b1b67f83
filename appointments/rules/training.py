"""Who has still to learn or to sign what, and by when? (18-7A, 18-9C)"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from governance.charter.findings import Answer, Finding
from governance.charter.model import Acknowledgement, Topic, Training
from governance.days import Deadline, LegalCalendar, Span, add_days
from governance.sentences import say

Person = TypeVar("Person", bound=Hashable)


class Mark(StrEnum):
    """How a member stands to a topic in a service year."""

    VERIFIED = "verified"
    STATED = "stated"  # by the member; nobody has verified it yet
    OPEN = "open"
    OVERDUE = "overdue"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Completion:
    """A topic was completed on a day."""

    topic: str
    on: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One topic of one member in one service year."""

    topic: str
    mark: Mark
    due: Deadline
    done: Completion | None = None

    @property
    def is_gap(self) -> bool:
        """Whether the topic is still to be completed."""
        return self.mark in (Mark.OPEN, Mark.OVERDUE)


def training_deadline(
    joined: date, year: Span, rule: Training, calendar: LegalCalendar
) -> Deadline:
    """Return by when a service year's training is due: a new member's by the orientation's clock.

    In every later year it is the year's last day, which is never rolled.
    """
    if year.contains(joined):
        return calendar.deadline(joined, rule.orientation)
    last = add_days(_end(year), -1)
    reason = say("Training is due in each service year; this one ends on {last}.", last=last)
    return Deadline(year.since, last, last, reason, rule.clause)


def cells_of(
    joined: date,
    year: Span,
    done: Sequence[Completion],
    rule: Training,
    calendar: LegalCalendar,
    *,
    on: date,
) -> list[Cell]:
    """Return how a member who joined on a day stands to each topic in a service year."""
    due = training_deadline(joined, year, rule, calendar)
    return [_cell(topic, year, done, rule, due, on) for topic in rule.topics]


def _cell(
    topic: Topic,
    year: Span,
    done: Sequence[Completion],
    rule: Training,
    due: Deadline,
    on: date,
) -> Cell:
    """What counts for a year was done in it, or by the orientation's day where that is later."""
    mine = [each for each in done if each.topic == topic.id and each.on <= on]
    until = max(_end(year), add_days(due.rolled, 1))
    counted = [each for each in mine if year.since <= each.on < until]
    if counted:
        best = max(counted, key=lambda each: (each.verified, each.on))
        return Cell(topic.id, Mark.VERIFIED if best.verified else Mark.STATED, due, best)
    since = date(year.since.year - rule.every_years + 1, year.since.month, year.since.day)
    earlier = [each for each in mine if since <= each.on < year.since]
    if earlier:
        return Cell(topic.id, Mark.NOT_NEEDED, due, max(earlier, key=lambda each: each.on))
    return Cell(topic.id, Mark.OPEN if on <= due.rolled else Mark.OVERDUE, due)


def acknowledgement_deadline(
    since: date, rule: Acknowledgement, calendar: LegalCalendar
) -> Deadline:
    """Return by when a member signs, counted from the first day of the service in a term."""
    return calendar.deadline(since, rule.within)


def may_verify(*, by: object, whose: object, rule: Training) -> Finding:
    """Find whether somebody may verify a statement of training: anyone's but their own."""
    reason = say("Training is verified by somebody else than whoever completed it.")
    return Finding(Answer.of(by is None or by != whose), reason, rule.clause)


def is_over(completed_on: date, on: date, clause: str) -> Finding:
    """Find whether a day has come; what is still to be done cannot be stated as done."""
    reason = say("{day} has not come yet.", day=completed_on)
    return Finding(Answer.of(completed_on <= on), reason, clause)


def first_days(services: Iterable[tuple[Person, date]]) -> dict[Person, date]:
    """Return for each person the first day of the first of some services."""
    found: dict[Person, date] = {}
    for person, since in services:
        found[person] = min(since, found.get(person, since))
    return found


def _end(year: Span) -> date:
    return year.until if year.until is not None else date.max
