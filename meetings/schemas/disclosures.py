"""What members disclose, as the doors show it: to the member, the Chair and the clerk alone."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.rules.recusals import Relation
from meetings.schemas.meetings import NO_NULS, Prose, Title

Details = Annotated[str, Meta(max_length=2000, pattern=NO_NULS)]


class DisclosureStatement(Struct, frozen=True, kw_only=True):
    """What binds a member to a party or a matter; without a person it is whoever is signed in."""

    party: Title
    relation: Relation
    details: Details = ""
    person: UUID | None = None


class DisclosureEnd(Struct, frozen=True, kw_only=True):
    """Why a disclosure no longer holds."""

    reason: Prose


class Disclosure(Struct, frozen=True, kw_only=True):
    """One disclosure; a later change of mind ends it and states another."""

    id: UUID
    person: UUID
    name: str
    party: str
    relation: Relation
    details: str
    stated_at: datetime
    ended_at: datetime | None = None
    ended_why: str = ""
