"""What the law asks of a meeting: notice, documents, closed sessions, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from governance.charter.model.vacancies import Ground
from governance.days import ClockRule
from governance.holidays import Weekday


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """By when a meeting is noticed.

    A meeting that was set at least `early` ahead needs notice `ahead` of it; any other one at
    a reasonable time, under `short_clause`. `channels` are where notice must be given; what is
    published here is notice through `web_channel`, what is mailed to newsrooms through
    `media_channel`.
    """

    early: ClockRule
    ahead: ClockRule
    short_clause: str
    channels: tuple[str, ...]
    web_channel: str = ""
    media_channel: str = ""


@dataclass(frozen=True, slots=True)
class RemoteGround:
    """A reason for which a member takes part from elsewhere.

    Whoever does counts as present once a quorum is in the room; only by a ground that
    `counts_for_quorum` does a member elsewhere help to make that quorum.
    """

    id: str
    name: str
    clause: str
    counts_for_quorum: bool = False


@dataclass(frozen=True, slots=True)
class Meetings:
    """Clocks around a meeting, and the grounds on which it may be closed to the public.

    A ground's id is the letter by which the law names it; `guests_clause` is who may be let in.

    Unless `by_video`, members elsewhere are noted on the roll and count for nothing.
    """

    notice: NoticeRule
    documents: ClockRule
    minutes: ClockRule
    closed_minutes: ClockRule
    adjourn_clause: str
    closed_clause: str
    closed_grounds: tuple[Ground, ...] = ()
    guests_clause: str = ""
    by_video: bool = False
    video_clause: str = ""
    remote_grounds: tuple[RemoteGround, ...] = ()


@dataclass(frozen=True, slots=True)
class RegularMeeting:
    """A meeting that comes back each month, such as on the first Thursday, by the body's clock."""

    nth: int
    weekday: Weekday
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and where the body meets, as long as nobody sets it otherwise.

    `district_duty` is the obligation to meet in each district, if there is one; such a meeting
    is held at the hours of `district`.
    """

    clause: str
    title: str
    place: str
    regular: tuple[RegularMeeting, ...]
    district_duty: str = ""
    district_title: str = ""
    district_begins: time | None = None
    district_ends: time | None = None


@dataclass(frozen=True, slots=True)
class Contracts:
    """Up to how many dollars the body contracts alone, and what is asked above that."""

    mark: int
    asks: str
    clause: str
