"""Designations, appointments, oaths and how services end, as the doors show them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.findings import FindingView
from governance.schemas.papers import Upload
from governance.schemas.people import Line, Name, Prose

SeatId = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Kind(StrEnum):
    """What an appointment is."""

    INITIAL = "initial"
    STAGGERED = "staggered"
    FULL = "full"
    REMAINDER = "remainder"
    REAPPOINTMENT = "reappointment"


class Naming(Struct, frozen=True, kw_only=True):
    """An authority names a person for a seat."""

    seat: SeatId
    person: UUID
    authority: SeatId
    designated_on: date | None = None


class Designation(Struct, frozen=True, kw_only=True):
    """Who was named for which seat, by which authority, on which day."""

    id: UUID
    seat: str
    person: UUID
    authority: str
    designated_on: date


class DiscretionWish(Struct, frozen=True, kw_only=True):
    """What an authority decides where the law leaves it the choice."""

    person: UUID
    criterion: SeatId
    authority: SeatId
    allowed: bool
    reason: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]


class DiscretionView(Struct, frozen=True, kw_only=True):
    """A recorded decision of discretion."""

    id: UUID
    person: UUID
    criterion: str
    authority: str
    allowed: bool
    reason: str
    decided_by: str
    decided_on: date


class Appointing(Struct, frozen=True, kw_only=True):
    """A person is appointed to a seat by an act.

    Without a first day it is the day of the vote, or the day on which a service that ends later
    leaves the seat empty. To appoint for the term after one that still runs, say its first day.
    """

    seat: SeatId
    person: UUID
    legislation: UUID
    since: date | None = None


class AppointmentView(Struct, frozen=True, kw_only=True):
    """An appointment, its days of service, its notice and its oath.

    Terms and services are the days [since, until); before the first board is complete there is
    no term.
    """

    id: UUID
    seat: str
    person: UUID
    name: str
    kind: Kind
    designated_by: str
    legislation: UUID
    number: str
    appointed_on: date
    term_since: date | None
    term_until: date | None
    since: date | None
    until: date | None
    ended_by: str
    notice_sent_on: date | None
    oath_taken_on: date | None
    oath_filed_on: date | None
    lapsed_on: date | None
    recorded_by: str
    recorded_at: datetime | None


class AppointmentNotice(Struct, frozen=True, kw_only=True):
    """How the person is told; a letter on paper is recorded with its day."""

    on_paper: bool = False
    sent_on: date | None = None


class Oath(Struct, frozen=True, kw_only=True):
    """When the oath was taken, and when it was filed with the clerk."""

    taken_on: date
    filed_on: date | None = None


class ServiceEnd(Struct, frozen=True, kw_only=True):
    """Why a service ends, and when; each ground asks for its own proof.

    A resignation has the day of its delivery and the officer it went to; `on` is then the day
    that the letter states, if it states one. What a person or a court finds has `found_by` and,
    of a court, the case as `reference`. A removal has its act, or the request that led to it.
    """

    ground: SeatId
    on: date | None = None
    delivered_on: date | None = None
    delivered_to: Line = ""
    found_by: Line = ""
    reference: Line = ""
    removal: UUID | None = None
    legislation: UUID | None = None
    remark: Prose = ""
    evidence: Upload | None = None


class Ended(Struct, frozen=True, kw_only=True):
    """An ended service, the vacancy it left, and what is to be pointed out."""

    appointment: AppointmentView
    effective_on: date
    vacancy: UUID | None
    findings: tuple[FindingView, ...] = ()


class Ending(Struct, frozen=True, kw_only=True):
    """On which ground a service ended, who found it, and whether it was taken back."""

    id: UUID
    appointment: UUID
    vacancy: UUID | None
    ground: str
    effective_on: date
    stated_on: date | None
    delivered_on: date | None
    delivered_to: str
    found_by: str
    reference: str
    remark: str
    recorded_by: str
    recorded_on: date
    removal: UUID | None
    paper: UUID | None
    withdrawn_on: date | None
    consent_by: str
    consent_on: date | None
    withdrawn_why: str


class ResignationWithdrawal(Struct, frozen=True, kw_only=True):
    """Who consented that a resignation be taken back, and when."""

    consent_by: Name
    consent_on: date
    why: Prose = ""


class RemovalWish(Struct, frozen=True, kw_only=True):
    """The body asks that a member be removed: for which cause, and how it voted."""

    cause: Annotated[str, Meta(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
    meeting_on: date
    present: Annotated[int, Meta(ge=0, le=1000)]
    ayes: Annotated[int, Meta(ge=0, le=1000)]
    noes: Annotated[int, Meta(ge=0, le=1000)]


class RemovalStep(Struct, frozen=True, kw_only=True):
    """What followed: the request was sent, the member told and heard, an act brought."""

    sent_on: date | None = None
    told_on: date | None = None
    heard_on: date | None = None
    legislation: UUID | None = None


class RemovalView(Struct, frozen=True, kw_only=True):
    """A request that a member be removed; the member sits until its act is carried."""

    id: UUID
    appointment: UUID
    cause: str
    meeting_on: date
    present: int
    ayes: int
    noes: int
    sent_on: date | None
    told_on: date | None
    heard_on: date | None
    legislation: UUID | None
    findings: tuple[FindingView, ...] = ()
