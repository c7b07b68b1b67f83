"""Whom and what the pages about a lived-in board are about."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from appointments.services.history import history
from governance.rules.access import Actor, Role
from governance.schemas.accounts import SignIn
from governance.services.accounts import sign_in
from governance.services.bodies import get_body
from tests.app import PASSWORD, SLUG, acting
from tests.journeys.founding import (
    COUNCIL_DAY,
    ZONE,
)

CHAIR = "south"

COMMITTEE = "one.of.five@test.example"

REVIEWER = "reviewer@test.example"

SECOND_MEETING = datetime(2026, 12, 17, 18, 30, tzinfo=ZONE)

NOW = SECOND_MEETING + timedelta(minutes=40)


@dataclass
class Town:
    """Whom and what the pages are about: ids by the names that the addresses have for them."""

    people: dict[str, UUID]
    now: datetime = COUNCIL_DAY
    ids: dict[str, UUID] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def by(self, *roles: Role, seat: str = CHAIR) -> Actor:
        """Return somebody who acts a second after the deed before."""
        self.now += timedelta(seconds=1)
        return acting(*roles, at=self.now.astimezone(UTC), person=self.people[seat])


async def appointment_of(town: Town, seat: str) -> UUID:
    """Return the appointment of whoever has a seat."""
    body = await get_body(SLUG)
    return next(each.id for each in await history(body) if each.seat == seat)


async def session_of(email: str, at: datetime) -> str:
    """Sign somebody in; return the session's token."""
    _, token = await sign_in(SignIn(email=email, password=PASSWORD), at=at, hours=24)
    return token
