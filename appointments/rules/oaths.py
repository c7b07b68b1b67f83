"""By when is the oath to be filed? Two clocks run; the law leaves open which of them decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.charter.model import LegalCalendar, OathRule
from governance.days import Deadline
from governance.sentences import say


class Stage(StrEnum):
    """How an oath stands: amber past the first clock, red past the second."""

    FILED = "filed"
    FILED_LATE = "filed_late"
    RUNNING = "running"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class OathClocks:
    """The days by which an oath is due, and what is found on a day.

    `after_notice` is None as long as no notice of appointment was sent.
    """

    after_notice: Deadline | None
    after_term_start: Deadline
    stage: Stage
    finding: Finding

    @property
    def first(self) -> Deadline:
        """The clock that ends sooner: past it, the oath is late."""
        if self.after_notice is None:
            return self.after_term_start
        return min(self.after_notice, self.after_term_start, key=lambda each: each.rolled)

    @property
    def last(self) -> Deadline:
        """The clock that ends later: past it, the office may be lost."""
        if self.after_notice is None:
            return self.after_term_start
        return max(self.after_notice, self.after_term_start, key=lambda each: each.rolled)


def oath_clocks(
    *,
    notice_sent_on: date | None,
    term_since: date,
    filed_on: date | None,
    rule: OathRule,
    calendar: LegalCalendar,
    on: date,
) -> OathClocks:
    """Return both clocks and how the oath stands on a day.

    Past the first clock it warns, past the second it is broken; no seat is ever vacated by it
    alone.
    """
    after_notice = None
    if notice_sent_on is not None:
        after_notice = calendar.deadline(notice_sent_on, rule.after_notice)
    after_start = calendar.deadline(term_since, rule.after_term_start)
    days = sorted(each.rolled for each in (after_notice, after_start) if each is not None)
    return OathClocks(
        after_notice=after_notice,
        after_term_start=after_start,
        stage=_stage(filed_on, days[0], days[-1], on),
        finding=_finding(filed_on, days[0], days[-1], rule, on),
    )


def _stage(filed_on: date | None, first: date, last: date, on: date) -> Stage:
    if filed_on is not None and filed_on <= on:
        return Stage.FILED if filed_on <= last else Stage.FILED_LATE
    if on <= first:
        return Stage.RUNNING
    return Stage.AMBER if on <= last else Stage.RED


def _finding(filed_on: date | None, first: date, last: date, rule: OathRule, on: date) -> Finding:
    if filed_on is not None and filed_on <= on:
        if filed_on <= last:
            reason = say("The oath was filed on {day}.", day=filed_on)
            return Finding(Answer.HOLDS, reason, rule.clause)
        reason = say(
            "The oath was filed on {day}, after both clocks had ended on {last}.",
            day=filed_on,
            last=last,
        )
        return Finding(Answer.WARNING, reason, rule.after_notice.clause)
    if on > last:
        reason = say("No oath was filed by {last}; the office may be lost.", last=last)
        return Finding(Answer.BROKEN, reason, rule.after_notice.clause)
    if on > first:
        reason = say(
            "No oath was filed by {first}; {last} is the last day.", first=first, last=last
        )
        return Finding(Answer.WARNING, reason, rule.after_notice.clause)
    reason = say(
        "The oath is to be filed with {where} by {first}.", where=rule.filed_with, first=first
    )
    return Finding(Answer.WARNING, reason, rule.clause)
