"""An authority's organizations, their representatives and its committee, as the doors show them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.schemas.appointments import SeatId
from governance.schemas.people import Line, MaybeEmail, Name


class OrganizationWish(Struct, frozen=True, kw_only=True):
    """An organization joins a nominating authority."""

    authority: SeatId
    name: Name
    joined_on: date
    contact: Line = ""
    email: MaybeEmail = ""


class Leaving(Struct, frozen=True, kw_only=True):
    """The day from which somebody, or an organization, no longer counts."""

    on: date


class Someone(Struct, frozen=True, kw_only=True):
    """A person whom the body knows, or else a new one by name."""

    person: UUID | None = None
    name: Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    email: MaybeEmail = ""


class RepresentativeWish(Someone, frozen=True, kw_only=True):
    """A person speaks for an organization from a day on."""

    since: date


class CommitteeWish(Someone, frozen=True, kw_only=True):
    """The authority chose a person for its committee; `chosen_how` tells of the choosing."""

    authority: SeatId
    chosen_on: date
    since: date
    chosen_how: Annotated[str, Meta(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class ServingView(Struct, frozen=True, kw_only=True):
    """A person who serves on the days [since, until), and whether it is so on the day asked for."""

    id: UUID
    person: UUID
    name: str
    since: date
    until: date | None
    serving: bool
    chosen_on: date | None = None
    chosen_how: str = ""


class OrganizationView(Struct, frozen=True, kw_only=True):
    """An organization and everybody who ever spoke for it."""

    id: UUID
    name: str
    contact: str
    email: str
    joined_on: date
    left_on: date | None
    belongs: bool
    representatives: tuple[ServingView, ...]


class AllianceView(Struct, frozen=True, kw_only=True):
    """A nominating authority as of a day; with the past, when its history is asked for."""

    authority: str
    name: str
    on: date
    organizations: tuple[OrganizationView, ...]
    committee: tuple[ServingView, ...]
    committee_size: int
    representatives_each: int
