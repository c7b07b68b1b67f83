"""A board to measure: nine members, meetings that were held month by month, a vote that is open.

Everything is done by the deeds, as in life, except how the nine came into their seats: those rows
are put in by hand, in the manner of an appointment by one act.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from governance.app import PACKAGES, open_database
from governance.charter.load import bundled_charter
from governance.clock import day_in, now
from governance.database.migrations import migrate
from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import AccountWish, RoleGrant, TokenWish
from governance.schemas.bodies import Body, CharterText
from governance.services.accounts import create_account
from governance.services.bodies import charter_on, engine, get_body
from governance.services.founding import found_body
from governance.services.roles import grant_role
from governance.services.tokens import create_token
from governance.settings import Settings
from meetings.rules.votes import Choice
from meetings.schemas.meetings import (
    Arrival,
    CallToOrder,
    ItemWish,
    Meeting,
    MeetingKind,
    MeetingWish,
)
from meetings.schemas.motions import CastVote, MotionView, MotionWish, Seconding
from meetings.services.agendas import add_agenda_item
from meetings.services.calendars import schedule_meeting
from meetings.services.motions import make_motion, put_motion, second_motion
from meetings.services.sessions import adjourn_meeting, call_to_order, record_arrival
from meetings.services.votes import cast_vote, close_vote

SLUG = "rochester-pab"
MONTH = timedelta(days=28)
FAR = timedelta(days=140)
OFTEN = timedelta(days=5)
IN_OFFICE = timedelta(days=400)
"""How long the members have been in office: longer than the oldest meeting that is held."""


@dataclass(frozen=True)
class Ballot:
    """A vote that is open, the tokens of those who may take part in it, and the Chair's."""

    motion: UUID
    tokens: tuple[str, ...]
    meeting: UUID
    members: tuple[UUID, ...]
    chair: str


class Hand:
    """Does the deeds of a board, each a second after the one before."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def by(self, role: Role, person: UUID | None = None) -> Actor:
        """Return somebody with a role, a second later."""
        self.at += timedelta(seconds=1)
        grants = frozenset({Grant(role)})
        return Actor(body=SLUG, at=self.at, name="Bench", person=person, grants=grants)


@asynccontextmanager
async def opened(database: str) -> AsyncIterator[None]:
    """Let the services write to a database."""
    connected = open_database(Settings(database=database))
    try:
        await migrate(connected, PACKAGES)
        yield
    finally:
        await connected.close_connection_pool()


async def make_board(database: str, *, months: int) -> UUID:
    """Found a board, let it meet for so many months until now, and return the last meeting."""
    at = now()
    async with opened(database):
        hand = Hand(at - IN_OFFICE)
        body = await found_body(
            hand.by(Role.ADMINISTRATOR), CharterText(text=bundled_charter(SLUG))
        )
        members = await _seat(body, hand.at)
        for month in range(months, 0, -1):
            held = await _hold(members, at - month * MONTH)
        await _schedule(at + MONTH, at)
    return held.id


async def open_vote(database: str) -> Ballot:
    """Let the board meet now and put a question; every member gets an account and a token."""
    at = now()
    async with opened(database):
        rows = await engine().read("SELECT person FROM service ORDER BY seat")
        members = [row["person"] for row in rows]
        meeting, motion = await _put_question(members, at - timedelta(hours=1))
        tokens = [await _token(person, at) for person in members]
        chair = await _token(members[0], at, Role.CHAIR)
    return Ballot(motion.id, tuple(tokens), meeting.id, tuple(members), chair)


async def add_meetings(database: str, count: int) -> None:
    """Fill the calendar up to so many meetings, ahead of what the board's page shows as next."""
    at = now()
    async with opened(database):
        body = await get_body(SLUG)
        rows = await engine().read(
            "SELECT count(*) AS number FROM meeting WHERE body = $1", body.id
        )
        for number in range(count - rows[0]["number"]):
            await _schedule(at + FAR + number * OFTEN, at)


async def _seat(body: Body, at: datetime) -> list[UUID]:
    """Put nine people into the seats of the charter."""
    on = day_in(at, body.timezone)
    charter = await charter_on(body, on)
    act, members = uuid4(), []
    write = engine().write
    async with engine().transaction():
        await write(
            "INSERT INTO legislation (id, body, number, title, introduced_on, voted_on, ayes, noes)"
            " VALUES ($1, $2, '1', 'Appointments', $3, $3, 9, 0)",
            act,
            body.id,
            on,
        )
        for number, seat in enumerate(charter.seats, 1):
            person, appointment = uuid4(), uuid4()
            await write(
                "INSERT INTO person (id, body, name, folded_name, email, phone, recorded_at) "
                "VALUES ($1, $2, $3, $4, '', '', $5)",
                person,
                body.id,
                f"Member {number}",
                f"member {number}",
                at,
            )
            await write(
                "INSERT INTO appointment (id, body, seat, person, legislation, kind, "
                "designated_by, appointed_on, term_since, term_until, oath_filed_on) "
                "VALUES ($1, $2, $3, $4, $5, 'full', $6, $7, $7, $8, $7)",
                appointment,
                body.id,
                seat.id,
                person,
                act,
                seat.designated_by,
                on,
                on + 3 * timedelta(days=365),
            )
            await write(
                "INSERT INTO service (id, body, seat, person, appointment, since, until, ended_by) "
                "VALUES ($1, $2, $3, $4, $5, $6, NULL, '')",
                uuid4(),
                body.id,
                seat.id,
                person,
                appointment,
                on,
            )
            members.append(person)
    return members


async def _hold(members: list[UUID], starts_at: datetime) -> Meeting:
    """Hold a meeting with one vote, from its call to its end."""
    meeting, motion = await _put_question(members, starts_at)
    hand = Hand(starts_at + timedelta(hours=1))
    for number, person in enumerate(members):
        choice = Choice.NO if number % 4 == 3 else Choice.YES
        await cast_vote(hand.by(Role.MEMBER, person), motion.id, CastVote(choice=choice))
    await close_vote(hand.by(Role.CHAIR), motion.id)
    return await adjourn_meeting(hand.by(Role.CHAIR), meeting.id)


async def _put_question(members: list[UUID], starts_at: datetime) -> tuple[Meeting, MotionView]:
    """Bring a meeting to the point where everybody is there and one question is put."""
    meeting = await _schedule(starts_at, starts_at - MONTH)
    hand = Hand(starts_at)
    for title in ("Roll call", "Report of the director", "Public comment"):
        await add_agenda_item(hand.by(Role.CHAIR), meeting.id, ItemWish(title=title))
    await call_to_order(hand.by(Role.CHAIR), meeting.id, CallToOrder())
    for person in members:
        await record_arrival(hand.by(Role.CHAIR), meeting.id, Arrival(person=person))
    wish = MotionWish(kind="main", text="That the report be received.", mover=members[0])
    motion = await make_motion(hand.by(Role.CHAIR), meeting.id, wish)
    await second_motion(hand.by(Role.CHAIR), motion.id, Seconding(person=members[1]))
    return meeting, await put_motion(hand.by(Role.CHAIR), motion.id)


async def _schedule(starts_at: datetime, at: datetime) -> Meeting:
    wish = MeetingWish(
        kind=MeetingKind.REGULAR,
        title="Regular meeting",
        starts_at=starts_at.replace(microsecond=0),
        ends_at=starts_at.replace(microsecond=0) + timedelta(hours=2),
        place="City Hall, 30 Church Street, Rochester",
        video="https://meetings.example/board",
    )
    return await schedule_meeting(Hand(at).by(Role.CHAIR), wish)


async def _token(person: UUID, at: datetime, role: Role = Role.MEMBER) -> str:
    """Give a member an account with a role, and a token for the API."""
    wish = AccountWish(
        email=f"{role}-{person}@bench.example",
        name="Member",
        password=f"bench {person}",
        person=person if role is Role.MEMBER else None,
    )
    account = await create_account(wish, at=at)
    grant = RoleGrant(account=account.id, role=role, since=(at - IN_OFFICE).date())
    await grant_role(Hand(at).by(Role.ADMINISTRATOR), grant)
    scopes = ("cast_vote",) if role is Role.MEMBER else ("all",)
    token = await create_token(account.id, TokenWish(name="bench", scopes=scopes), at=at)
    return token.token
