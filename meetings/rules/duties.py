"""What does the law ask around one meeting, and was it done in time?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from governance.charter.model import LegalCalendar, Meetings
from governance.sentences import Sentence, say, say_n
from meetings.rules.notice import document_clock, minutes_clock, notice_clocks


class Standing(StrEnum):
    """How a duty stands."""

    DONE = "done"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the duties of a meeting rest on; every moment is in the body's own zone.

    `notices` is the first notice through each channel since the meeting was last set.
    """

    starts_at: datetime
    set_at: datetime
    notices: Mapping[str, datetime]
    documents_at: datetime | None
    adjourned_at: datetime | None
    minutes_at: datetime | None
    closed_vote: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty; due at a moment where hours are counted, on a day where days are."""

    id: str
    name: Sentence
    clause: str
    reason: Sentence
    due_at: datetime | None
    due_on: date
    raw_on: date
    done_at: datetime | None
    missing: tuple[str, ...] = ()

    def standing(self, now: datetime) -> Standing:
        """Say how the duty stands at a moment; what was done too late stays late."""
        if self.done_at is not None:
            return Standing.LATE if self._is_past(self.done_at) else Standing.DONE
        return Standing.OVERDUE if self._is_past(now) else Standing.OPEN

    def late_by(self, now: datetime) -> Sentence:
        """Say by how much it is late, in whole days where there are any."""
        days = ((self.done_at or now).date() - self.due_on).days
        return say_n("a day late", "{count} days late", days) if days > 0 else say("late")

    def _is_past(self, moment: datetime) -> bool:
        if self.due_at is not None:
            return moment > self.due_at
        return moment.date() > self.due_on


def duties(facts: MeetingFacts, meetings: Meetings, calendar: LegalCalendar) -> tuple[Duty, ...]:
    """Return the duties of a meeting in the order of their clocks; minutes once it was held."""
    held = () if facts.adjourned_at is None else (_minutes(facts, meetings, calendar),)
    return (_notice(facts, meetings, calendar), _documents(facts, meetings, calendar), *held)


def _notice(facts: MeetingFacts, meetings: Meetings, calendar: LegalCalendar) -> Duty:
    """Notice is given once every channel has it, so the last of them counts."""
    clock = notice_clocks(facts.starts_at, facts.set_at, meetings, calendar)
    missing = tuple(channel for channel in clock.channels if channel not in facts.notices)
    given = [facts.notices[channel] for channel in clock.channels if channel in facts.notices]
    name = (
        say("Notice {length} before", length=meetings.notice.ahead.length_in_words)
        if clock.is_fixed
        else say("Notice a reasonable time before")
    )
    return Duty(
        id="notice",
        name=name,
        clause=clock.clause,
        reason=clock.reason,
        due_at=clock.due,
        due_on=clock.due.date(),
        raw_on=clock.due.date(),
        done_at=None if missing else max(given, default=None),
        missing=missing,
    )


def _documents(facts: MeetingFacts, meetings: Meetings, calendar: LegalCalendar) -> Duty:
    clock = document_clock(facts.starts_at, meetings, calendar)
    return Duty(
        id="documents",
        name=say("Documents {length} before", length=meetings.documents.length_in_words),
        clause=clock.clause,
        reason=clock.reason,
        due_at=clock.due,
        due_on=clock.due.date(),
        raw_on=clock.due.date(),
        done_at=facts.documents_at,
    )


def _minutes(facts: MeetingFacts, meetings: Meetings, calendar: LegalCalendar) -> Duty:
    met_on = (facts.adjourned_at or facts.starts_at).date()
    deadline = minutes_clock(met_on, meetings, calendar, closed_vote=facts.closed_vote)
    rule = meetings.closed_minutes if facts.closed_vote else meetings.minutes
    return Duty(
        id="minutes",
        name=say("Minutes within {length}", length=rule.length_in_words),
        clause=deadline.clause,
        reason=deadline.reason,
        due_at=None,
        due_on=deadline.rolled,
        raw_on=deadline.raw,
        done_at=facts.minutes_at,
    )
