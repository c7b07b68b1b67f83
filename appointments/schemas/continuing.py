"""What must stay true of a member and is stated not to be, as the doors show it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.schemas.appointments import ServiceEnd
from appointments.schemas.seats import Statement
from governance.schemas.people import MaybeEmail, Prose, Why


class Outcome(StrEnum):
    """What somebody found: the seat falls vacant, or the member stays."""

    VACATES = "vacates"
    STANDS = "stands"


class Draft(Struct, frozen=True, kw_only=True):
    """A letter to the member, drafted for the clerk to read and mend before it goes out."""

    recipient: str
    subject: str
    text: str


class LetterSent(Struct, frozen=True, kw_only=True):
    """A letter that went to the outbox."""

    recipient: str
    subject: str
    written_at: datetime
    sent_at: datetime | None


class ConcernFound(Struct, frozen=True, kw_only=True):
    """What was found, by whom, why and when."""

    outcome: Outcome
    reason: str
    found_by: str
    found_on: date


class ConcernView(Struct, frozen=True, kw_only=True):
    """Something that must stay true of a sitting member and is stated not to be.

    `consequence` is `vacates` where the law itself empties the seat once it is confirmed, `duty`
    where the member owes something, `noted` where it is only pointed out. Nothing follows before
    somebody finds it.
    """

    appointment: UUID
    person: UUID
    name: str
    seat: str
    seat_name: str
    lasting: str
    asked: str
    clause: str
    consequence: str
    reason: str
    since: date
    decided_by: str
    ground: str
    ground_name: str
    ground_clause: str
    behind: Statement
    draft: Draft
    letters: tuple[LetterSent, ...] = ()
    found: ConcernFound | None = None


class ConcernLetter(Struct, frozen=True, kw_only=True):
    """The letter as it goes out."""

    recipient: Annotated[MaybeEmail, Meta(min_length=1)]
    subject: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
    text: Annotated[Prose, Meta(min_length=1)]


class ConcernFinding(Struct, frozen=True, kw_only=True):
    """What somebody found, on which statement, and why.

    Where the seat falls vacant, `end` says on which ground and from which day, with the proof
    that the ground asks for.
    """

    fact: UUID
    outcome: Outcome
    reason: Why
    end: ServiceEnd | None = None


class ConcernClosed(Struct, frozen=True, kw_only=True):
    """A concern that was settled, and the vacancy that came of it, if one did."""

    appointment: UUID
    lasting: str
    outcome: Outcome
    vacancy: UUID | None = None
