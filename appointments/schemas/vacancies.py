"""Vacancies with their clocks and notices, as the doors show them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.papers import Upload
from governance.schemas.people import MaybeEmail, Name, Prose


class Notices(Struct, frozen=True, kw_only=True):
    """Where the notices of a vacancy go, by authority.

    An authority that is left out is written to at the addresses of its own accounts.
    """

    addresses: dict[Annotated[str, Meta(max_length=100)], MaybeEmail] = {}


class NoticeView(Struct, frozen=True, kw_only=True):
    """One of the notices that a vacancy asks for, and whether it was sent."""

    authority: str
    name: str
    sent_at: datetime | None
    on_paper: bool = False


class How(StrEnum):
    """How a notice was delivered."""

    HAND = "hand"
    POST = "post"
    REGISTERED = "registered"
    COURIER = "courier"
    MAIL = "mail"


class NoticeDelivery(Struct, frozen=True, kw_only=True):
    """How, when and by whom a notice was delivered, with what proves it."""

    how: How
    delivered_on: date
    delivered_by: Name
    remark: Prose = ""
    evidence: Upload | None = None


class NoticeProof(Struct, frozen=True, kw_only=True):
    """A recorded delivery of a notice."""

    id: UUID
    how: How
    delivered_on: date
    delivered_by: str
    remark: str
    paper: UUID | None
    recorded_by: str
    recorded_at: datetime


class NoticeLetter(Struct, frozen=True, kw_only=True):
    """A letter of a notice in the outbox: to whom, and what became of it."""

    id: UUID
    recipient: str
    attempts: int
    sent_at: datetime | None
    given_up_at: datetime | None


class NoticeState(Struct, frozen=True, kw_only=True):
    """A notice with everything that shows whether it was delivered."""

    authority: str
    name: str
    sent_at: datetime | None
    on_paper: bool
    delivered_on: date | None
    letters: tuple[NoticeLetter, ...]
    proofs: tuple[NoticeProof, ...]


class VacancyView(Struct, frozen=True, kw_only=True):
    """A vacancy: since when, why, by whom and by when it is to be filled.

    A resignation has the day of its delivery and, if its letter states one, `stated_on`.
    `raw` is the last day as counted and `due` the business day it rolls to; `overdue` says that
    it has passed on the day asked for. The clock of a term's end can be `advisory`. One that a
    withdrawn resignation had opened never came to be; it stays on record.
    """

    id: UUID
    seat: str
    seat_name: str
    authority: str
    cause: str
    cause_name: str
    clause: str
    effective_on: date
    delivered_on: date | None
    delivered_to: str
    stated_on: date | None
    raw: date
    due: date
    why_due: str
    due_clause: str
    days_left: int
    overdue: bool
    filled_by: UUID | None
    notices: tuple[NoticeView, ...]
    notices_due: date
    open: bool
    advisory: bool = False
    withdrawn_on: date | None = None


class VacancyYear(Struct, frozen=True, kw_only=True):
    """One authority's vacancies in one service year, through `until` or the day asked for.

    Days to the notice and to filling are means over those that were noticed or filled in the
    year; None where there was none. `open` and `overdue` are as they stood at the end.
    """

    authority: str
    name: str
    since: date
    until: date
    opened: int
    filled: int
    days_vacant: int
    days_to_notice: float | None
    days_to_fill: float | None
    open: int
    overdue: int
