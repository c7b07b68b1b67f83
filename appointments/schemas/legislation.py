"""Legislation, who votes on it and whom it names, as the doors show them."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.schemas.appointments import SeatId
from governance.schemas.people import Line, Name

Votes = Annotated[int, Meta(ge=0, le=1000)]
Number = Annotated[str, Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Choice(StrEnum):
    """How one of the appointing authority's members voted."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"


class LegislationWish(Struct, frozen=True, kw_only=True):
    """An act that is brought before the appointing authority."""

    number: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
    title: Name
    introduced_on: date


class DraftWish(Struct, frozen=True, kw_only=True):
    """An act that is being written; its number may come later."""

    title: Name
    number: Number = ""


class Introduction(Struct, frozen=True, kw_only=True):
    """A draft is brought before the appointing authority, under its number."""

    number: Number = ""
    introduced_on: date | None = None


class Pair(Struct, frozen=True, kw_only=True):
    """Whom an act names for which seat; `since` where the term after one that runs is meant."""

    seat: SeatId
    person: UUID
    since: date | None = None


class NamedPair(Struct, frozen=True, kw_only=True):
    """A pair of an act, and the appointment that was made of it."""

    id: UUID
    seat: str
    seat_name: str
    person: UUID
    name: str
    since: date | None
    appointment: UUID | None


class CouncilVote(Struct, frozen=True, kw_only=True):
    """How an act was voted, where only the numbers are known."""

    voted_on: date
    ayes: Votes
    noes: Votes


class CouncilRoll(Struct, frozen=True, kw_only=True):
    """How each of the authority's members in office that day voted on an act."""

    voted_on: date
    votes: dict[UUID, Choice]


class NamedVote(Struct, frozen=True, kw_only=True):
    """One member's vote on an act."""

    councilmember: UUID
    name: str
    district: str
    choice: Choice


class LegislationView(Struct, frozen=True, kw_only=True):
    """An act, its vote if there was one, and what came of it.

    `result` is draft, pending, carried or lost; an act of former days whose tally is not known is
    carried or lost as was stated, or unknown, and has no ayes and noes. `by_name` says that each
    vote is known. `votes` and `names` are given for one act alone, not in a list.
    """

    id: UUID
    number: str
    title: str
    drafted_on: date | None
    introduced_on: date | None
    voted_on: date | None
    ayes: int
    noes: int
    abstained: int = 0
    absent: int = 0
    by_name: bool = False
    result: str
    votes: tuple[NamedVote, ...] = ()
    names: tuple[NamedPair, ...] = ()


class CouncilmemberWish(Struct, frozen=True, kw_only=True):
    """Somebody who votes on the appointing authority's acts; without a district, at large."""

    name: Name
    district: Line = ""
    since: date
    until: date | None = None


class CouncilmemberEnd(Struct, frozen=True, kw_only=True):
    """The day from which somebody votes no longer."""

    until: date


class Councilmember(Struct, frozen=True, kw_only=True):
    """Somebody who votes on the appointing authority's acts on the days [since, until)."""

    id: UUID
    name: str
    district: str
    since: date
    until: date | None
