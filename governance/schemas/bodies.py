"""Bodies and the versions of their law, as the doors show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct


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


class Amendment(Struct, frozen=True, kw_only=True):
    """A new version of a body's law: the text of its charter.

    `since` is the day from which it is in force, if it is not the one that the text names;
    `seen` is the mark of the preview that the yes is said to.
    """

    text: str
    since: date | None = None
    seen: Annotated[str, Meta(max_length=64)] = ""


class CharterText(Struct, frozen=True, kw_only=True):
    """A charter file as it is to be adopted."""

    text: str
