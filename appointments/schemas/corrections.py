"""What was mended on the record, as the doors show it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

FieldName = Annotated[str, Meta(max_length=60, pattern=r"^[a-z_]+$")]
FieldText = Annotated[str, Meta(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Subject(StrEnum):
    """What can be mended: an appointment with its service, a vacancy, an act, a director's days."""

    APPOINTMENT = "appointment"
    VACANCY = "vacancy"
    LEGISLATION = "legislation"
    DIRECTOR = "director"


class Correction(Struct, frozen=True, kw_only=True):
    """Fields that are wrong on one thing, each with what is right; an empty text for nothing.

    Days are those of the record: one `until` which a service ends is the day after its last.
    `seen` is the mark of the preview that the yes is said to.
    """

    subject: Subject
    thing: UUID
    changes: Annotated[dict[FieldName, FieldText], Meta(min_length=1, max_length=20)]
    why: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
    seen: Annotated[str, Meta(max_length=64)] = ""


class CorrectionView(Struct, frozen=True, kw_only=True):
    """One field that was mended: its old and its new value in words, why, by whom and when.

    `follows` says that it was computed anew from another field, which was mended.
    """

    subject: str
    thing: UUID
    field: str
    old: str
    new: str
    follows: bool
    why: str
    by: str
    at: datetime
