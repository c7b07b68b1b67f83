"""Six years of the nine seats: who was named, voted, sworn in; who left, who stayed too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from msgspec.structs import replace

from appointments.schemas.appointments import (
    AppointmentNotice,
    DiscretionWish,
    Naming,
    Oath,
    ServiceEnd,
)
from appointments.schemas.corrections import Correction, Subject
from appointments.schemas.legislation import LegislationWish, Pair
from appointments.schemas.vacancies import How, NoticeDelivery, Notices
from appointments.services.acts import appoint_named, name_in_act
from appointments.services.appointments import (
    record_oath,
    send_appointment_notice,
)
from appointments.services.departures import end_service
from appointments.services.designations import designate_person, record_discretion
from appointments.services.history import get_appointment
from appointments.services.legislation import introduce_legislation
from appointments.services.notices import record_notice_delivery, send_notices
from governance.demo.accounts import open_member_account
from governance.demo.council import plan_council, vote_on
from governance.demo.people import named, stated
from governance.demo.stage import MAYOR, Stage
from governance.front.changes import correct_record, preview_correction
from governance.rules.access import Role
from governance.schemas.people import PersonWish
from governance.services.people import record_person, state_fact, verify_fact

TUESDAY = 1
CHAIR, VICE_CHAIR, MEMBER = "b2", "b1", "c8"
WITH_ACCOUNTS = {CHAIR: Role.CHAIR, VICE_CHAIR: Role.VICE_CHAIR, MEMBER: Role.MEMBER}
FORMER_OFFICER = "b4"
CORRECTED = "c6"
"""Whose oath was recorded under a wrong day, and mended."""
FORMER_OFFICERS_RULE = "former_officer"
CLOCK_RUNS = timedelta(days=50)
"""How long ago the seat that is vacant now fell vacant."""

ADDRESSES = {
    "council": "council@openseat.example",
    "mayor": "mayor@openseat.example",
    "alliance": "alliance@openseat.example",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Somebody is appointed to a seat by an act voted on a day; `since` where a term begins."""

    person: str
    seat: str
    voted_on: date
    since: date | None = None
    is_carried: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody leaves a seat before the term is over."""

    seat: str
    ground: str
    on: date


def plan_seats(stage: Stage) -> None:
    """Put every appointment and every departure on the stage's calendar."""
    plan_council(stage)
    seats = _Seats(stage)
    for number, turn in enumerate(_turns(stage.first_july), 1):
        seats.plan_turn(turn, number)
    for leaving in _leavings(stage.first_july, stage.today):
        known_on = leaving.on - timedelta(days=2)
        while not stage.charter.calendar.is_business_day(known_on):
            known_on -= timedelta(days=1)
        stage.at(known_on, time(11, 20), partial(seats.leave, leaving))


def _turns(g: int) -> Iterator[Turn]:
    """Give the appointments; `g` is the year in which the staggered terms begin."""
    first = {
        "east": "a1",
        "northeast": "a4",
        "northwest": "a5",
        "south": "a7",
        "mayor": "a9",
        "alliance-1": "a2",
        "alliance-2": "a3",
        "alliance-3": "a6",
        "alliance-4": "a8",
    }
    for seat, person in first.items():
        day = date(g, 1, 21) if seat.startswith("alliance") else date(g, 1, 14)
        yield Turn(person=person, seat=seat, voted_on=_council_day(day))
    for seat, person in first.items():
        yield _term(person, seat, g)
    for person, seat, year in (
        ("a1", "east", g + 1),
        ("b2", "alliance-1", g + 1),
        ("a3", "alliance-2", g + 1),
        ("a4", "northeast", g + 2),
        ("b6", "alliance-3", g + 2),
        ("b5", "northwest", g + 2),
        ("b7", "south", g + 3),
        ("a8", "alliance-4", g + 3),
        ("b9", "mayor", g + 3),
        ("b1", "east", g + 4),
        ("b2", "alliance-1", g + 4),
        ("b3", "alliance-2", g + 4),
        ("b4", "northeast", g + 5),
        ("b5", "northwest", g + 5),
        ("c8", "alliance-4", g + 6),
        ("c9", "mayor", g + 6),
    ):
        yield _term(person, seat, year)
    yield Turn(
        person="b8", seat="northwest", voted_on=_council_day(date(g + 1, 12, 14)), is_carried=False
    )
    yield Turn(person="b5", seat="northwest", voted_on=_council_day(date(g + 2, 2, 15)))
    yield Turn(person="c9", seat="mayor", voted_on=_council_day(date(g + 5, 4, 22)))
    yield Turn(person="c6", seat="alliance-3", voted_on=_council_day(date(g + 5, 9, 23)))


def _term(person: str, seat: str, year: int) -> Turn:
    return Turn(
        person=person, seat=seat, voted_on=_council_day(date(year, 6, 14)), since=date(year, 7, 1)
    )


def _council_day(on: date) -> date:
    """Return the Tuesday on which Council votes: the day itself, or the next one."""
    return on + timedelta(days=(TUESDAY - on.weekday()) % 7)


def _leavings(g: int, today: date) -> Iterator[Leaving]:
    yield Leaving(seat="northwest", ground="resignation", on=date(g + 1, 10, 12))
    yield Leaving(seat="mayor", ground="residence", on=date(g + 5, 3, 3))
    yield Leaving(seat="alliance-2", ground="resignation", on=today - CLOCK_RUNS)


class _Seats:
    """What the events of the seats need to remember."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.acts: dict[Turn, UUID] = {}
        self.holders: dict[str, UUID] = {}
        self.known: set[str] = set()

    def plan_turn(self, turn: Turn, number: int) -> None:
        at, voted = self.stage.at, turn.voted_on
        # The first board applies within the few days between the founding and the votes.
        is_first = voted.year == self.stage.first_july and voted.month == 1
        days = (6, 5, 4) if is_first else (36, 20, 12)
        hour = time(9 + number % 7, number % 60)
        for before, action in zip(days, (self.apply, self.name, self.introduce), strict=True):
            at(voted - timedelta(days=before), hour, partial(action, turn))
        at(voted, time(20, number % 60), partial(self.vote, turn))

    async def apply(self, turn: Turn) -> None:
        """Record the applicant with everything that the law asks about, once."""
        stage = self.stage
        if turn.person in self.known:
            return
        self.known.add(turn.person)
        name = named(turn.person, stage.today)
        email = f"{turn.person}@members.example"
        person = await record_person(stage.by(Role.CLERK), PersonWish(name=name, email=email))
        stage.people[turn.person], stage.names[turn.person] = person.id, person.name
        wishes = stated(
            name,
            stage.day,
            stage.charter,
            stage.chance,
            district=stage.charter.seat(turn.seat).district or stage.chance.choice(self._districts),
            was_officer=turn.person == FORMER_OFFICER,
        )
        for wish in wishes:
            fact = await state_fact(stage.by(Role.CLERK), person.id, wish)
            if wish.evidence:
                await verify_fact(stage.by(Role.CLERK), fact.id)
        if turn.person in WITH_ACCOUNTS:
            await open_member_account(stage, WITH_ACCOUNTS[turn.person], person.id, name)

    async def name(self, turn: Turn) -> None:
        """Let the seat's authority name the person."""
        stage, authority = self.stage, self.stage.charter.seat(turn.seat).designated_by
        actor = stage.by(Role.CLERK)
        if authority == MAYOR:
            actor = stage.by(Role.AUTHORITY, authority=MAYOR)
        person = stage.people[turn.person]
        await designate_person(actor, Naming(seat=turn.seat, person=person, authority=authority))
        if turn.person == FORMER_OFFICER:
            wish = DiscretionWish(
                person=person,
                criterion=FORMER_OFFICERS_RULE,
                authority=authority,
                allowed=True,
                reason="Left that work eleven years ago; no other member has such a past.",
            )
            await record_discretion(stage.by(Role.CLERK), wish)

    async def introduce(self, turn: Turn) -> None:
        """Bring the act before Council."""
        seat, name = self.stage.charter.seat(turn.seat), self.stage.names[turn.person]
        wish = LegislationWish(
            number=f"Resolution {turn.voted_on.year}-{101 + len(self.acts)}",
            title=f"Appointment of {name} to the {self.stage.body.name} ({seat.name})",
            introduced_on=self.stage.day,
        )
        act = await introduce_legislation(self.stage.by(Role.CLERK), wish)
        pair = Pair(seat=turn.seat, person=self.stage.people[turn.person], since=turn.since)
        await name_in_act(self.stage.by(Role.CLERK), act.id, pair)
        self.acts[turn] = act.id

    async def vote(self, turn: Turn) -> None:
        """Vote the act; if it is carried, appoint, tell and swear in."""
        stage = self.stage
        noes = stage.chance.choice((0, 0, 0, 1, 2)) if turn.is_carried else 5
        await vote_on(stage, self.acts[turn], noes)
        if not turn.is_carried:
            return
        [appointment] = await appoint_named(stage.by(Role.CLERK), self.acts[turn])
        tell, swear = partial(self.tell, appointment.id), partial(self.swear, appointment.id)
        stage.at(turn.voted_on + timedelta(days=1), time(10, 15), tell)
        sworn_on = turn.voted_on + timedelta(days=stage.chance.randint(6, 13))
        stage.at(stage.charter.calendar.rolled(sworn_on), time(12), swear)
        if turn.person == CORRECTED:
            correct = partial(self.correct_oath, appointment.id)
            stage.at(turn.voted_on + timedelta(days=30), time(9, 45), correct)
        begins = partial(self.begin, turn.seat, appointment.id)
        stage.at(turn.since or turn.voted_on, time(23, 58), begins)

    async def tell(self, appointment: UUID) -> None:
        wish = AppointmentNotice(on_paper=True)
        await send_appointment_notice(self.stage.by(Role.CLERK), appointment, wish)

    async def swear(self, appointment: UUID) -> None:
        day = self.stage.day
        wish = Oath(taken_on=day, filed_on=day)
        await record_oath(self.stage.by(Role.CLERK), appointment, wish)

    async def correct_oath(self, appointment: UUID) -> None:
        """Mend the day of an oath, which was taken the day before it was filed."""
        taken_on = (await get_appointment(self.stage.body, appointment)).oath_taken_on
        if taken_on is None:
            return
        wish = Correction(
            subject=Subject.APPOINTMENT,
            thing=appointment,
            changes={"oath_taken_on": (taken_on - timedelta(days=1)).isoformat()},
            why="The oath card names the day before; it was filed a day after it was taken.",
        )
        seen = await preview_correction(self.stage.by(Role.CLERK), wish)
        await correct_record(self.stage.by(Role.CLERK), replace(wish, seen=seen.seen))

    async def begin(self, seat: str, appointment: UUID) -> None:
        """Remember whose the seat is from now on."""
        self.holders[seat] = appointment

    async def leave(self, leaving: Leaving) -> None:
        """Record why and when the holder leaves, and let the notices follow."""
        stage, today = self.stage, self.stage.day
        if leaving.ground == "resignation":
            wish = ServiceEnd(
                ground=leaving.ground,
                on=leaving.on,
                delivered_on=today,
                delivered_to=stage.charter.resignation.delivered_to,
            )
        else:
            wish = ServiceEnd(
                ground=leaving.ground,
                on=today,
                found_by="Council clerk",
                remark="Moved out of the city.",
            )
        ended = await end_service(stage.by(Role.CLERK), self.holders[leaving.seat], wish)
        if ended.vacancy is not None:
            told_on = ended.effective_on + timedelta(days=1)
            stage.at(told_on, time(14, 5), partial(self.give_notices, ended.vacancy))

    async def give_notices(self, vacancy: UUID) -> None:
        """Tell everyone by mail, and bring the Mayor the letter on paper too."""
        clerk, day = self.stage.by(Role.CLERK), self.stage.day
        await send_notices(clerk, vacancy, Notices(addresses=ADDRESSES))
        by_hand = NoticeDelivery(how=How.HAND, delivered_on=day, delivered_by="City messenger")
        await record_notice_delivery(self.stage.by(Role.CLERK), vacancy, MAYOR, by_hand)

    @property
    def _districts(self) -> tuple[str, ...]:
        return tuple(seat.district for seat in self.stage.charter.seats if seat.district)
