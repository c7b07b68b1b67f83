"""Letters to applicants: their templates, and each letter as it would go out."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.schemas.applications import MOST_LETTERS

Subject = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Text = Annotated[str, Meta(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
TemplateName = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]


class TemplateWish(Struct, frozen=True, kw_only=True):
    """A letter to keep under a name; one of the same name is replaced."""

    name: TemplateName
    subject: Subject
    text: Text


class Template(Struct, frozen=True, kw_only=True):
    """A letter with named placeholders, such as {call} or {name}."""

    name: str
    subject: str
    text: str


class LettersWish(Struct, frozen=True, kw_only=True):
    """One letter to several applicants; `seen` is the digest of the letters that were previewed."""

    applications: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=MOST_LETTERS)]
    subject: Subject
    text: Text
    seen: Annotated[str, Meta(max_length=64)]


class LetterPreview(Struct, frozen=True, kw_only=True):
    """A letter as it would go out."""

    application: UUID
    recipient: str
    subject: str
    text: str


class LettersPreview(Struct, frozen=True, kw_only=True):
    """Every letter as it would go out, and the digest that sending them asks for."""

    letters: tuple[LetterPreview, ...]
    digest: str


class LettersSent(Struct, frozen=True, kw_only=True):
    """How many letters went into the outbox."""

    count: int
