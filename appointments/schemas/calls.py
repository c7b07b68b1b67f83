"""Calls for applications, as the doors show them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.charter.model import ApplicationQuestion, QuestionKind, Rubric
from governance.schemas.people import Prose

Title = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Line = Annotated[str, Meta(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
SeatId = Annotated[str, Meta(max_length=100)]
MOST_QUESTIONS = 20


class OwnQuestion(Struct, frozen=True, kw_only=True):
    """A question that a call asks besides those of the charter."""

    text: Line
    kind: QuestionKind = QuestionKind.PROSE
    required: bool = False
    choices: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()


class OwnRubric(Struct, frozen=True, kw_only=True):
    """What interviewers score for a call, where it is not what the charter says."""

    criteria: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=12)]
    lowest: Annotated[int, Meta(ge=0, le=100)] = 1
    highest: Annotated[int, Meta(ge=1, le=100)] = 5


class CallWish(Struct, frozen=True, kw_only=True):
    """An invitation to apply; without seats it stands for any, without a closing day for ever."""

    title: Title
    text: Prose
    opens_on: date
    closes_on: date | None = None
    seats: tuple[SeatId, ...] = ()
    closed_message: Annotated[str, Meta(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    questions: Annotated[tuple[OwnQuestion, ...], Meta(max_length=MOST_QUESTIONS)] = ()
    rubric: OwnRubric | None = None


class CallSeat(Struct, frozen=True, kw_only=True):
    """A seat that a call is for."""

    id: str
    name: str


class CallView(Struct, frozen=True, kw_only=True):
    """A call as anyone may read it once it is published; `open` tells whether to apply now."""

    id: UUID
    title: str
    text: str
    seats: tuple[CallSeat, ...]
    opens_on: date
    closes_on: date | None
    closed_message: str
    questions: tuple[ApplicationQuestion, ...]
    rubric: Rubric
    published: bool
    closed: bool
    open: bool
    why: str
