"""Applications, as the applicant writes them and as the clerk reads them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.rules.applications import State
from governance.charter.model import ApplicationQuestion, Rubric
from governance.schemas.papers import Paper, Upload
from governance.schemas.people import Line, Prose

Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^\s\x00]+@[^\s\x00]+$")]
MaybeName = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Phone = Annotated[str, Meta(max_length=50, pattern=r"^[^\x00-\x1f\x7f]*$")]
AnswerId = Annotated[str, Meta(max_length=100)]
Ticket = Annotated[str, Meta(max_length=200)]
Secret = Annotated[str, Meta(max_length=200)]
Note = Annotated[str, Meta(max_length=2000, pattern=r"^[^\x00]*$")]
MOST_LETTERS = 200


class ApplicationWish(Struct, frozen=True, kw_only=True):
    """What somebody writes; `send` hands it in, otherwise it is only kept.

    `answers` are by question; what is told besides a yes is under `<question>_details`. A day or
    a yes is written as `2026-12-03` or `yes`.
    """

    email: Email
    name: MaybeName = ""
    phone: Phone = ""
    place: Line = ""
    address: Line = ""
    district: Line = ""
    resident_since: date | None = None
    answers: Annotated[dict[AnswerId, Prose], Meta(max_length=100)] = {}
    consent: bool = False
    resume: Upload | None = None
    remove_resume: bool = False
    send: bool = False


class Beginning(Struct, frozen=True, kw_only=True):
    """A first application to a call; `ticket` proves that its form was asked for a while ago."""

    application: ApplicationWish
    ticket: Ticket


class Saving(Struct, frozen=True, kw_only=True):
    """An application that goes on; `link` is the secret of the mailed link."""

    application: ApplicationWish
    link: Secret


class OwnWithdrawal(Struct, frozen=True, kw_only=True):
    """An applicant withdraws; with `erase` what was written is forgotten at once."""

    link: Secret
    erase: bool = False


class LinkWish(Struct, frozen=True, kw_only=True):
    """Somebody asks for the link to what they wrote, at the address they gave."""

    email: Email
    ticket: Ticket


class Receipt(Struct, frozen=True, kw_only=True):
    """What anyone hears who sends an application: the same, whether or not there was one."""

    call: UUID
    mailed: bool = True


class Standing(Struct, frozen=True, kw_only=True):
    """Where an application stands after a deed."""

    application: UUID
    state: State


class OwnApplication(Struct, frozen=True, kw_only=True):
    """An application as its own writer sees it."""

    id: UUID
    call: UUID
    state: State
    saved_at: datetime
    sent_at: datetime | None
    name: str
    email: str
    phone: str
    place: str
    address: str
    district: str
    resident_since: date | None
    answers: dict[str, str]
    consent: bool
    resume: Paper | None


class Step(Struct, frozen=True, kw_only=True):
    """An application came to a state."""

    state: State
    taken_at: datetime
    taken_by: str
    note: str


class Score(Struct, frozen=True, kw_only=True):
    """What one person scored."""

    scorer: str
    scores: dict[str, int]
    note: str
    scored_at: datetime
    own: bool


class ApplicationLine(Struct, frozen=True, kw_only=True):
    """One line of the clerk's list."""

    id: UUID
    call: UUID
    call_title: str
    state: State
    state_since: date
    name: str
    district: str
    sent_at: datetime | None
    scored: int
    average: float | None
    erased: bool


class Likely(Struct, frozen=True, kw_only=True):
    """Somebody whom the body knows already and who may be the applicant."""

    id: UUID
    name: str
    email: str
    same_email: bool


class ApplicationView(Struct, frozen=True, kw_only=True):
    """An application with everything that happened to it.

    Of others' scores somebody sees those only who gave their own. `averages` are by criterion,
    with that of them all under an empty name.
    """

    id: UUID
    call: UUID
    call_title: str
    state: State
    name: str
    email: str
    phone: str
    place: str
    address: str
    district: str
    resident_since: date | None
    answers: dict[str, str]
    questions: tuple[ApplicationQuestion, ...]
    rubric: Rubric
    resume: Paper | None
    begun_at: datetime
    sent_at: datetime | None
    person: UUID | None
    likely: tuple[Likely, ...]
    steps: tuple[Step, ...]
    scores: tuple[Score, ...]
    averages: dict[str, float]
    next_steps: tuple[State, ...]
    erase_on: date | None
    erased: bool


class Move(Struct, frozen=True, kw_only=True):
    """A step of an application; `seen` is the state from which whoever asks wants to go."""

    to: State
    seen: State
    note: Note = ""


class ScoreWish(Struct, frozen=True, kw_only=True):
    """What somebody scores, by criterion."""

    scores: Annotated[dict[AnswerId, Annotated[int, Meta(ge=0, le=100)]], Meta(max_length=20)]
    note: Note = ""


class Recognition(Struct, frozen=True, kw_only=True):
    """Who an applicant is: somebody the body knows, or, without an id, somebody new."""

    person: UUID | None = None


class Erasure(Struct, frozen=True, kw_only=True):
    """Why an application is erased before its span is over."""

    why: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]


class Erased(Struct, frozen=True, kw_only=True):
    """How many applications were erased."""

    count: int


class FormTicket(Struct, frozen=True, kw_only=True):
    """What a first application must bring along; good from `usable_at` on, for a day."""

    ticket: str
    usable_at: datetime
