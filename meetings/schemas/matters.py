"""Matters, their parties and their votes, as the doors show them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.rules.matters import Part, Status
from meetings.schemas.meetings import NO_NULS, Key, Prose, Title

Summary = Annotated[str, Meta(max_length=4000, pattern=NO_NULS)]


class MatterWish(Struct, frozen=True, kw_only=True):
    """A matter that comes before the body; title and summary are public and name no party."""

    kind: Key
    title: Title
    summary: Summary = ""


class Settlement(Struct, frozen=True, kw_only=True):
    """How a matter ended: decided or withdrawn, and what came of it, in public words."""

    status: Status
    outcome: Prose


class PartyWish(Struct, frozen=True, kw_only=True):
    """Somebody whom a matter concerns; only the Board's office reads it."""

    name: Title
    part: Part


class Party(Struct, frozen=True, kw_only=True):
    """Somebody whom a matter concerns."""

    id: UUID
    name: str
    part: Part
    named_at: datetime


class MotionLink(Struct, frozen=True, kw_only=True):
    """A motion by which the body votes on a matter."""

    motion: UUID


class MatterVote(Struct, frozen=True, kw_only=True):
    """One motion on a matter, and what came of it."""

    motion: UUID
    meeting: UUID
    number: int
    text: str
    state: str
    outcome: str
    closed_at: datetime | None


class Matter(Struct, frozen=True, kw_only=True):
    """A matter as the public sees it."""

    id: UUID
    tracking: str
    kind: str
    kind_name: str
    clause: str
    title: str
    summary: str
    status: Status
    outcome: str
    opened_at: datetime
    closed_at: datetime | None
    heard_by_panel: bool
    votes: tuple[MatterVote, ...] = ()
