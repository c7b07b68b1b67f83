"""When a seat falls vacant, and when and by whom it must be filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.charter.findings import Answer, Finding
from governance.charter.model import (
    ClockRule,
    DesignationRule,
    LegalCalendar,
    ResignationRule,
    Seat,
)
from governance.days import Deadline
from governance.sentences import say


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat without a member, as the clock sees it."""

    seat: Seat
    effective_on: date


def filling_deadline(vacancy: Vacancy, clock: ClockRule, calendar: LegalCalendar) -> Deadline:
    """Return the last day for filling the seat, raw and rolled; the effective day is not counted.

    Nothing lapses when it passes: the authority keeps its power and the seat stays open.
    """
    return calendar.deadline(vacancy.effective_on, clock)


def may_designate(seat: Seat, rule: DesignationRule, *, by: str, name: str) -> Finding:
    """Find whether an authority may name the person for this seat."""
    if by == seat.designated_by:
        reason = say("{seat} is filled as it first was, by {name}.", seat=seat.name, name=name)
    else:
        reason = say("{seat} is filled as it first was, not by {name}.", seat=seat.name, name=name)
    return Finding(Answer.of(by == seat.designated_by), reason, rule.clause)


@dataclass(frozen=True, slots=True)
class Resignation:
    """From which day a resignation takes effect, and what there is to say about it."""

    effective_on: date
    findings: tuple[Finding, ...]


def resignation_effective(
    delivered_on: date,
    stated: date | None,
    delivered_to: str,
    rule: ResignationRule,
    calendar: LegalCalendar,
) -> Resignation:
    """Return the day of effect: the stated one, else delivery; never before it nor too late."""
    latest = calendar.counted(delivered_on, rule.latest)
    effective_on = min(max(stated or delivered_on, delivered_on), latest)
    findings = []
    if stated is not None and stated > latest:
        reason = say(
            "The letter says {stated}; a resignation takes effect by {latest} at the latest.",
            stated=stated,
            latest=latest,
        )
        findings.append(Finding(Answer.WARNING, reason, rule.latest.clause))
    elif stated is not None and stated < delivered_on:
        reason = say(
            "The letter says {stated}, but takes effect when delivered, on {delivered}.",
            stated=stated,
            delivered=delivered_on,
        )
        findings.append(Finding(Answer.WARNING, reason, rule.latest.clause))
    if delivered_to.casefold() != rule.delivered_to.casefold():
        reason = say(
            "The letter went to {to}; the law names {named}.",
            to=delivered_to,
            named=rule.delivered_to,
        )
        findings.append(Finding(Answer.WARNING, reason, rule.clause))
    return Resignation(effective_on, tuple(findings))
