"""Who founds the board in these journeys, what is known of them, and when it all happens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import msgspec

from governance.rules.access import Role
from governance.schemas.accounts import Account, AccountWish, RoleGrant, TokenWish
from governance.schemas.people import FactWish
from governance.services.accounts import account_of, create_account
from governance.services.roles import grant_role
from governance.services.tokens import create_token
from tests.app import PASSWORD, SLUG, Doors, acting
from tests.appointments.makers import CHARTER, a_person, an_act, appointed, statements

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

    client: httpx.Client
    token: str = ""

    def ask(self, path: str, **query: str) -> Json:
        """Read something that must be there."""
        answer = self.client.get(API + path, headers=self.headers, params=query)
        assert answer.status_code == HTTPStatus.OK, answer.text
        return answer.json()

    def do(self, path: str, **wish: object) -> Json:
        """Do a deed that must succeed."""
        answer = self.client.post(API + path, headers=self.headers, json=plain(wish))
        assert answer.is_success, answer.text
        return answer.json()

    def refused(
        self, path: str, expected: HTTPStatus = HTTPStatus.CONFLICT, **wish: object
    ) -> Json:
        """Try a deed that must be refused; return the problem."""
        answer = self.client.post(API + path, headers=self.headers, json=plain(wish))
        assert answer.status_code == expected, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        return answer.json()

    @property
    def headers(self) -> dict[str, str]:
        """Return what tells the API who speaks."""
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
        return Caller(self.doors.client, self.doors.tokens[role.value])

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
        return Caller(self.doors.client)

    def member(self, seat: str) -> Caller:
        """Return the member who has a seat, signed in with a token of their own."""
        return self.voices[seat]

    def open_accounts(self) -> None:
        """Give each of the nine an account and a token, as an installation's keeper does."""
        at = self.doors.watch.moment
        with self.doors.client.portal() as portal:
            for seat, person in self.people.items():
                account = portal.call(open_account, seat, UUID(person), at)
                self.voices[seat] = Caller(self.doors.client, portal.call(a_token, account, at))


def facts_of(seat: str) -> list[FactWish]:
    """Return what the person for a seat has to say about themselves."""
    return statements(CHARTER.seat(seat).district or "East")


def plain(wish: dict[str, object]) -> Json:
    """Return a wish as JSON holds it."""
    return msgspec.to_builtins(wish)


def address_of(seat: str) -> str:
    """Return where a member signs in and reads mail."""
    return f"{seat}@test.example"


async def open_account(seat: str, person: UUID, at: datetime) -> Account:
    """Open the account of the person for a seat."""
    name = NAMES[seat]
    wish = AccountWish(email=address_of(seat), name=name, password=PASSWORD, person=person)
    return await create_account(wish, at=at)


async def a_token(account: Account, at: datetime) -> str:
    """Give an account a token for whatever it may do."""
    return (await create_token(account.id, TokenWish(name="t", scopes=("all",)), at=at)).token


async def appoint_members(on: date, seats: Iterable[str]) -> dict[str, UUID]:
    """Let members be appointed before a journey begins; each can sign in."""
    at = datetime.combine(on, time(17), UTC)
    act = await an_act(on)
    people = {}
    for seat in seats:
        district = CHARTER.seat(seat).district or "East"
        person = (await a_person(on, NAMES[seat], district=district)).id
        await open_account(seat, person, at)
        await appointed(on, seat, person, legislation=act.id)
        people[seat] = person
    return people


async def make_chair(seat: str, since: date) -> None:
    """Give a member the role of the Chair."""
    account = await account_of(address_of(seat))
    wish = RoleGrant(account=account.id, role=Role.CHAIR, since=since)
    await grant_role(acting(Role.ADMINISTRATOR), wish)
