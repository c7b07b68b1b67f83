"""Letters: what is to be sent to whom, and whether it was."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct


class Letter(Struct, frozen=True, kw_only=True):
    """A letter as a deed writes it; `about` is the id of what it concerns.

    `unsubscribe` is the address at which a program stops such letters, for who asked for them.
    """

    kind: str
    about: str
    recipient: str
    subject: str
    text: str
    unsubscribe: str = ""


class LetterView(Struct, frozen=True, kw_only=True):
    """A letter in the outbox, with what became of it."""

    id: UUID
    kind: str
    about: str
    recipient: str
    subject: str
    text: str
    created_at: datetime
    due_at: datetime
    attempts: int
    sent_at: datetime | None
    given_up_at: datetime | None
    unsubscribe: str = ""


class Delivery(Struct, frozen=True, kw_only=True):
    """One attempt to deliver a letter."""

    at: datetime
    delivered: bool
    detail: str
