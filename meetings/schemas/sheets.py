"""A roll-call sheet of paper, as somebody types it in afterwards."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.rules.recusals import Relation
from meetings.schemas.meetings import Key, Meeting, Prose
from meetings.schemas.motions import Words

MOST_LINES = 200


class SheetChoice(StrEnum):
    """A box of the sheet that can be ticked."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    RECUSED = "recused"


class SheetStay(Struct, frozen=True, kw_only=True):
    """A line of the roll; who was in the room before the sheet began has no arrival on it."""

    person: UUID
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    remote: bool = False
    ground: Key = ""


class SheetVote(Struct, frozen=True, kw_only=True):
    """A member's box; whoever is recused says what binds them."""

    person: UUID
    choice: SheetChoice
    relation: Relation = Relation.NONE
    reason: Annotated[str, Meta(max_length=2000)] = ""


class SheetMotion(Struct, frozen=True, kw_only=True):
    """A motion with its votes: one that the record has already, or one that was made on paper."""

    voted_at: datetime
    votes: Annotated[tuple[SheetVote, ...], Meta(max_length=MOST_LINES)]
    motion: UUID | None = None
    kind: Key = "main"
    text: Words = ""
    mover: UUID | None = None
    seconder: UUID | None = None
    item: UUID | None = None
    moved_at: datetime | None = None


class SheetWish(Struct, frozen=True, kw_only=True):
    """A whole sheet, and why the meeting was kept on paper."""

    reason: Prose
    called_to_order_at: datetime | None = None
    presiding: UUID | None = None
    roll: Annotated[tuple[SheetStay, ...], Meta(max_length=MOST_LINES)] = ()
    motions: Annotated[tuple[SheetMotion, ...], Meta(max_length=MOST_LINES)] = ()
    adjourned_at: datetime | None = None


class Sheet(Struct, frozen=True, kw_only=True):
    """What the record says of a sheet that was taken in."""

    id: UUID
    reason: str
    motions: tuple[UUID, ...]
    taken_in_by: str
    taken_in_at: datetime


class SheetTaken(Struct, frozen=True, kw_only=True):
    """The meeting as it stands after a sheet was taken in."""

    sheet: Sheet
    meeting: Meeting
