"""Short ways to lawful situations: people about whom all is known, acts that are carried."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from appointments.schemas.appointments import Appointing, AppointmentView, Naming
from appointments.schemas.legislation import CouncilVote, LegislationView, LegislationWish
from appointments.services.appointments import appoint_member
from appointments.services.designations import designate_person
from appointments.services.history import get_appointment
from appointments.services.legislation import introduce_legislation, record_council_vote
from governance.charter.load import load_bundled
from governance.rules.access import Actor, Role
from governance.rules.people import FactKind
from governance.schemas.people import FactWish, Person, PersonWish
from governance.services.bodies import engine, get_body
from governance.services.deeds import Record, close
from governance.services.people import record_person, state_fact
from tests.app import SLUG, acting

CHARTER = load_bundled("rochester-pab")
CITY = "City of Rochester"
MOVED_IN = date(2010, 5, 1)
STATED = date(2019, 6, 1)
_numbers = count(1)


def clerk(on: date, **more: object) -> Actor:
    """The clerk at noon of a day."""
    at = datetime(on.year, on.month, on.day, 17, tzinfo=UTC)
    return acting(Role.CLERK, at=at, **more)


def statements(district: str = "East") -> list[FactWish]:
    """Everything that the criteria ask, answered without blame."""
    told = {"stated_by": "the person", "stated_on": STATED}
    nothing = [
        (FactKind.EMPLOYMENT, False),
        (FactKind.EMPLOYMENT, True),
        (FactKind.OFFICE, False),
        (FactKind.FAMILY, False),
        (FactKind.LITIGATION, False),
        (FactKind.LITIGATION, True),
    ]
    return [
        FactWish(kind=FactKind.RESIDENCE, what=CITY, district=district, since=MOVED_IN, **told),
        FactWish(kind=FactKind.BIRTH, since=date(1980, 2, 29), **told),
        FactWish(kind=FactKind.CITIZENSHIP, **told),
        *(
            FactWish(kind=kind, of_family=of_family, none_else=True, **told)
            for kind, of_family in nothing
        ),
    ]


async def a_person(on: date, name: str = "", *, district: str = "East") -> Person:
    """Somebody whom nothing bars from a seat; all that is stated is one link of the chain."""
    number = next(_numbers)
    wish = PersonWish(name=name or f"Person {number}", email=f"p{number}@test.example")
    async with engine().transaction():
        record = Record(clerk(on), await get_body(SLUG), CHARTER)
        person = await record_person.within(record, wish)
        for fact in statements(district):
            await state_fact.within(record, person.id, fact)
        await close(record, "record_person")
    return person


async def an_act(on: date, *, ayes: int = 9, noes: int = 0) -> LegislationView:
    """An act that was introduced and voted on a day."""
    actor = clerk(on)
    wish = LegislationWish(number=f"No. {next(_numbers)}", title="Appointment", introduced_on=on)
    act = await introduce_legislation(actor, wish)
    return await record_council_vote(actor, act.id, CouncilVote(voted_on=on, ayes=ayes, noes=noes))


async def named(on: date, seat: str, person: UUID) -> None:
    """Let the right authority name a person for a seat."""
    authority = CHARTER.seat(seat).designated_by
    await designate_person(clerk(on), Naming(seat=seat, person=person, authority=authority))


async def appointed(
    on: date,
    seat: str,
    person: UUID | None = None,
    *,
    since: date | None = None,
    legislation: UUID | None = None,
) -> AppointmentView:
    """Put somebody into a seat by an act of that day."""
    if person is None:
        district = CHARTER.seat(seat).district or "East"
        person = (await a_person(on, district=district)).id
    await named(on, seat, person)
    if legislation is None:
        legislation = (await an_act(on)).id
    wish = Appointing(seat=seat, person=person, legislation=legislation, since=since)
    return await appoint_member(clerk(on), wish)


async def a_full_board(on: date) -> dict[str, AppointmentView]:
    """Nine members of the first board, all appointed on a day, by seat."""
    act = await an_act(on)
    nine = [await appointed(on, seat.id, legislation=act.id) for seat in CHARTER.seats]
    body = await get_body(SLUG)
    return {each.seat: await get_appointment(body, each.id) for each in nine}


async def staggered(on: date, board: dict[str, AppointmentView]) -> dict[str, AppointmentView]:
    """The first board's members go on, each for the first term of the seat's class."""
    act = await an_act(on)
    return {
        seat: await appointed(on, seat, each.person, since=each.term_until, legislation=act.id)
        for seat, each in board.items()
    }
