"""Committees, as the doors show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.rules.committees import Standing
from meetings.schemas.meetings import Key, Prose, Title

Places = Annotated[int, Meta(ge=1, le=100)]


class CommitteeWish(Struct, frozen=True, kw_only=True):
    """A committee to be formed; `duty` is the one of the charter that it fulfils, if any.

    `places` is how many it has in all; its quorum is most of them, filled or not. Without it the
    quorum is most of those who were put on it.
    """

    name: Title
    standing: Standing
    charge: Prose
    duty: Key = ""
    until: date | None = None
    places: Places | None = None


class SeatWish(Struct, frozen=True, kw_only=True):
    """A member of the body who comes onto a committee."""

    person: UUID
    chairs: bool = False


class Release(Struct, frozen=True, kw_only=True):
    """A member who no longer is on a committee."""

    person: UUID


class MeetingEntry(Struct, frozen=True, kw_only=True):
    """A meeting that is the committee's."""

    meeting: UUID


class ReportWish(Struct, frozen=True, kw_only=True):
    """What a committee reports to the body; public, and never changed."""

    title: Title
    text: Prose


class AmendmentWish(Struct, frozen=True, kw_only=True):
    """What a committee is for and how many places it has from now on, and by which decision."""

    charge: Prose
    places: Places | None = None
    decision: Prose


class Closing(Struct, frozen=True, kw_only=True):
    """Why a committee ends."""

    reason: Prose


class CommitteeSeat(Struct, frozen=True, kw_only=True):
    """A member of a committee; whoever left the body leaves an empty place."""

    person: UUID
    name: str
    chairs: bool
    in_office: bool


class CommitteeMeeting(Struct, frozen=True, kw_only=True):
    """A meeting of a committee."""

    id: UUID
    title: str
    starts_at: datetime
    state: str


class Report(Struct, frozen=True, kw_only=True):
    """One report."""

    title: str
    text: str
    reported_at: datetime


class CommitteeAmendment(Struct, frozen=True, kw_only=True):
    """What a committee's charge and its places were until they were amended."""

    charge: str
    places: int | None
    decision: str
    amended_at: datetime


class Committee(Struct, frozen=True, kw_only=True):
    """A committee with its members; its quorum is taken of its `whole` number."""

    id: UUID
    name: str
    standing: Standing
    duty: str
    charge: str
    since: date
    until: date | None
    places: int | None
    closed_at: datetime | None
    closed_why: str
    members: tuple[CommitteeSeat, ...]
    quorum: int
    whole: int
    meetings: tuple[CommitteeMeeting, ...]
    reports: tuple[Report, ...]
    amendments: tuple[CommitteeAmendment, ...]
