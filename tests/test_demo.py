"""The demonstration: the same every time for a day, lawful all along, with everything in it."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from appointments.services.due import due as seats_due
from appointments.services.seats import members_in_office, roster_on
from appointments.services.vacancies import vacancies_of
from elections.rules.counts import count_round
from elections.services.files import counted, election_files
from elections.services.officers import officers_on
from governance.app import TABLES
from governance.audit import first_break
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database import Engine, bind, open_engine
from governance.demo import seed
from governance.demo.accounts import EMAILS, PASSWORD
from governance.front.due import due_for
from governance.front.pages import next_of
from governance.rules.access import Role
from governance.schemas.accounts import SignIn
from governance.schemas.bodies import Body
from governance.services.accounts import sign_in
from governance.services.bodies import charter_on, get_body
from governance.services.roles import grants_of
from meetings.rules.duties import Standing
from meetings.rules.motions import Session
from meetings.rules.votes import Room, tally
from meetings.schemas.meetings import MeetingKind
from meetings.services.calendars import meetings_of
from meetings.services.committees import list_committees
from meetings.services.files import MeetingFile, MotionFile, meeting_file, motion_files
from meetings.services.notices import duties_of
from meetings.services.rolls import roll_of
from meetings.services.votes import room_at
from tests.app import SLUG, acting
from tests.meetings.law import here

TODAY = date(2026, 11, 21)
NOON = here("2026-11-21 12:00")
Row = Mapping[str, Any]  # a column may hold any type


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: five thousand deeds wait long for a disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def played(sqlite_template: Path, folder: Path) -> Path:
    """The demonstration of a day, in a file."""
    path = folder / "openseat.db"
    shutil.copyfile(sqlite_template, path)
    asyncio.run(_played(path))
    return path


@dataclass
class Played:
    """The demonstration, open to be looked at."""

    engine: Engine
    body: Body
    charter: Charter

    async def files(self) -> list[MeetingFile]:
        return [await meeting_file(self.body, each.id) for each in await meetings_of(self.body)]


@pytest.fixture
async def demo(played: Path, anyio_backend: str) -> AsyncIterator[Played]:
    opened = open_engine(f"sqlite:///{played}")
    bind(opened, TABLES)
    body = await get_body(SLUG)
    yield Played(opened, body, await charter_on(body, TODAY))
    await opened.close_connection_pool()


async def _played(path: Path) -> list[float]:
    opened = open_engine(f"sqlite:///{path}")
    bind(opened, TABLES)
    told: list[float] = []
    await seed(today=TODAY, progress=told.append)
    await opened.close_connection_pool()
    return told


async def test_it_is_the_same_every_time_for_the_same_day(
    demo: Played, sqlite_template: Path, folder: Path
) -> None:
    first = await story(demo.engine)
    path = folder / "again.db"
    shutil.copyfile(sqlite_template, path)
    told = await _played(path)
    assert told == sorted(told)
    assert told[-1] == 1.0
    again = open_engine(f"sqlite:///{path}")
    second = await story(again)
    await again.close_connection_pool()
    assert second == first
    assert len(first) > 2000


async def test_one_that_is_there_is_left_alone(demo: Played) -> None:
    before = await demo.engine.read("SELECT count(*) AS number FROM audit")
    again = await seed(today=TODAY)
    assert not again.is_new
    assert await demo.engine.read("SELECT count(*) AS number FROM audit") == before


async def test_everybody_can_sign_in_and_has_the_role_that_is_told(demo: Played) -> None:
    told = (await seed(today=TODAY)).sign_ins
    assert {each.role for each in told} == set(Role) - {Role.SYSTEM, Role.ELECTION_CHAIR}
    for each in told:
        wish = SignIn(email=each.email, password=PASSWORD)
        account, _ = await sign_in(wish, at=NOON, hours=1)
        roles = {grant.role for grant in await grants_of(account.id, demo.body.id, TODAY)}
        assert each.role in roles


@pytest.mark.parametrize(
    "role", [Role.ALLIANCE_COMMITTEE, Role.ALLIANCE_REPRESENTATIVE, Role.COUNCIL_REVIEWER]
)
async def test_who_nominates_and_who_confirms_finds_something_to_do(
    demo: Played, role: Role
) -> None:
    wish = SignIn(email=EMAILS[role], password=PASSWORD)
    account, _ = await sign_in(wish, at=NOON, hours=1)
    actor = acting(role, at=NOON, account=account.id, person=account.person)
    first = next_of(await due_for(actor, demo.body, TODAY), actor)
    assert first is not None
    assert "/rounds/" in first.href


async def test_the_chain_holds_and_goes_forward_in_time(demo: Played) -> None:
    rows = await demo.engine.read("SELECT entry, digest FROM audit ORDER BY seq")
    assert first_break((row["entry"], row["digest"]) for row in rows) is None
    moments = [row["entry"].split('"at":"')[1][:19] for row in rows]
    assert moments == sorted(moments)


async def test_nobody_sits_twice_and_no_seat_holds_two(demo: Played) -> None:
    day = date(2020, 1, 21)
    while day <= TODAY:
        members = await members_in_office(demo.body, day)
        assert len({each.person for each in members}) == len(members)
        assert len({each.seat for each in members}) == len(members)
        day += timedelta(days=9)


async def test_every_term_ends_on_june_30_and_three_seats_end_each_year(demo: Played) -> None:
    rows = await demo.engine.read("SELECT seat, term_until FROM appointment")
    assert {(row["term_until"].month, row["term_until"].day) for row in rows} == {(7, 1)}
    ends = {(row["seat"], row["term_until"].year) for row in rows}
    by_year = Counter(year for _, year in ends if year > 2020)
    assert all(by_year[year] == 3 for year in range(2021, 2029))


async def test_every_member_sits_by_a_carried_act(demo: Played) -> None:
    rows = await demo.engine.read(
        "SELECT l.ayes, a.designated_by, a.seat FROM service s "
        "JOIN appointment a ON a.id = s.appointment JOIN legislation l ON l.id = a.legislation"
    )
    assert len(rows) > 30
    assert all(row["ayes"] >= 5 for row in rows)
    assert all(demo.charter.seat(r["seat"]).designated_by == r["designated_by"] for r in rows)


async def test_now_one_seat_is_vacant_with_its_clock_running_and_one_is_held_over(
    demo: Played,
) -> None:
    (vacancy,) = await vacancies_of(demo.body, demo.charter, TODAY)
    assert vacancy.effective_on == TODAY - timedelta(days=50)
    assert not vacancy.overdue
    assert all(each.sent_at is not None for each in vacancy.notices)
    statuses = Counter(each.status for each in (await roster_on(demo.body, TODAY)).seats)
    assert statuses == {"sitting": 7, "holding_over": 1, "vacant": 1}
    assert len(await seats_due(demo.body, demo.charter, TODAY)) > 1


async def test_one_vacancy_was_filled_late_and_one_in_time(demo: Played) -> None:
    rows = await demo.engine.read(
        "SELECT v.effective_on, s.since FROM vacancy v JOIN service s "
        "ON s.appointment = v.filled_by ORDER BY v.effective_on"
    )
    days = [(row["since"] - row["effective_on"]).days for row in rows]
    assert days[0] > 60
    assert days[1] <= 60


async def test_officers_were_elected_each_july_and_nobody_for_more_than_three_years(
    demo: Played,
) -> None:
    rows = await demo.engine.read("SELECT office, person, since, until, remainder FROM officer")
    whole = Counter((row["office"], row["person"]) for row in rows if not row["remainder"])
    assert max(whole.values()) == 3
    for year in range(2020, 2027):
        assert {each.office for each in await officers_on(demo.body, date(year, 9, 30))} == {
            "chair",
            "vice_chair",
        }
        assert await officers_on(demo.body, date(year, 7, 1)) == ()
    rounds = [len(each.rounds) for each in await election_files("e.body = $1", demo.body.id)]
    assert max(rounds) == 2


async def test_every_stored_count_can_be_computed_again(demo: Played) -> None:
    closed = 0
    for file in await demo.files():
        for motion in file.motions:
            if motion.closed_at is None or motion.tally is None:
                continue
            law = (await roll_of(demo.body, file.meeting, motion.closed_at)).charter
            room = room_at(file, motion, motion.closed_at, law)
            again = tally(motion.votes, room, law, motion.kind)
            assert again.count == motion.tally.count
            assert again.outcome == motion.tally.outcome == motion.outcome
            assert again.tests == motion.tally.tests
            closed += 1
    assert closed > 150


async def test_every_election_can_be_counted_again(demo: Played) -> None:
    for file in await election_files("e.body = $1", demo.body.id):
        for held in file.rounds:
            assert held.kept is not None
            room = Room(
                members=frozenset(each.person for each in held.entitled),
                present=frozenset(held.kept.present),
            )
            again = count_round(held.ballots, held.candidates, room, demo.charter)
            assert again.winner == counted(held.kept).winner


async def test_nothing_was_decided_without_a_quorum(demo: Played) -> None:
    for motion in await _motions(demo):
        if motion.tally is not None:
            assert motion.tally.quorum_present >= (2 if motion.committee else 5)
            in_office = {
                each.person
                for each in await members_in_office(
                    demo.body, day_in(motion.moved_at, demo.body.timezone)
                )
            }
            assert set(motion.votes) <= in_office
            assert not set(motion.votes) & motion.recused


async def test_the_votes_that_were_promised_are_there(demo: Played) -> None:
    motions = await _motions(demo)
    said = Counter(str(each.tally.word) for each in motions if each.tally is not None)
    assert said["Lost 3–4"] == 1
    assert said["Lost 3–3"] == 1
    assert said["Carried 3–1"] == said["Carried 3–2"] == 1
    diverging = [each for each in motions if each.diverges]
    assert [bool(each.resolution) for each in diverging] == [True, False]
    latest = diverging[-1]
    assert latest.tally is not None
    assert (latest.tally.count.room, latest.tally.count.recused) == (5, 1)
    kinds = Counter(each.kind for each in motions)
    assert kinds["executive_session"] == kinds["audit"] == 1
    states = Counter(each.state.value for each in motions)
    assert states["withdrawn"] == states["died"] == 1


async def test_the_meetings_that_were_promised_are_there(demo: Played) -> None:
    files = await demo.files()
    regular = [each for each in files if each.meeting.kind is MeetingKind.REGULAR]
    held = [each for each in regular if each.meeting.state is Session.ADJOURNED]
    assert len(held) > 60
    starts = [each.meeting.starts_at.astimezone(NOON.tzinfo) for each in regular]
    assert {each.weekday() for each in starts} == {3}
    assert sum(each.meeting.sequence for each in held) >= 2  # moved off a holiday
    assert [each.meeting.cancelled_why for each in regular].count("") == len(regular) - 1
    assert [len({stay.person for stay in each.roll}) for each in held].count(4) == 1
    late = [stay for each in held for stay in each.roll if _came_late(each, stay.arrived_at)]
    early = [
        stay
        for each in held
        for stay in each.roll
        if stay.left_at is not None and stay.left_at != each.meeting.adjourned_at
    ]
    assert late
    assert early
    districts = {each.meeting.district for each in files if each.meeting.district}
    assert len(districts) == 4


async def test_the_youth_committee_met_once_and_meets_again(demo: Played) -> None:
    committees = await list_committees(demo.body, TODAY)
    (youth,) = [each for each in committees if each.duty == "youth"]
    assert (len(youth.members), youth.quorum) == (3, 2)
    assert [each.state for each in youth.meetings] == ["adjourned", "scheduled"]
    file = await meeting_file(demo.body, youth.meetings[0].id)
    assert [each.outcome for each in file.motions] == ["carried"]
    assert file.minutes is not None


async def test_one_notice_and_one_publication_of_minutes_were_late(demo: Played) -> None:
    late: Counter[str] = Counter()
    for file in await demo.files():
        for duty in duties_of(file, demo.body, demo.charter):
            if duty.standing(NOON) is Standing.LATE:
                late[duty.id] += 1
    assert late == {"notice": 1, "minutes": 1}


async def test_a_meeting_with_an_agenda_comes_within_days(demo: Played) -> None:
    coming = await meetings_of(demo.body, since=NOON)
    first = await meeting_file(demo.body, coming[0].id)
    assert coming[0].starts_at - NOON < timedelta(days=8)
    assert len(first.agenda) > 3
    assert coming[1].kind is MeetingKind.REGULAR


async def story(engine: Engine) -> list[Row]:
    """Return what happened, without the ids that differ every time."""
    told: list[Row] = []
    for sql in (
        "SELECT name FROM person ORDER BY recorded_at",
        "SELECT p.name, s.seat, s.since, s.until, s.ended_by FROM service s "
        "JOIN person p ON p.id = s.person ORDER BY s.since, s.seat",
        "SELECT number, title, voted_on, ayes, noes FROM legislation ORDER BY number",
        "SELECT kind, state, starts_at, title FROM meeting ORDER BY starts_at",
        "SELECT p.name, a.arrived_at, a.left_at FROM attendance a "
        "JOIN person p ON p.id = a.person ORDER BY a.arrived_at, p.name",
        "SELECT m.text, m.outcome, m.moved_at FROM motion m ORDER BY m.moved_at",
        "SELECT m.text, p.name, v.choice, v.cast_at FROM vote v JOIN motion m ON m.id = v.motion "
        "JOIN person p ON p.id = v.person ORDER BY v.cast_at",
        "SELECT o.office, p.name, o.since, o.until FROM officer o "
        "JOIN person p ON p.id = o.person ORDER BY o.since, o.office",
    ):
        told += await engine.read(sql)
    return told


async def _motions(demo: Played) -> tuple[MotionFile, ...]:
    return await motion_files("m.body = $1", demo.body.id, order="m.moved_at")


def _came_late(file: MeetingFile, arrived_at: datetime) -> bool:
    called = file.meeting.called_to_order_at
    return called is not None and arrived_at > called


async def test_a_wrong_day_was_mended_and_the_old_one_stays(demo: Played) -> None:
    rows = await demo.engine.read("SELECT field, old, new, why FROM correction")
    assert [row["field"] for row in rows] == ["oath_taken_on"]
    assert rows[0]["new"] < rows[0]["old"]
    assert rows[0]["why"].startswith("The oath card")
