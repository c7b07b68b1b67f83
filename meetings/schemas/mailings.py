"""Who is mailed notice of meetings: members, newsrooms, and whoever asked for it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.schemas.meetings import NO_CONTROLS, Notice

Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^\s\x00]+@[^\s\x00]+$")]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=NO_CONTROLS)]
Secret = Annotated[str, Meta(max_length=200)]


class MediaContactWish(Struct, frozen=True, kw_only=True):
    """A newsroom that is to be mailed each notice."""

    name: Name
    email: Email


class MediaContact(Struct, frozen=True, kw_only=True):
    """A newsroom on the list; private."""

    id: UUID
    name: str
    email: str
    added_by: str
    added_at: datetime


class MediaList(Struct, frozen=True, kw_only=True):
    """The newsrooms of a body, by name."""

    contacts: tuple[MediaContact, ...]


class SubscriptionWish(Struct, frozen=True, kw_only=True):
    """Somebody asks for notices at an address; nothing is sent there before it is confirmed."""

    email: Email
    ticket: Secret


class SubscriptionTicket(Struct, frozen=True, kw_only=True):
    """What asking for notices must bring along, and from when on it is taken."""

    ticket: str
    usable_at: datetime


class Asked(Struct, frozen=True, kw_only=True):
    """What anyone hears who asks: the same, whether or not the address was known."""

    mailed: bool = True


class LinkHeld(Struct, frozen=True, kw_only=True):
    """The secret of the mailed link."""

    link: Secret


class Subscription(Struct, frozen=True, kw_only=True):
    """How a subscription stands, for who has its link; one that was ended is gone."""

    id: UUID
    confirmed: bool


class Mailing(Struct, frozen=True, kw_only=True):
    """To how many a notice was mailed; `given` are the channels for which that counts."""

    members: int
    media: int
    subscribers: int
    given: tuple[Notice, ...] = ()


class MailedTo(Struct, frozen=True, kw_only=True):
    """To how many notice went out, of the meeting as it was at a moment."""

    sequence: int
    audience: str
    count: int
    mailed_at: datetime
