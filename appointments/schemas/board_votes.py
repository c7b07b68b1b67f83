"""What the body decided by motion, as whoever keeps its meetings tells it."""

from datetime import date
from uuid import UUID

from msgspec import Struct


class BoardVote(Struct, frozen=True, kw_only=True):
    """A motion of a meeting of the whole body; `carried` is None while it was not voted.

    One that was rescinded later, or is held until its tests agree, does not count as carried.
    """

    motion: UUID
    meeting: UUID
    title: str
    text: str
    on: date | None
    carried: bool | None
