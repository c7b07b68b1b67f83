"""Seats and who sits in them, as the doors show them."""

from datetime import date
from uuid import UUID

from msgspec import Struct

from governance.schemas.findings import FindingView


class Member(Struct, frozen=True, kw_only=True):
    """Somebody in office on a day: a holdover is, someone not yet in office is not."""

    person: UUID
    name: str
    seat: str
    since: date
    term_until: date | None
    holding_over: bool
    oath_filed: bool


class Holder(Struct, frozen=True, kw_only=True):
    """Who has a seat, by which appointment and act; days are [since, until)."""

    person: UUID
    name: str
    appointment: UUID
    kind: str
    legislation: str
    appointed_on: date
    since: date | None
    until: date | None
    term_since: date | None
    term_until: date | None


class SeatView(Struct, frozen=True, kw_only=True):
    """A seat on a day, and whether it is `open` for a successor.

    Its status is sitting, acting (the oath is taken and not filed), not_sworn, holding_over,
    vacant, or appointed (the days in the seat are still to begin).
    """

    id: str
    name: str
    district: str
    designated_by: str
    status: str
    open: bool
    clause: str
    holder: Holder | None
    following: Holder | None


class Roster(Struct, frozen=True, kw_only=True):
    """Every seat of a body on a day."""

    body: str
    on: date
    seats: tuple[SeatView, ...]


class PublicService(Struct, frozen=True, kw_only=True):
    """One service as the public may know it."""

    seat: str
    seat_name: str
    holder: Holder
    ended_by: str
    oath_filed_on: date | None


class MemberHistory(Struct, frozen=True, kw_only=True):
    """A person who serves or served, with every service in order."""

    person: UUID
    name: str
    services: tuple[PublicService, ...]


class Statement(Struct, frozen=True, kw_only=True):
    """A fact behind a line of the sheet: who stated it, when, on what evidence, who verified it."""

    fact: UUID
    kind: str
    what: str
    since: date | None
    until: date | None
    stated_by: str
    stated_on: date
    evidence: str
    paper: str
    verified_by: str
    verified_on: date | None


class Decided(Struct, frozen=True, kw_only=True):
    """What an authority decided where the clause leaves it the choice."""

    authority: str
    allowed: bool
    reason: str
    decided_by: str
    decided_on: date


class SheetLine(FindingView, frozen=True, kw_only=True):
    """One line of the sheet: what is asked, what is found, and everything that is behind it."""

    asked: str
    statements: tuple[Statement, ...] = ()
    decisions: tuple[Decided, ...] = ()


class Sheet(Struct, frozen=True, kw_only=True):
    """The eligibility sheet of a person for a seat on a day."""

    person: UUID
    name: str
    seat: str
    seat_name: str
    on: date
    term_since: date | None
    term_until: date | None
    findings: tuple[SheetLine, ...]


class SeatTerm(Struct, frozen=True, kw_only=True):
    """One term of a seat's own grid, the days [since, until); `ends` in the year asked for."""

    seat: str
    seat_name: str
    authority: str
    stagger_years: int | None
    since: date
    until: date
    last: date
    ends: bool


class TermYear(Struct, frozen=True, kw_only=True):
    """The terms of all seats in the service year [since, until), and whether the stagger holds.

    Without `grid_since` there is no grid yet: the first board is not complete.
    """

    year: int
    since: date
    until: date
    grid_since: date | None
    terms: tuple[SeatTerm, ...]
    ending: int
    stagger: tuple[FindingView, ...]
