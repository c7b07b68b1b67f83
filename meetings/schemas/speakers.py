"""Who wants to be heard at a meeting, as the doors show them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.schemas.applications import Ticket
from meetings.rules.comments import SpeakerState
from meetings.schemas.meetings import NO_CONTROLS

GivenName = Annotated[str, Meta(min_length=1, max_length=120, pattern=NO_CONTROLS)]
Topic = Annotated[str, Meta(max_length=200, pattern=NO_CONTROLS)]


class SpeakerWish(Struct, frozen=True, kw_only=True):
    """Somebody wants to speak: the name as given, the topic, a contact that stays private."""

    name: GivenName
    topic: Topic = ""
    contact: Topic = ""


class SpeakerSignUp(Struct, frozen=True, kw_only=True):
    """A sign-up from the web; `ticket` proves that its form was asked for a while ago."""

    speaker: SpeakerWish
    ticket: Ticket


class SignedUp(Struct, frozen=True, kw_only=True):
    """The place on the list that somebody has; nothing more is public before the meeting."""

    number: int


class Settled(StrEnum):
    """What became of who was called, or of who waited."""

    SPOKE = "spoke"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"


class Settlement(Struct, frozen=True, kw_only=True):
    """What became of a speaker."""

    outcome: Settled


class Speaker(Struct, frozen=True, kw_only=True):
    """One line of the list, for those who run the meeting."""

    id: UUID
    number: int
    name: str
    topic: str
    contact: str
    at_the_door: bool
    state: SpeakerState
    signed_up_at: datetime
    called_at: datetime | None


class SpeakerList(Struct, frozen=True, kw_only=True):
    """The list of a meeting for everyone: how many signed up, and who was called by name."""

    minutes: int
    opens_at: datetime
    closes_at: datetime
    is_open: bool
    why_not: str
    signed_up: int
    spoke: tuple[str, ...] = ()


class ContactsErased(Struct, frozen=True, kw_only=True):
    """How many contacts were erased."""

    count: int
