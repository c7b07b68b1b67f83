"""Files as they are handed in and as they are kept."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

LARGEST = 8_000_000
"""Bytes of the largest file taken; a bound of this program, not of any law."""


class Upload(Struct, frozen=True, kw_only=True):
    """A file as somebody hands it in; in JSON its content is base64."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    content: Annotated[bytes, Meta(max_length=LARGEST)]


class Paper(Struct, frozen=True, kw_only=True):
    """A file as it is kept: what it is called, what it is, its size in bytes, its SHA-256."""

    id: UUID
    name: str
    media_type: str
    size: int
    digest: str
    kept_at: datetime
    erased: bool = False
