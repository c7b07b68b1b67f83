"""Where the demonstration plays: a clock that only goes on, actors, and what is still to happen."""

import heapq
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.charter.model import Charter
from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import Account, RoleGrant
from governance.schemas.bodies import Body
from governance.services.roles import grant_role

SLUG = "rochester-pab"
ZONE = ZoneInfo("America/New_York")
YEARS = 6
"""How many whole service years the history has, besides the one that runs."""

MAYOR = "mayor"
BY_APPOINTMENT = frozenset(
    {
        Role.CHAIR,
        Role.VICE_CHAIR,
        Role.MEMBER,
        Role.ALLIANCE_COMMITTEE,
        Role.ALLIANCE_REPRESENTATIVE,
    }
)
"""These roles come with a seat, an office or a choice, by the deeds themselves."""

Action = Callable[[], Awaitable[object]]


def beginning(today: date) -> date:
    """Return the day on which the board of the demonstration begins, in a January."""
    july = date(today.year, 7, 1)
    first = (july.year if july <= today else july.year - 1) - YEARS
    return date(first, 1, 6)


@dataclass
class Stage:
    """The demonstration while it plays.

    `people` and `names` are by the keys of the cast, `accounts` by role, `own` by person;
    `held` are the days of the regular meetings, `referred` the titles sent to a committee once.
    """

    founded_on: date
    today: date
    body: Body = field(init=False)
    charter: Charter = field(init=False)
    people: dict[str, UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    accounts: dict[Role, Account] = field(default_factory=dict)
    own: dict[UUID, Account] = field(default_factory=dict)
    held: list[date] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chance = Random(self.today.toordinal())  # noqa: S311 (invented, not secret)
        self.now = self.moment(self.founded_on, time(9, 0))
        self._ahead: list[tuple[datetime, int, Action]] = []
        self._numbers = itertools.count()

    @property
    def first_july(self) -> int:
        """The year in which the staggered terms begin."""
        return self.founded_on.year

    @property
    def day(self) -> date:
        """The day it is, where the board is."""
        return self.now.astimezone(ZONE).date()

    @property
    def end(self) -> datetime:
        """The present: nothing is played after it."""
        return self.moment(self.today, time())

    def moment(self, on: date, hour: time) -> datetime:
        """Return a moment on the board's clock."""
        return datetime.combine(on, hour, ZONE).astimezone(UTC)

    def at(self, on: date, hour: time, action: Action) -> None:
        """Let something happen at a moment, if that is in the past."""
        moment = self.moment(on, hour)
        if moment < self.end:
            heapq.heappush(self._ahead, (moment, next(self._numbers), action))

    async def play(self, progress: Callable[[float], None]) -> None:
        """Let everything happen in the order of time."""
        begun = self.now
        whole = self.end - begun
        while self._ahead:
            moment, _, action = heapq.heappop(self._ahead)
            self.now = max(self.now, moment)
            await action()
            progress(min((self.now - begun) / whole, 1.0))
        progress(1.0)

    def wait(self, minutes: int = 0, seconds: int = 0) -> datetime:
        """Let time pass, and return the moment it is then."""
        self.now += timedelta(minutes=minutes, seconds=seconds)
        return self.now

    def by(self, role: Role, *, authority: str = "") -> Actor:
        """Return whoever has a role, acting a few seconds after the deed before."""
        account = self.accounts[role]
        return self._acting(account, role, authority)

    def member(self, person: UUID) -> Actor:
        """Return a member with an account of their own."""
        return self._acting(self.own[person], Role.MEMBER, "")

    async def grant_roles(self) -> None:
        """Give each account the role it stands for; seats and offices give theirs later."""
        for role, account in self.accounts.items():
            if role not in BY_APPOINTMENT:
                wish = RoleGrant(
                    account=account.id,
                    role=role,
                    authority=MAYOR if role is Role.AUTHORITY else "",
                    since=self.founded_on,
                )
                await grant_role(self.by(Role.ADMINISTRATOR), wish)

    def _acting(self, account: Account, role: Role, authority: str) -> Actor:
        return Actor(
            body=SLUG,
            at=self.wait(seconds=7),
            account=account.id,
            name=account.name,
            person=account.person,
            grants=frozenset({Grant(role, authority)}),
        )
