"""What the law asks of a meeting: notice, documents, closed sessions, minutes."""

from __future__ import annotations

from dataclasses import dataclass

from governance.charter.model.vacancies import Ground
from governance.days import ClockRule


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """By when a meeting is noticed.

    A meeting that was set at least `early` ahead needs notice `ahead` of it; any other one at
    a reasonable time, under `short_clause`. `channels` are where notice must be given.
    """

    early: ClockRule
    ahead: ClockRule
    short_clause: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Clocks around a meeting, and the grounds on which it may be closed to the public."""

    notice: NoticeRule
    documents: ClockRule
    minutes: ClockRule
    closed_minutes: ClockRule
    adjourn_clause: str
    closed_clause: str
    closed_grounds: tuple[Ground, ...] = ()
    by_video: bool = False
