"""Legislation, as the doors show it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.people import Name

Votes = Annotated[int, Meta(ge=0, le=1000)]


class LegislationWish(Struct, frozen=True, kw_only=True):
    """An act that is brought before the appointing authority."""

    number: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
    title: Name
    introduced_on: date


class CouncilVote(Struct, frozen=True, kw_only=True):
    """How an act was voted."""

    voted_on: date
    ayes: Votes
    noes: Votes


class LegislationView(Struct, frozen=True, kw_only=True):
    """An act, its vote if there was one, and what came of it: pending, carried or lost."""

    id: UUID
    number: str
    title: str
    introduced_on: date
    voted_on: date | None
    ayes: int
    noes: int
    result: str
