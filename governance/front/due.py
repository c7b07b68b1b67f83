"""Everything that is due at a body, from every package."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import appointments.services.continuing
import appointments.services.due
import appointments.services.due_directors
import appointments.services.due_rounds
import appointments.services.due_training
import appointments.services.embargoes
import elections.services.due
import elections.services.due_secret
import meetings.services.committees
import meetings.services.due
import meetings.services.due_panels
import meetings.services.due_recommendations
from governance.charter.model import Charter
from governance.clock import day_in
from governance.front import due_duties
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.services.bodies import charter_on

Source = Callable[[Body, Charter, date], Awaitable[list[Due]]]

APPOINTMENTS = "read_appointments"
SOURCES: tuple[Source, ...] = (
    appointments.services.due.due,
    appointments.services.continuing.due,
    appointments.services.due_training.due,
    appointments.services.due_rounds.due_in_rounds,
    appointments.services.due_directors.due,
    meetings.services.due.due,
    meetings.services.committees.due,
    meetings.services.due_panels.due,
    meetings.services.due_recommendations.due,
    elections.services.due.due,
    elections.services.due_secret.due_in_secret_elections,
    due_duties.due,
)


async def due_of(body: Body, on: date) -> list[Due]:
    """Return what is due, by the rolled day; of one day, what has a consequence in law first."""
    charter = await charter_on(body, on)
    found = [item for source in SOURCES for item in await source(body, charter, on)]
    return sorted(found, key=lambda item: (item.day, item.advisory, item.clause))


async def due_for(actor: Actor, body: Body, on: date) -> list[Due]:
    """Return what is due as far as somebody may see it: what is of one person, not everyone."""
    return list(seen_by(actor, await due_of(body, on), await unseen_by(actor, body)))


async def unseen_by(actor: Actor, body: Body) -> frozenset[UUID]:
    """Return the people of whom somebody must not hear yet that they are appointed."""
    if may(actor, APPOINTMENTS):
        return frozenset()
    today = day_in(actor.at, body.timezone)
    charter = await charter_on(body, today)
    return await appointments.services.embargoes.people_behind_veil(body, charter, today)


def seen_by(actor: Actor, items: Iterable[Due], unseen: frozenset[UUID]) -> Iterator[Due]:
    """Yield the items that somebody may see; one's own lead to one's own page."""
    for item in items:
        if item.person is not None and item.person == actor.person:
            yield replace(item, href=item.own_href or item.href)
        elif item.reads and may(actor, item.reads) and not {item.person, item.about} & unseen:
            yield item
