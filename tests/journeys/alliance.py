"""Who has a part in the journeys of a nomination round; none of them exists."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from appointments.schemas.alliances import (
    CommitteeWish,
    OrganizationWish,
    RepresentativeWish,
)
from appointments.services.alliances import (
    admit_organization,
    choose_committee_member,
    name_representative,
)
from governance.rules.access import Role
from governance.schemas.accounts import Account, AccountWish, RoleGrant
from governance.services.accounts import create_account
from governance.services.roles import grant_role
from tests.app import PASSWORD, acting
from tests.appointments.makers import CHARTER, a_person, clerk
from tests.appointments.rounding import Committee
from tests.journeys.founding import ZONE

SEATS = tuple(seat.id for seat in CHARTER.seats_of("alliance"))
SEAT_NAMES = tuple(CHARTER.seat(seat).name for seat in SEATS)
LAST = SEATS[-1]
"""The seat for which Council rejects every name twice."""

COMMITTEE = (
    "Agnes Underhill",
    "Bashir Rahmani",
    "Carmela Fusco",
    "Delroy Pinnock",
    "Esther Vang",
)
SPEAKER = "Fenna Okonkwo"
REVIEWER = "Morwenna Fairchild"
ORGANIZATION = "Neighbors of the Nineteenth Ward"

NOMINEES = (
    "Gideon Marsh",
    "Halima Osei",
    "Ignacio Beltrán",
    "Josephine Tran",
    "Kwabena Lyle",
    "Lucinda Farrow",
    "Mateus Oliveira",
    "Nadia Petrenko",
    "Obadiah Crane",
    "Priscilla Ng",
    "Quillon Baptiste",
    "Rosamund Achebe",
)
AGAIN = (
    ("Stellan Whitlock", "Thandiwe Moyo", "Ulrika Santos"),
    ("Viorel Castellanos", "Winifred Abara", "Xiomara Delgado"),
)
"""The names for the last seat, once every name before was rejected."""


@dataclass
class Circle:
    """The committee, who speaks for an organization, and the ids by which they are known."""

    committee: Committee
    organization: UUID
    accounts: dict[str, Account] = field(default_factory=dict)


def mail_of(name: str) -> str:
    """Return where somebody gets mail, and signs in."""
    return f"{name.split()[0].casefold()}@mail.example"


def ten(on: date, minutes: int = 0) -> datetime:
    """Return ten o'clock of a day, where the Board is."""
    return datetime(on.year, on.month, on.day, 10, tzinfo=ZONE) + timedelta(minutes=minutes)


async def a_circle(on: date) -> Circle:
    """Let the Alliance have an organization and a committee, Council a reviewer; all sign in."""
    accounts, people = {}, {}
    for name in (*COMMITTEE, SPEAKER, REVIEWER):
        if name != REVIEWER:
            people[name] = (await a_person(on, name)).id
        person = people.get(name)
        wish = AccountWish(email=mail_of(name), name=name, password=PASSWORD, person=person)
        accounts[name] = await create_account(wish, at=ten(on))
    reviews = RoleGrant(account=accounts[REVIEWER].id, role=Role.COUNCIL_REVIEWER, since=on)
    await grant_role(acting(Role.ADMINISTRATOR, at=ten(on).astimezone(UTC)), reviews)
    for name in COMMITTEE:
        chosen = CommitteeWish(
            authority="alliance",
            person=people[name],
            chosen_on=on,
            since=on,
            chosen_how="By a show of hands.",
        )
        await choose_committee_member(clerk(on), chosen)
    joins = OrganizationWish(authority="alliance", name=ORGANIZATION, joined_on=on)
    organization = await admit_organization(clerk(on), joins)
    speaks = RepresentativeWish(person=people[SPEAKER], since=on)
    await name_representative(clerk(on), organization.id, speaks)
    committee = Committee(tuple(people[name] for name in COMMITTEE), on)
    return Circle(committee, organization.id, accounts)
