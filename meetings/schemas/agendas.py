"""Agendas: what is asked of them, their documents, the versions that were published."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.papers import Paper, Upload
from meetings.rules.agendas import ItemKind
from meetings.schemas.meetings import AgendaItem, Prose

MOST_ITEMS = 500
Items = Annotated[tuple[UUID, ...], Meta(max_length=MOST_ITEMS)]


class AgendaOrder(Struct, frozen=True, kw_only=True):
    """The items in a new order, and the order that whoever moved them saw."""

    items: Items
    seen: Items


class ItemWithdrawal(Struct, frozen=True, kw_only=True):
    """Why an item, or a document, is withdrawn."""

    reason: Prose


class PullWish(Struct, frozen=True, kw_only=True):
    """Who pulls an item out of the consent group; without a person whoever is signed in."""

    person: UUID | None = None


class GroupMotion(Struct, frozen=True, kw_only=True):
    """Who moves that the consent group is taken together, and by which kind of motion."""

    mover: UUID
    kind: Annotated[str, Meta(max_length=100)] = "main"


class CarryOver(Struct, frozen=True, kw_only=True):
    """An item of an earlier meeting that comes back."""

    item: UUID


class DocumentWish(Struct, frozen=True, kw_only=True):
    """A document of an item; a confidential one is for members and the board's office."""

    paper: Upload
    confidential: bool = False


class Document(Struct, frozen=True, kw_only=True):
    """A document of an item, with the SHA-256 of what is in it."""

    id: UUID
    meeting: UUID
    item: UUID
    number: int
    paper: Paper
    confidential: bool
    added_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""


class PublishedDocument(Struct, frozen=True, kw_only=True):
    """A public document as it stood in a published agenda."""

    id: UUID
    name: str
    size: int
    digest: str


class PublishedItem(Struct, frozen=True, kw_only=True):
    """An item as it stood in a published agenda; `confidential` counts documents without names."""

    id: UUID
    number: int
    title: str
    kind: ItemKind
    details: str = ""
    amount_cents: int | None = None
    consent: bool = False
    walk_on: bool = False
    carried_over: bool = False
    withdrawn_why: str = ""
    documents: tuple[PublishedDocument, ...] = ()
    confidential: int = 0


class AgendaVersion(Struct, frozen=True, kw_only=True):
    """A published agenda, and what had changed since the one before."""

    meeting: UUID
    version: int
    items: tuple[PublishedItem, ...]
    changes: tuple[str, ...]
    published_at: datetime
    published_by: str


class CarriedItem(Struct, frozen=True, kw_only=True):
    """An item of an earlier meeting on which nothing was decided."""

    item: AgendaItem
    meeting: UUID
    starts_at: datetime
