"""Decades of random attempts, lawful and unlawful; each month what must hold is looked at."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from random import Random

from appointments.schemas.appointments import Appointing, AppointmentView, Kind, ServiceEnd
from appointments.services.appointments import appoint_member
from appointments.services.departures import end_service
from appointments.services.history import history
from appointments.services.seats import members_in_office, seats_on
from governance.database import Engine
from governance.days import add_months, add_years
from governance.errors import GovernanceError
from governance.schemas.bodies import Body
from governance.schemas.people import Person
from tests.appointments.makers import (
    CHARTER,
    a_full_board,
    a_person,
    an_act,
    clerk,
    named,
    staggered,
)

FIRST = date(2020, 1, 21)
JULY = date(2020, 7, 1)
DISTRICTS = ("East", "Northeast", "Northwest", "South")


class Decades:
    """Chance, with a seed: the same decades each time."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.people: dict[str, list[Person]] = {}
        self.done = self.refused = 0

    async def settle(self) -> None:
        for district in DISTRICTS:
            self.people[district] = [await a_person(FIRST, district=district) for _ in range(5)]

    async def month(self, body: Body, on: date) -> None:
        """Try a few things; each may be refused."""
        attempts = [self._appoint_one(on) for _ in range(self.chance.randint(0, 3))]
        if self.chance.random() < 0.06:
            attempts.append(self._end_one(body, on))
        for attempt in attempts:
            try:
                await attempt
                self.done += 1
            except GovernanceError:
                self.refused += 1

    async def _appoint_one(self, on: date) -> None:
        seat = self.chance.choice(CHARTER.seats)
        district = seat.district if self.chance.random() < 0.9 else ""
        person = self.chance.choice(self.people[district or self.chance.choice(DISTRICTS)])
        ayes = self.chance.choice([4, 5, 9, 9, 9])
        ahead = self.chance.choice([None, CHARTER.terms.begins.after(on)])
        act = await an_act(on, ayes=ayes)
        await named(on, seat.id, person.id)
        wish = Appointing(seat=seat.id, person=person.id, legislation=act.id, since=ahead)
        await appoint_member(clerk(on), wish)

    async def _end_one(self, body: Body, on: date) -> None:
        sitting = [each for each in await history(body, ending_after=on) if each.since]
        if sitting:
            ground = self.chance.choice(CHARTER.grounds).id
            wish = ServiceEnd(
                ground=ground,
                on=on,
                delivered_on=on,
                delivered_to="City Clerk",
                found_by="A court",
                reference="No. 1",
            )
            await end_service(clerk(on), self.chance.choice(sitting).id, wish)


async def test_what_must_always_hold_holds_for_decades(board: Body, engine: Engine) -> None:
    decades = Decades(seed=1848)
    await decades.settle()
    await staggered(FIRST, await a_full_board(FIRST))
    on, end = JULY, add_years(JULY, 30 if engine.engine_type == "sqlite" else 4)
    while on < end:
        await decades.month(board, on)
        await one_member_a_seat_and_one_seat_a_member(board, on)
        on = add_months(on, 1)
    assert min(decades.refused, decades.done) > 10
    served = await history(board)
    every_term_ends_on_the_grid(served)
    nobody_passes_two_terms(served)
    await every_service_has_its_carried_act(engine)


async def one_member_a_seat_and_one_seat_a_member(board: Body, on: date) -> None:
    members = await members_in_office(board, on)
    assert len({each.seat for each in members}) == len(members)
    assert len({each.person for each in members}) == len(members)
    on_the_roll = {
        each.id for each in await seats_on(board, CHARTER, on) if each.holder is not None
    }
    assert {each.seat for each in members} == on_the_roll


def every_term_ends_on_the_grid(served: list[AppointmentView]) -> None:
    years = {seat.id: seat.stagger_years or 0 for seat in CHARTER.seats}
    for each in served:
        if each.kind is not Kind.INITIAL and each.term_until is not None:
            assert (each.term_until.month, each.term_until.day) == (7, 1)
            passed = each.term_until.year - JULY.year - years[each.seat]
            assert passed % CHARTER.terms.years == 0


def nobody_passes_two_terms(served: list[AppointmentView]) -> None:
    """Count by hand what counts as a term, and forget what lies before three years away."""
    of_person = defaultdict(list)
    for each in served:
        if each.kind is not Kind.INITIAL and each.since != each.until:
            of_person[each.person].append(each)
    for terms in of_person.values():
        terms.sort(key=lambda each: each.since or date.min)
        run = int(is_a_term(terms[0]))
        for before, after in pairwise(terms):
            assert before.until is not None
            assert after.since is not None
            was_away = add_years(before.until, 3) <= after.since
            run = int(is_a_term(after)) + (0 if was_away else run)
            assert run <= 2


def is_a_term(each: AppointmentView) -> bool:
    if each.kind in (Kind.STAGGERED, Kind.FULL):
        return True
    assert each.term_since is not None
    assert each.term_until is not None
    return (each.term_until - each.term_since).days * 2 > 3 * 365 + 1


async def every_service_has_its_carried_act(engine: Engine) -> None:
    lawless = await engine.read(
        "SELECT 1 FROM service s JOIN appointment a ON a.id = s.appointment "
        "JOIN legislation l ON l.id = a.legislation "
        "WHERE l.voted_on IS NULL OR l.ayes < 5 OR l.voted_on > s.since"
    )
    assert lawless == []
