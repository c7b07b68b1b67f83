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

    Unless `by_video`, members elsewhere are noted on the roll and count for nothing.
    """

    notice: NoticeRule
    documents: ClockRule
    minutes: ClockRule
    closed_minutes: ClockRule
    adjourn_clause: str
    closed_clause: str
    closed_grounds: tuple[Ground, ...] = ()
    by_video: bool = False
    video_clause: str = ""
    remote_grounds: tuple[RemoteGround, ...] = ()
