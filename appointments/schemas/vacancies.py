"""Vacancies with their clocks and notices, as the doors show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.people import MaybeEmail


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


class VacancyView(Struct, frozen=True, kw_only=True):
    """A vacancy: since when, why, by whom and by when it is to be filled.

    A resignation has the day of its delivery and, if its letter states one, `stated_on`.
    `raw` is the last day as counted and `due` the business day it rolls to; `overdue` says that
    it has passed on the day asked for.
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
