"""Whoever waits for a record to move hears of it, whoever moved it and whatever broke meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from governance.app import TABLES
from governance.database import Engine, bind, open_engine
from governance.database.lines import Line
from governance.database.postgres import SafePostgresEngine
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.schemas.people import PersonWish
from governance.services.people import record_person
from governance.services.revisions import Revisions, Watched
from tests.app import SLUG, acting
from tests.postgres import PostgresServer

SOON = 1.0


@asynccontextmanager
async def worker(url: str) -> AsyncIterator[Revisions]:
    """Another process's view of the same database, as far as a test can have one in its own."""
    engine = open_engine(url)
    async with Revisions(engine).running() as revisions:
        yield revisions
    await engine.close_connection_pool()


async def rings(watched: Watched, revision: int) -> float:
    """Wait until a record stands at a revision; return the seconds that it took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.timeout(5):
        while watched.revision < revision:
            await watched.bell.wait()
    return loop.time() - began


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 (a library's own state rings no bell)
            await asyncio.sleep(0.01)


async def do_something(name: str = "P. Person") -> None:
    await record_person(acting(Role.CLERK), PersonWish(name=name))


async def test_a_deed_is_told_at_once_in_its_own_process(engine: Engine, board: Body) -> None:
    async with Revisions(engine, often=60).running() as revisions:
        with revisions.watch(SLUG, board.revision) as watched:
            await do_something()
            assert watched.revision == board.revision + 1


async def test_a_deed_is_heard_of_in_another_process(
    engine: Engine, board: Body, database_url: str
) -> None:
    async with Revisions(engine).running(), worker(database_url) as other:
        with other.watch(SLUG, board.revision) as watched:
            await asyncio.sleep(0.3)  # until the line stands
            await do_something()
            assert await rings(watched, board.revision + 1) < SOON


async def test_a_process_that_nobody_tells_finds_out(
    engine: Engine, board: Body, database_url: str
) -> None:
    async with worker(database_url) as other:
        with other.watch(SLUG, board.revision) as watched:
            await do_something()
            await rings(watched, board.revision + 1)


async def test_a_record_that_nobody_watches_is_not_looked_at(engine: Engine, board: Body) -> None:
    revisions = Revisions(engine)
    with revisions.watch(SLUG, board.revision):
        pass
    await do_something()
    with revisions.watch(SLUG, 0) as watched:
        assert watched.revision == 0


async def test_an_older_answer_never_takes_a_newer_one_s_place(engine: Engine, board: Body) -> None:
    revisions = Revisions(engine)
    with revisions.watch(SLUG, board.revision) as watched:
        revisions.tell(SLUG, board.revision + 7)
        revisions.tell(SLUG, board.revision + 3)
        assert watched.revision == board.revision + 7


async def test_an_end_wakes_everyone_who_waits(engine: Engine, board: Body) -> None:
    revisions = Revisions(engine)
    with revisions.watch(SLUG, board.revision) as watched:
        bell = watched.bell
        revisions.end()
        async with asyncio.timeout(1):
            await bell.wait()
        assert revisions.is_ending


@pytest.mark.postgres
async def test_a_line_that_breaks_is_opened_again(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    ours = open_engine(postgres_url)
    assert isinstance(ours, SafePostgresEngine)
    bind(ours, TABLES)
    heard: list[str] = []
    line = Line(ours, "test", heard.append)
    held = asyncio.create_task(line.hold())
    try:
        await until(lambda: line.is_open)
        await ours.read(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )
        await until(lambda: not line.is_open)
        line.say("lost")
        await until(lambda: line.is_open)
        line.say("heard")
        await until(lambda: heard == ["heard"])
    finally:
        held.cancel()
        await ours.close_connection_pool()
