"""Bodies and the versions of their law, as the doors show them."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct


class Body(Struct, frozen=True, kw_only=True):
    """A board of this installation; `revision` counts its deeds."""

    id: UUID
    slug: str
    name: str
    timezone: str
    revision: int


class CharterVersion(Struct, frozen=True, kw_only=True):
    """One version of a body's law, in force since its day until the next one's."""

    in_force_since: date
    digest: str
    adopted_at: datetime


class CharterText(Struct, frozen=True, kw_only=True):
    """A charter file as it is to be adopted."""

    text: str
