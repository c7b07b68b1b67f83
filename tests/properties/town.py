"""A board at work for decades, as the machine drives it: its people, its clock, its deeds.

Whatever is tried may be refused by the law; what the program does not expect is raised.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from msgspec.structs import replace

from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    DiscretionWish,
    Naming,
    Oath,
    ServiceEnd,
)
from appointments.schemas.corrections import Correction, Subject
from appointments.schemas.legislation import CouncilVote, LegislationWish
from appointments.services.appointments import (
    appoint_member,
    record_oath,
    send_appointment_notice,
)
from appointments.services.departures import end_service
from appointments.services.designations import designate_person, record_discretion
from appointments.services.legislation import introduce_legislation, record_council_vote
from governance.charter.load import bundled_charter, load_bundled
from governance.database import Engine
from governance.errors import GovernanceError
from governance.front.changes import correct_record, preview_correction
from governance.rules.access import Actor, Role
from governance.rules.people import FactKind
from governance.schemas.bodies import CharterText
from governance.schemas.people import FactWish, PersonWish
from governance.services.founding import found_body
from governance.services.people import record_person, state_fact
from meetings.rules.recusals import Relation
from meetings.rules.votes import Choice
from meetings.schemas.meetings import Arrival, CallToOrder, Departure, MeetingKind, MeetingWish
from meetings.schemas.motions import CastVote, DisclosureWish, MotionWish, Seconding
from meetings.services.calendars import schedule_meeting
from meetings.services.motions import make_motion, put_motion, second_motion
from meetings.services.recusals import declare_recusal
from meetings.services.sessions import (
    adjourn_meeting,
    call_to_order,
    record_arrival,
    record_departure,
)
from meetings.services.votes import cast_vote, close_vote
from tests.app import SLUG, acting

CHARTER = load_bundled(SLUG)
SEATS = [seat.id for seat in CHARTER.seats]
DISTRICTS = ("East", "Northeast", "Northwest", "South")
GROUNDS = [ground.id for ground in CHARTER.grounds]
FIRST_DAY = date(2020, 1, 21)
JULY = date(2020, 7, 1)
STATED = date(2019, 6, 1)


class Past(StrEnum):
    """What is known of a person, and whether it lets them onto the board."""

    SPOTLESS = "spotless"
    MARKED = "marked"  # law enforcement elsewhere, long over: at discretion, one at a time
    DEPARTMENT = "department"
    NEWCOMER = "newcomer"  # moves to the city when all this is over
    UNKNOWN = "unknown"


BARRED = frozenset({Past.DEPARTMENT, Past.NEWCOMER, Past.UNKNOWN})


@dataclass
class Town:
    """The record as it was left: who lives here, what day it is, who was put where."""

    on: date
    pasts: dict[UUID, Past] = field(default_factory=dict)
    of_district: dict[str, list[UUID]] = field(default_factory=dict)
    seconds: int = 0
    acts: int = 0
    done: int = 0
    refused: int = 0
    mended: int = 0

    @property
    def people(self) -> list[UUID]:
        return list(self.pasts)

    def by(self, role: Role, person: UUID | None = None) -> Actor:
        """Return somebody who acts a second after the deed before."""
        self.seconds += 1
        at = datetime(self.on.year, self.on.month, self.on.day, 17, tzinfo=UTC)
        return acting(role, at=at + timedelta(seconds=self.seconds), person=person)

    def later(self, days: int) -> None:
        self.on += timedelta(days=days)
        self.seconds = 0

    async def tries(self, *deeds: Awaitable[object]) -> bool:
        """Do one after the other until one is refused; say whether all were done."""
        left = list(deeds)
        while left:
            try:
                await left.pop(0)
                self.done += 1
            except GovernanceError:
                self.refused += 1
                for never in left:
                    never.close()  # type: ignore[attr-defined]  # these are coroutines
                return False
        return True

    async def act(self, ayes: int) -> UUID:
        """Let Council vote on an act, today."""
        self.acts += 1
        wish = LegislationWish(number=f"No. {self.acts}", title="Act", introduced_on=self.on)
        act = await introduce_legislation(self.by(Role.CLERK), wish)
        vote = CouncilVote(voted_on=self.on, ayes=ayes, noes=9 - ayes)
        await record_council_vote(self.by(Role.CLERK), act.id, vote)
        return act.id

    async def appoints(
        self, seat: str, person: UUID, *, ayes: int, authority: str, since: date | None
    ) -> None:
        """Try to put a person into a seat."""
        act = await self.act(ayes)
        naming = Naming(seat=seat, person=person, authority=authority)
        wish = Appointing(seat=seat, person=person, legislation=act, since=since)
        await self.tries(
            designate_person(self.by(Role.CLERK), naming),
            appoint_member(self.by(Role.CLERK), wish),
        )

    async def ends(self, appointment: UUID, ground: str, on: date) -> None:
        """Try to end a service."""
        resigns = {"delivered_on": self.on, "delivered_to": "City Clerk"}
        found = {"found_by": "A court", "reference": "No. 1"}
        more = resigns if ground == "resignation" else found
        wish = ServiceEnd(ground=ground, on=on, **more)  # type: ignore[arg-type]  # as above
        await self.tries(end_service(self.by(Role.CLERK), appointment, wish))

    async def corrects(self, subject: Subject, thing: UUID, field: str, new: str) -> None:
        """Try to mend a field, as the preview showed it."""
        wish = Correction(subject=subject, thing=thing, changes={field: new}, why="A slip.")
        try:
            seen = (await preview_correction(self.by(Role.CLERK), wish)).seen
        except GovernanceError:
            self.refused += 1
            return
        if await self.tries(correct_record(self.by(Role.CLERK), replace(wish, seen=seen))):
            self.mended += 1

    async def swears(self, appointment: UUID) -> None:
        """Try to send a notice and to file an oath."""
        await self.tries(
            send_appointment_notice(
                self.by(Role.CLERK), appointment, AppointmentNotice(on_paper=True)
            ),
            record_oath(self.by(Role.CLERK), appointment, Oath(taken_on=self.on, filed_on=self.on)),
        )

    async def allows(self, person: UUID, *, allowed: bool) -> None:
        """Let every authority decide about a person's past."""
        for authority in CHARTER.authorities:
            wish = DiscretionWish(
                person=person,
                criterion="former_officer",
                authority=authority.id,
                allowed=allowed,
                reason="It was long ago.",
            )
            await self.tries(record_discretion(self.by(Role.CLERK), wish))

    async def meets(self, members: list[UUID], chance: Random) -> None:
        """Hold a meeting at which anybody does anything; two alone cannot begin one."""
        if len(members) < 3:
            return
        starts_at = self.by(Role.CHAIR).at + timedelta(minutes=1)
        wish = MeetingWish(kind=MeetingKind.REGULAR, title="Meeting", starts_at=starts_at)
        meeting = (await schedule_meeting(self.by(Role.CHAIR), wish)).id
        self.seconds += 60
        await call_to_order(self.by(Role.CHAIR), meeting, CallToOrder())
        everyone = [*members, chance.choice(self.people)]
        there = chance.sample(everyone, chance.randint(3, len(everyone)))
        for person in there:
            await self.tries(record_arrival(self.by(Role.CHAIR), meeting, Arrival(person=person)))
        for _ in range(5):
            await self._decides(meeting, everyone, there, chance)
        await self.tries(adjourn_meeting(self.by(Role.CHAIR), meeting))

    async def _decides(
        self, meeting: UUID, everyone: list[UUID], there: list[UUID], chance: Random
    ) -> None:
        mover, seconder = chance.sample(there, 2)
        kind = chance.choice(["main", "main", "subpoena"])
        try:
            motion = (
                await make_motion(
                    self.by(Role.CHAIR), meeting, MotionWish(kind=kind, text="Act.", mover=mover)
                )
            ).id
        except GovernanceError:
            self.refused += 1
            return
        await self.tries(
            second_motion(self.by(Role.CHAIR), motion, Seconding(person=seconder)),
            put_motion(self.by(Role.CHAIR), motion),
        )
        for person in chance.sample(everyone * 2, chance.randint(len(everyone), 2 * len(everyone))):
            member = self.by(Role.MEMBER, person)
            match chance.choice("vvvvvvvvvvvvvvvrdac"):
                case "v":
                    choice = chance.choice([Choice.YES, Choice.YES, Choice.YES, *Choice])
                    attempt: Awaitable[object] = cast_vote(member, motion, CastVote(choice=choice))
                case "r":
                    wish = DisclosureWish(relation=Relation.FAMILY, reason="It is so.")
                    attempt = declare_recusal(member, motion, wish)
                case "d":
                    attempt = record_departure(
                        self.by(Role.CHAIR), meeting, Departure(person=person)
                    )
                case "a":
                    attempt = record_arrival(self.by(Role.CHAIR), meeting, Arrival(person=person))
                case _:
                    attempt = close_vote(self.by(Role.CHAIR), motion)
            await self.tries(attempt)
        await self.tries(close_vote(self.by(Role.CHAIR), motion))


async def settle(engine: Engine) -> Town:
    """Found the board, let people move in, fill the first nine seats and stagger them."""
    administrator = acting(Role.ADMINISTRATOR, at=datetime(2020, 1, 2, 17, tzinfo=UTC))
    await found_body(administrator, CharterText(text=bundled_charter(SLUG)))
    town = Town(date(2020, 1, 10))
    for district in DISTRICTS:
        pasts = [*[Past.SPOTLESS] * 6, Past.MARKED, *BARRED]
        town.of_district[district] = [await _moves_in(town, district, past) for past in pasts]
    for day, since in ((FIRST_DAY, None), (date(2020, 6, 1), JULY)):
        town.later((day - town.on).days)
        for number, seat in enumerate(CHARTER.seats):
            home = town.of_district[seat.district or DISTRICTS[number % 4]]
            person = home[1 if seat.district else 2 + number // 4]
            await town.appoints(seat.id, person, ayes=9, authority=seat.designated_by, since=since)
    town.later((JULY - town.on).days)
    return town


async def _moves_in(town: Town, district: str, past: Past) -> UUID:
    number = len(town.pasts)
    wish = PersonWish(name=f"Person {number}", email=f"p{number}@test.example")
    person = (await record_person(town.by(Role.CLERK), wish)).id
    town.pasts[person] = past
    for fact in _facts(district, past):
        await state_fact(town.by(Role.CLERK), person, fact)
    return person


def _facts(district: str, past: Past) -> list[FactWish]:
    """Return what is stated about a person: everything that is asked, or nothing."""

    def told(kind: FactKind, **more: object) -> FactWish:
        return FactWish(kind=kind, stated_by="the person", stated_on=STATED, **more)  # type: ignore[arg-type]  # fields of a fact

    if past is Past.UNKNOWN:
        return []
    since = date(2090, 1, 1) if past is Past.NEWCOMER else date(2010, 5, 1)
    facts = [
        told(FactKind.RESIDENCE, what="City of Rochester", district=district, since=since),
        told(FactKind.BIRTH, since=date(1980, 2, 29)),
        told(FactKind.CITIZENSHIP),
        *(
            told(kind, of_family=of_family, none_else=True)
            for kind, of_family in (
                (FactKind.EMPLOYMENT, False),
                (FactKind.EMPLOYMENT, True),
                (FactKind.OFFICE, False),
                (FactKind.FAMILY, False),
                (FactKind.LITIGATION, False),
                (FactKind.LITIGATION, True),
            )
        ),
    ]
    if past is Past.MARKED:
        job = {"what": "Monroe County Sheriff", "law_enforcement": True}
        facts.append(told(FactKind.EMPLOYMENT, until=date(2012, 1, 1), **job))
    if past is Past.DEPARTMENT:
        job = {"what": "Rochester Police Department", "law_enforcement": True}
        facts.append(told(FactKind.EMPLOYMENT, until=date(2001, 1, 1), **job))
    return facts
