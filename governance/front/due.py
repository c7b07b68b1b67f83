"""Everything that is due at a body, from every package."""

from collections.abc import Awaitable, Callable
from datetime import date

import appointments.services.due
import elections.services.due
import meetings.services.due
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.services.bodies import charter_on

Source = Callable[[Body, Charter, date], Awaitable[list[Due]]]

SOURCES: tuple[Source, ...] = (
    appointments.services.due.due,
    meetings.services.due.due,
    elections.services.due.due,
)


async def due_of(body: Body, on: date) -> list[Due]:
    """Return what is due, by the rolled day; what has no consequence in law comes after."""
    charter = await charter_on(body, on)
    found = [item for source in SOURCES for item in await source(body, charter, on)]
    return sorted(found, key=lambda item: (item.advisory, item.day, item.clause))
