"""Letters to nominees: each as it would go out, and what was sent."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.schemas.applicant_letters import Subject, Text
from appointments.schemas.applications import MOST_LETTERS


class NomineeLettersWish(Struct, frozen=True, kw_only=True):
    """One letter to several nominees; `seen` is the digest of the letters that were previewed."""

    nominees: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=MOST_LETTERS)]
    subject: Subject
    text: Text
    seen: Annotated[str, Meta(max_length=64)]


class NomineeLetterPreview(Struct, frozen=True, kw_only=True):
    """A letter to a nominee as it would go out."""

    nominee: UUID
    recipient: str
    subject: str
    text: str


class NomineeLettersPreview(Struct, frozen=True, kw_only=True):
    """Every letter as it would go out, and the digest that sending them asks for."""

    letters: tuple[NomineeLetterPreview, ...]
    digest: str


class Candidate(Struct, frozen=True, kw_only=True):
    """A nominee to whom somebody may write: how they stand, and what was written before."""

    id: UUID
    name: str
    email: str
    state: str
    letters: tuple[str, ...]
