"""By when is a meeting noticed, by when are its documents and its minutes there?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from governance.charter.model import LegalCalendar, Meetings
from governance.days import ClockRule, Deadline, MomentDeadline
from governance.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class NoticeClock:
    """Until when notice is in time, and through which channels it must be given.

    Where the law asks only for a reasonable time, `due` is the meeting's own beginning and
    `is_fixed` is false: what is reasonable is for people to judge.
    """

    due: datetime
    is_fixed: bool
    channels: tuple[str, ...]
    reason: Sentence
    clause: str

    def is_met_by(self, given_at: datetime) -> bool:
        """Whether notice given at this moment is in time; at the very hour it still is."""
        return given_at <= self.due


def notice_clocks(
    starts_at: datetime, set_at: datetime, meetings: Meetings, calendar: LegalCalendar
) -> NoticeClock:
    """Return the clock for the notice of a meeting that was set at a moment.

    Both moments are in the body's own zone. Whether it was set early is counted in days, the
    day of setting not counted; the hours before the meeting are never rolled.
    """
    rule = meetings.notice
    if calendar.counted(set_at.date(), rule.early) <= starts_at.date():
        ahead = calendar.moment_before(starts_at, rule.ahead)
        return NoticeClock(ahead.due, True, rule.channels, ahead.reason, ahead.clause)
    reason = say(
        "Set less than {early} ahead: notice is given at a reasonable time before {start}.",
        early=rule.early.length_in_words,
        start=starts_at,
    )
    return NoticeClock(starts_at, False, rule.channels, reason, rule.short_clause)


def document_clock(
    starts_at: datetime, meetings: Meetings, calendar: LegalCalendar
) -> MomentDeadline:
    """Return until when what will be discussed must be open to read."""
    return calendar.moment_before(starts_at, meetings.documents)


def minutes_clock(
    met_on: date, meetings: Meetings, calendar: LegalCalendar, *, closed_vote: bool
) -> Deadline:
    """Return the last day for the minutes, sooner when a vote was taken behind closed doors.

    The minutes do not wait to be approved; the day of the meeting is not counted.
    """
    rule: ClockRule = meetings.closed_minutes if closed_vote else meetings.minutes
    return calendar.deadline(met_on, rule)
