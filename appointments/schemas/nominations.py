"""Nominations from the public: the call, what is written, and what its own nominee sees."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.rules.nominations import State
from appointments.schemas.applications import (
    AnswerId,
    Email,
    MaybeName,
    Phone,
    Secret,
    Ticket,
)
from appointments.schemas.calls import CallSeat
from governance.charter.model import ApplicationQuestion
from governance.schemas.papers import Paper, Upload
from governance.schemas.people import Line, MaybeEmail, Prose


class NomineeWords(Struct, frozen=True, kw_only=True):
    """What a nominee says of themselves; `family` is whoever of the committee is a relative.

    `answers` are by question; what is told besides a yes is under `<question>_details`, and in
    which relation somebody is family under `<question>_relation`.
    """

    name: MaybeName = ""
    phone: Phone = ""
    place: Line = ""
    address: Line = ""
    district: Line = ""
    resident_since: date | None = None
    statement: Prose = ""
    family: Line = ""
    answers: Annotated[dict[AnswerId, Prose], Meta(max_length=100)] = {}
    consent: bool = False
    resume: Upload | None = None
    remove_resume: bool = False


class NominationWish(NomineeWords, frozen=True, kw_only=True):
    """Somebody is named: oneself, or another person, who is then asked whether they agree.

    What one writes of oneself is only kept unless `send` hands it in. `organization` is on whose
    behalf, if any; `nominator_resident` says that whoever names another lives where the body is.
    """

    email: Email
    themselves: bool
    organization: UUID | None = None
    nominator: MaybeName = ""
    nominator_email: MaybeEmail = ""
    nominator_resident: bool = False
    reason: Prose = ""
    send: bool = True


class NominationBeginning(Struct, frozen=True, kw_only=True):
    """A nomination; `ticket` proves that its form was asked for a while ago."""

    nomination: NominationWish
    ticket: Ticket


class NominationReceipt(Struct, frozen=True, kw_only=True):
    """What anyone hears who names somebody: the same, whoever was named before."""

    round: UUID
    mailed: bool = True


class Agreement(Struct, frozen=True, kw_only=True):
    """A nominee agrees; `link` is the secret of the mailed link."""

    words: NomineeWords
    link: Secret


class NominationSaving(Struct, frozen=True, kw_only=True):
    """What a nominee has written so far; `link` is the secret of the mailed link."""

    words: NomineeWords
    link: Secret


class OwnLink(Struct, frozen=True, kw_only=True):
    """The secret of the mailed link."""

    link: Secret


class NominationStanding(Struct, frozen=True, kw_only=True):
    """Where a nomination stands after a deed."""

    nomination: UUID
    state: State


class NominatingOrganization(Struct, frozen=True, kw_only=True):
    """An organization on whose behalf somebody can be named."""

    id: UUID
    name: str


class NominationCall(Struct, frozen=True, kw_only=True):
    """A round's call as anyone may read it; `open` tells whether somebody can be named now."""

    id: UUID
    title: str
    text: str
    authority: str
    seats: tuple[CallSeat, ...]
    opens_on: date | None
    closes_on: date | None
    open: bool
    why: str
    clause: str
    consent: str
    questions: tuple[ApplicationQuestion, ...]
    organizations: tuple[NominatingOrganization, ...]


class OwnNomination(Struct, frozen=True, kw_only=True):
    """A nomination as its own nominee sees it; `next` says what comes now, by whom, until when."""

    id: UUID
    round: UUID
    state: State
    name: str
    email: str
    phone: str
    place: str
    address: str
    district: str
    resident_since: date | None
    statement: str
    family: str
    answers: dict[str, str]
    nominator: str
    organization: str
    reason: str
    written_at: datetime
    consented_at: datetime | None
    resume: Paper | None
    may_agree: bool
    may_withdraw: bool
    why_not: str
    next: str


class AskedNominee(Struct, frozen=True, kw_only=True):
    """Somebody who was named and has not answered yet, as the committee sees them."""

    id: UUID
    name: str
    nominator: str
    organization: str
    asked_on: date


class Relatives(Struct, frozen=True, kw_only=True):
    """Whom of the committee a nominee means by their family; nobody, where it is empty."""

    relatives: Annotated[tuple[UUID, ...], Meta(max_length=50)] = ()
