"""Executive sessions: what is asked of them, and what the doors show."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.schemas.meetings import NO_CONTROLS, Key, Title
from meetings.schemas.motions import Words
from meetings.schemas.sheets import MOST_LINES, SheetVote

Why = Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_CONTROLS)]
MOST_VOTES = 50


class GuestWish(Struct, frozen=True, kw_only=True):
    """Somebody who is no member and is let in, and why."""

    name: Title
    why: Why


class GuestGone(Struct, frozen=True, kw_only=True):
    """A guest who has left."""

    guest: UUID


class ClosedVoteWish(Struct, frozen=True, kw_only=True):
    """A formal vote as it was taken inside: on what, by whom moved, each member by name.

    `motion` is one that was pending already; without `voted_at` it was taken just before the
    return. `appropriates` states that it gives public money away.
    """

    votes: Annotated[tuple[SheetVote, ...], Meta(max_length=MOST_LINES)]
    text: Words = ""
    kind: Key = "main"
    mover: UUID | None = None
    seconder: UUID | None = None
    motion: UUID | None = None
    voted_at: datetime | None = None
    appropriates: bool = False


class ClosedVotes(Struct, frozen=True, kw_only=True):
    """Whether a formal vote was taken inside, and which."""

    formal_vote: bool
    votes: Annotated[tuple[ClosedVoteWish, ...], Meta(max_length=MOST_VOTES)] = ()


class Guest(Struct, frozen=True, kw_only=True):
    """Somebody who was let in."""

    id: UUID
    name: str
    why: str
    came_at: datetime
    left_at: datetime | None


class ExecutiveSession(Struct, frozen=True, kw_only=True):
    """A session behind closed doors.

    Who was let in is told once it is over; `votes` are the motions that were decided there.
    """

    id: UUID
    meeting: UUID
    motion: UUID
    ground: str
    subject: str
    begun_at: datetime
    ended_at: datetime | None
    formal_vote: bool | None
    answered_at: datetime | None
    votes: tuple[UUID, ...] = ()
    guests: tuple[Guest, ...] = ()
