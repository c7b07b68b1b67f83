"""The words of printed papers, as the clerk edits them."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct


class TextWish(Struct, frozen=True, kw_only=True):
    """New words for a paper; `based_on` is the version that was read before."""

    title: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
    text: Annotated[str, Meta(min_length=1, max_length=10_000, pattern=r"^[^\x00]*$")]
    based_on: Annotated[int, Meta(ge=0, le=1_000_000)]


class TextVersion(Struct, frozen=True, kw_only=True):
    """One version of a paper's words; version 0 is the program's own."""

    version: int
    title: str
    text: str
    changed_by: str
    changed_at: datetime | None


class PaperText(Struct, frozen=True, kw_only=True):
    """A paper's words in force, the gaps they may have, and every version, the latest first."""

    name: str
    about: str
    gaps: tuple[str, ...]
    current: TextVersion
    versions: tuple[TextVersion, ...]
