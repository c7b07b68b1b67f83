"""What follows for other packages when a meeting is called to order, and when it ends."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from governance.services.deeds import Record
from meetings.schemas.meetings import Meeting
from meetings.services.files import MeetingFile

Presides = Callable[[Record, Meeting, UUID | None], Awaitable[UUID | None]]
Ends = Callable[[Record, MeetingFile], Awaitable[None]]
_presides: list[Presides] = []
_ends: list[Ends] = []


def let_choose_who_presides(source: Presides) -> None:
    """Let a package refuse who is to preside, or name somebody where nobody was named."""
    if source not in _presides:
        _presides.append(source)


def at_the_end(source: Ends) -> None:
    """Let a package do what belongs to the end of a meeting; its file is as it was before."""
    if source not in _ends:
        _ends.append(source)


async def who_presides(record: Record, meeting: Meeting, wished: UUID | None) -> UUID | None:
    """Return who presides from the call to order on."""
    for source in _presides:
        wished = await source(record, meeting, wished)
    return wished


async def end(record: Record, file: MeetingFile) -> None:
    """Do what belongs to the end of a meeting, within the deed that adjourns it."""
    for source in _ends:
        await source(record, file)
