"""Nine people in their seats, and deeds done in their names: the ground of these tests.

They are put into the record by hand, because how they came there is not what is tested here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

import appointments.tables
import governance.tables
import meetings.tables
from governance.charter.load import bundled_charter
from governance.charter.model import Charter
from governance.database import Engine, bind
from governance.rules.access import Actor, Grant, Role
from governance.schemas.bodies import Body, CharterText
from governance.services.bodies import charter_on, engine
from governance.services.founding import found_body
from meetings.rules.votes import Choice
from meetings.schemas.meetings import Arrival, CallToOrder, Meeting, MeetingKind, MeetingWish
from meetings.schemas.motions import CastVote, MotionView, MotionWish, Seconding
from meetings.services.calendars import schedule_meeting
from meetings.services.motions import make_motion, put_motion, second_motion
from meetings.services.sessions import call_to_order, record_arrival
from meetings.services.votes import cast_vote, decide_by_consent
from tests.meetings.law import here

SLUG = "rochester-pab"
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)

NAMES = (
    "M. Castellanos",
    "T. Lindqvist",
    "P. Whitfield",
    "J. Moreau",
    "S. Brandt",
    "A. Okafor",
    "C. Varga",
    "G. Petrov",
    "R. Haddad",
)
HOUR = here("2026-12-03 18:30").astimezone(UTC)
SINCE = date(2025, 7, 1)
UNTIL = date(2028, 7, 1)


@dataclass
class Sitting:
    """A board with members, and a hand that does deeds at a moment of its own."""

    body: Body
    charter: Charter
    members: tuple[UUID, ...]
    now: datetime = NOW

    def by(self, role: Role = Role.CHAIR, member: int | None = None) -> Actor:
        """Return somebody who acts a second after the deed before; members count from 0."""
        self.now += timedelta(seconds=1)
        return acting(role, at=self.now, person=None if member is None else self.members[member])

    async def meeting(self, **wish: object) -> Meeting:
        asked: dict[str, object] = {
            "kind": MeetingKind.REGULAR,
            "title": "Regular meeting",
            "starts_at": HOUR,
            "place": "City Hall",
            **wish,
        }
        return await schedule_meeting(self.by(), MeetingWish(**asked))  # type: ignore[arg-type]  # fields by name

    async def in_session(self, there: int = 5, **wish: object) -> Meeting:
        """Hold a meeting with the first so many members in the room."""
        meeting = await self.meeting(**wish)
        return await self.begin(meeting, there)

    async def begin(self, meeting: Meeting, there: int = 5) -> Meeting:
        """Begin a meeting that was set before."""
        self.now = meeting.starts_at
        await call_to_order(self.by(), meeting.id, CallToOrder())
        for person in self.members[:there]:
            await record_arrival(self.by(), meeting.id, Arrival(person=person))
        return meeting

    async def moved(
        self, meeting: Meeting, kind: str = "main", text: str = "Act.", **more: object
    ) -> MotionView:
        if kind == "amend":
            more = {"wording": "Act otherwise.", **more}
        asked: dict[str, object] = {"kind": kind, "text": text, "mover": self.members[0], **more}
        wish = MotionWish(**asked)  # type: ignore[arg-type]  # fields by name
        return await make_motion(self.by(), meeting.id, wish)

    async def seconded(
        self, meeting: Meeting, kind: str = "main", text: str = "Act.", **more: object
    ) -> MotionView:
        """Bring a motion before the body."""
        motion = await self.moved(meeting, kind, text, **more)
        if not self.charter.motion_kind(kind).needs_second:
            return motion
        by = next(each for each in self.members if each != more.get("mover", self.members[0]))
        return await second_motion(self.by(), motion.id, Seconding(person=by))

    async def put(
        self, meeting: Meeting, kind: str = "main", text: str = "Act.", **more: object
    ) -> MotionView:
        """Bring a motion to its vote."""
        motion = await self.seconded(meeting, kind, text, **more)
        return await put_motion(self.by(), motion.id)

    async def decided(
        self, meeting: Meeting, kind: str = "main", text: str = "Act.", **more: object
    ) -> MotionView:
        """Bring a motion through its vote, carried by everybody in the room."""
        motion = await self.seconded(meeting, kind, text, **more)
        return await decide_by_consent(self.by(), motion.id)

    async def vote(self, motion: MotionView, said: Mapping[int, str]) -> None:
        """Let members vote, each for themselves."""
        for member, choice in said.items():
            await cast_vote(
                self.by(Role.MEMBER, member), motion.id, CastVote(choice=Choice(choice))
            )


def acting(role: Role, at: datetime = NOW, person: UUID | None = None) -> Actor:
    """Return an actor for the Rochester board with a role."""
    grants = frozenset({Grant(role)})
    return Actor(body=SLUG, at=at, name="Test", account=uuid4(), person=person, grants=grants)


@pytest.fixture
async def sitting(engine: Engine) -> Sitting:
    """The Rochester board with all nine seats taken."""
    bind(engine, (*governance.tables.TABLES, *appointments.tables.TABLES, *meetings.tables.TABLES))
    founder = acting(Role.ADMINISTRATOR)
    body = await found_body(founder, CharterText(text=bundled_charter(SLUG)))
    members = await seat_members(body)
    return Sitting(body, await charter_on(body, NOW.date()), members)


async def seat_members(body: Body, count: int = len(NAMES)) -> tuple[UUID, ...]:
    """Put the first so many people into the seats, in the charter's order."""
    charter = await charter_on(body, NOW.date())
    act = uuid4()
    async with engine().transaction():
        await engine().write(
            "INSERT INTO legislation (id, body, number, title, introduced_on, voted_on, ayes, "
            "noes) VALUES ($1, $2, '2025-1', 'Appointments', $3, $3, 9, 0)",
            act,
            body.id,
            SINCE,
        )
        members = []
        for seat, name in list(zip(charter.seats, NAMES, strict=True))[:count]:
            members.append(await _seated(body, act, seat.id, seat.designated_by, name))
    return tuple(members)


async def _seated(body: Body, act: UUID, seat: str, authority: str, name: str) -> UUID:
    person, appointment = uuid4(), uuid4()
    await engine().write(
        "INSERT INTO person (id, body, name, folded_name, email, phone, recorded_at) "
        "VALUES ($1, $2, $3, $4, '', '', $5)",
        person,
        body.id,
        name,
        name.casefold(),
        NOW,
    )
    await engine().write(
        "INSERT INTO appointment (id, body, seat, person, legislation, kind, designated_by, "
        "appointed_on, term_since, term_until, oath_filed_on) "
        "VALUES ($1, $2, $3, $4, $5, 'full', $6, $7, $7, $8, $7)",
        appointment,
        body.id,
        seat,
        person,
        act,
        authority,
        SINCE,
        UNTIL,
    )
    await engine().write(
        "INSERT INTO service (id, body, seat, person, appointment, since, until, ended_by) "
        "VALUES ($1, $2, $3, $4, $5, $6, NULL, '')",
        uuid4(),
        body.id,
        seat,
        person,
        appointment,
        SINCE,
    )
    return person
