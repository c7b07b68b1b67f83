"""Who founds the board in these journeys, what is known of them, and when it all happens."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import AccountWish, TokenWish
from governance.schemas.people import FactWish
from governance.services.accounts import create_account, create_token
from tests.app import PASSWORD, SLUG, Doors
from tests.appointments.makers import CHARTER, statements

ZONE = ZoneInfo(CHARTER.body.timezone)
API = f"/api/v1/bodies/{SLUG}"

NAMES = {
    "east": "Zoë Ashgrove",
    "northeast": "Ibrahim Al-Khatib",
    "northwest": "李 秀英",
    "south": "Juanita Peñaloza-Ruiz",
    "alliance-1": "Юлия Мороз",
    "alliance-2": "Tunde Adébáyò",
    "alliance-3": "فاطمة حسن",
    "alliance-4": "Siobhán O’Rourke",
    "mayor": "Wendell Fitzhugh",
}
"""Nine people who do not exist, by the seats that they will have."""

SHEET_DAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
COUNCIL_DAY = datetime(2026, 11, 24, 19, 0, tzinfo=ZONE)
MEETING = datetime(2026, 12, 3, 18, 30, tzinfo=ZONE)

Json = Any  # whatever an answer holds; each step says what it expects of it


@dataclass
class Caller:
    """One person who speaks to the API with a token of their own."""

    doors: Doors
    token: str = ""

    def ask(self, path: str, **query: str) -> Json:
        """Read something that must be there."""
        answer = self.doors.client.get(API + path, headers=self._headers, params=query)
        assert answer.status_code == HTTPStatus.OK, answer.text
        return answer.json()

    def do(self, path: str, **wish: object) -> Json:
        """Do a deed that must succeed."""
        answer = self.doors.client.post(API + path, headers=self._headers, json=plain(wish))
        assert answer.is_success, answer.text
        return answer.json()

    def refused(self, path: str, *, status: int = HTTPStatus.CONFLICT, **wish: object) -> Json:
        """Try a deed that must be refused; return the problem."""
        answer = self.doors.client.post(API + path, headers=self._headers, json=plain(wish))
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        return answer.json()

    @property
    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"} if self.token else {}


@dataclass
class Founding:
    """The journey so far: who was recorded, who can sign in, what was made."""

    doors: Doors
    people: dict[str, str] = field(default_factory=dict)
    voices: dict[str, Caller] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)

    def at(self, moment: datetime, *, minutes: int = 0) -> None:
        """Set everybody's clock."""
        self.doors.watch.moment = (moment + timedelta(minutes=minutes)).astimezone(UTC)

    def later(self, seconds: int = 5) -> None:
        """Let a little time pass."""
        self.doors.watch.moment += timedelta(seconds=seconds)

    def by(self, role: Role) -> Caller:
        """Return whoever has a role."""
        return Caller(self.doors, self.doors.tokens[role.value])

    @property
    def clerk(self) -> Caller:
        """Return the Council clerk."""
        return self.by(Role.CLERK)

    @property
    def chair(self) -> Caller:
        """Return the Chair's office."""
        return self.by(Role.CHAIR)

    @property
    def anyone(self) -> Caller:
        """Return somebody who is not signed in."""
        return Caller(self.doors)

    def member(self, seat: str) -> Caller:
        """Return the member who has a seat, signed in with a token of their own."""
        return self.voices[seat]

    def open_accounts(self) -> None:
        """Give each of the nine an account and a token, as an installation's keeper does."""
        at = self.doors.watch.moment
        with self.doors.client.portal() as portal:
            for seat, person in self.people.items():
                token = portal.call(_account, f"{seat}@test.example", NAMES[seat], person, at)
                self.voices[seat] = Caller(self.doors, token)


def facts_of(seat: str) -> list[FactWish]:
    """Return what the person for a seat has to say about themselves."""
    return statements(CHARTER.seat(seat).district or "East")


def plain(wish: dict[str, object]) -> Json:
    """Return a wish as JSON holds it."""
    return msgspec.to_builtins(wish)


def acting_at(moment: datetime, *roles: Role) -> Actor:
    """Return somebody with these roles, for what happened before a journey."""
    grants = frozenset(Grant(role) for role in roles)
    return Actor(body=SLUG, at=moment.astimezone(UTC), name="Before", grants=grants)


async def _account(email: str, name: str, person: str, at: datetime) -> str:
    wish = AccountWish(
        email=email, name=name, password=PASSWORD, person=msgspec.convert(person, UUID)
    )
    account = await create_account(wish, at=at)
    token = await create_token(account.id, TokenWish(name="phone", scopes=("all",)), at=at)
    return token.token
