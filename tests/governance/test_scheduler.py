"""Jobs are done once for each body and day, by the leader alone, and again when they failed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from governance.database import Engine, open_engine
from governance.errors import NotFoundError, OutOfOrderError
from governance.jobs import JOBS, Daily, Errand, Surroundings, job_named, run_job
from governance.rules.access import Role
from governance.scheduler import LATE_SECONDS, run_if_leading, scheduling, trigger_of
from governance.schemas.accounts import AccountWish, RoleGrant
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.services.accounts import create_account
from governance.services.job_runs import CATCH_UP, DEAD_AFTER, claim, days_open, fail, finish
from governance.services.letters import list_letters, write_once
from governance.services.roles import grant_role
from governance.settings import Settings
from tests.app import LONG_AGO, NOW, PASSWORD, SLUG, Watch, acting
from tests.appointments.makers import a_full_board

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
JULY = date(2020, 7, 1)


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(Settings(mail_folder=str(tmp_path / "mail")), Watch())


async def a_clerk(email: str = "clerk@city.example") -> None:
    account = await create_account(AccountWish(email=email, name="C", password=PASSWORD), at=NOW)
    role = RoleGrant(account=account.id, role=Role.CLERK, since=LONG_AGO)
    await grant_role(acting(Role.ADMINISTRATOR), role)


def daily(act: list[tuple[str, date]]) -> Daily:
    async def note(around: Surroundings, body: Body, on: date) -> str:
        act.append((body.slug, on))
        return "noted"

    return Daily(name="noting", about="Notes.", act=note)


async def test_a_days_job_is_done_once(board: Body, around: Surroundings) -> None:
    done: list[tuple[str, date]] = []
    for _ in range(3):
        await run_job(daily(done), around)
    assert done == [(SLUG, TODAY)]


async def test_of_rivals_for_a_days_job_one_wins(board: Body) -> None:
    claims = await asyncio.gather(*(claim("noting", TODAY, at=NOW) for _ in range(8)))
    assert sorted(claims) == [*[False] * 7, True]


async def test_the_day_is_that_of_the_bodys_zone(board: Body, around: Surroundings) -> None:
    done: list[tuple[str, date]] = []
    late = Watch(datetime(2026, 11, 22, 4, 59, 59, tzinfo=UTC))  # a second before midnight there
    await run_job(daily(done), Surroundings(around.settings, late))
    late.moment += timedelta(seconds=1)
    await run_job(daily(done), Surroundings(around.settings, late))
    assert [on for _, on in done] == [TODAY, TODAY + DAY]


async def test_days_that_were_missed_are_done_after_all(board: Body, around: Surroundings) -> None:
    done: list[tuple[str, date]] = []
    await run_job(daily(done), around)
    later = Surroundings(around.settings, Watch(NOW + 3 * DAY))
    await run_job(daily(done), later)
    assert [on for _, on in done] == [TODAY, *(TODAY + ago * DAY for ago in (1, 2, 3))]


async def test_no_more_than_a_month_is_caught_up_on(board: Body) -> None:
    assert await days_open("noting", TODAY) == [TODAY]
    await claim("noting", TODAY, at=NOW)
    await finish("noting", TODAY, "", at=NOW)
    assert await days_open("noting", TODAY) == []
    much_later = await days_open("noting", TODAY + 400 * DAY)
    assert len(much_later) == CATCH_UP
    assert much_later[-1] == TODAY + 400 * DAY


async def test_a_job_that_failed_is_done_again(board: Body, around: Surroundings) -> None:
    tries = []

    async def stumble(around: Surroundings, body: Body, on: date) -> str:
        tries.append(on)
        if len(tries) == 1:
            raise ValueError("stumbled")
        return "walked"

    job = Daily(name="stumbling", about="", act=stumble)
    (first,) = await run_job(job, around)
    assert (first.failed, first.outcome) == (True, "failed: stumbled")
    (second,) = await run_job(job, around)
    assert (second.failed, second.outcome) == (False, "walked")


async def test_a_run_whose_worker_died_is_taken_over_after_an_hour(board: Body) -> None:
    assert await claim("noting", TODAY, at=NOW)
    assert not await claim("noting", TODAY, at=NOW + DEAD_AFTER - timedelta(seconds=1))
    assert await claim("noting", TODAY, at=NOW + DEAD_AFTER)
    await fail("noting", TODAY, "why")
    assert await claim("noting", TODAY, at=NOW + DEAD_AFTER)


async def test_a_day_that_has_not_come_is_refused(board: Body, around: Surroundings) -> None:
    with pytest.raises(OutOfOrderError):
        await run_job(job_named("clocks"), around, on=TODAY + DAY)
    (done,) = await run_job(job_named("clocks"), around, on=TODAY)
    assert not done.failed


async def test_an_unknown_job_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        job_named("coffee")


async def test_each_clerk_is_told_once_of_a_clock_that_ran_out(
    board: Body, around: Surroundings
) -> None:
    await a_clerk()
    await a_clerk("deputy@city.example")
    for day in (TODAY - DAY, TODAY):
        (done,) = await run_job(job_named("clocks"), around, on=day)
        assert not done.failed
    letters = await list_letters(board)
    assert sorted(letter.recipient for letter in letters) == [
        "clerk@city.example",
        "deputy@city.example",
    ]
    assert {letter.subject for letter in letters} == {"A clock has run out: 18-4H"}
    assert "Appoint the first board" in letters[0].text


async def test_the_clerk_is_told_once_of_each_seat_that_changed(
    board: Body, around: Surroundings
) -> None:
    await a_clerk()
    nine = await a_full_board(date(2020, 1, 21))
    before = {letter.id for letter in await list_letters(board)}
    after_first = nine["east"].term_until
    assert after_first is not None
    for _ in range(2):
        for day in (after_first - DAY, after_first, after_first + DAY):
            (done,) = await run_job(job_named("terms"), around, on=day)
            assert not done.failed
    new = [letter for letter in await list_letters(board) if letter.id not in before]
    assert len(new) == 9
    assert all(letter.kind == "seat_changed" for letter in new)
    assert all("holds over" in letter.text for letter in new)
    assert not any(each.name in letter.subject for each in nine.values() for letter in new)


async def test_the_outbox_is_an_errand_of_every_run(
    board: Body, around: Surroundings, tmp_path: Path
) -> None:
    letter = Letter(kind="test", about="1", recipient="a@b.example", subject="Hi", text="Hello")
    await write_once(board, letter, at=NOW)
    (done,) = await run_job(job_named("outbox"), around)
    assert done.outcome == "1 sent, 0 put off, 0 given up"
    assert len(list((tmp_path / "mail").iterdir())) == 1


class Led:
    """A worker that leads, or does not."""

    def __init__(self, *, is_leader: bool) -> None:
        self.is_leader = is_leader


async def test_a_worker_that_does_not_lead_does_nothing(board: Body, around: Surroundings) -> None:
    done: list[tuple[str, date]] = []
    await run_if_leading(daily(done), around, Led(is_leader=False))  # type: ignore[arg-type]  # leads or not
    assert done == []
    await run_if_leading(daily(done), around, Led(is_leader=True))  # type: ignore[arg-type]  # leads or not
    assert done == [(SLUG, TODAY)]


async def test_an_errand_that_fails_does_not_stop_the_scheduler(around: Surroundings) -> None:
    async def stumble(around: Surroundings) -> str:
        raise ValueError("stumbled")

    job = Errand(name="stumbling", about="", every=DAY, act=stumble)
    await run_if_leading(job, around, Led(is_leader=True))  # type: ignore[arg-type]  # leads or not


def test_triggers_are_in_utc_and_bear_a_late_start() -> None:
    for job in JOBS:
        assert str(trigger_of(job).timezone) == "UTC"
    assert LATE_SECONDS >= 600


async def test_of_several_workers_one_delivers(
    board: Body, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("governance.scheduler.SOON", timedelta(0))
    letter = Letter(kind="test", about="1", recipient="a@b.example", subject="Hi", text="Hello")
    await write_once(board, letter, at=NOW)
    around = Surroundings(Settings(mail_folder=str(tmp_path / "mail")), Watch())
    async with other_worker(engine) as other, scheduling(engine, around), scheduling(other, around):
        async with asyncio.timeout(10):
            while (await list_letters(board))[0].sent_at is None:  # noqa: ASYNC110 (another process does it)
                await asyncio.sleep(0.02)
    (sent,) = await list_letters(board)
    assert sent.attempts == 1


@asynccontextmanager
async def other_worker(engine: Engine) -> AsyncIterator[Engine]:
    url = engine.config["dsn"] if engine.engine_type == "postgres" else f"sqlite:///{engine.path}"
    other = open_engine(url)
    yield other
    await other.close_connection_pool()
