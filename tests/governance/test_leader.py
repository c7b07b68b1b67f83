import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from governance.database import Engine, open_engine
from governance.leader import Leader
from tests.postgres import PostgresServer

ROOT = Path(__file__).parents[2]
SECONDS = 20
SOON = 0.05

Process = asyncio.subprocess.Process


@contextlib.asynccontextmanager
async def candidate(url: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.governance.candidate", url,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def says(process: Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        return (await process.stdout.readline()).decode().strip()


def leading(*leaders: Leader) -> list[bool]:
    return [leader.is_leader for leader in leaders]


async def settled(*leaders: Leader) -> list[bool]:
    """Wait until one of them leads."""
    for _ in range(int(SECONDS / SOON)):
        if any(leading(*leaders)):
            break
        await asyncio.sleep(SOON)
    return leading(*leaders)


async def test_when_the_leading_process_dies_the_next_one_leads(database_url: str) -> None:
    async with candidate(database_url) as first:
        assert await says(first) == "leading"
        async with candidate(database_url) as second:
            assert await says(second) == "waiting"
            first.kill()
            assert await says(second) == "leading"


async def test_one_leads_and_the_other_follows_when_it_leaves(engine: Engine) -> None:
    first, second = Leader(engine, interval=SOON), Leader(engine, interval=SOON)
    async with contextlib.AsyncExitStack() as of_second:
        async with first:
            await of_second.enter_async_context(second)
            await asyncio.sleep(3 * SOON)
            assert leading(first, second) == [True, False]
        assert await settled(first, second) == [False, True]
    assert leading(first, second) == [False, False]


async def test_each_task_has_a_leader_of_its_own(engine: Engine) -> None:
    async with Leader(engine, name="reminders") as one, Leader(engine, name="backups") as other:
        assert one.is_leader
        assert other.is_leader


@pytest.mark.postgres
async def test_a_leader_that_loses_its_session_knows_it_and_stands_again(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    engine = open_engine(postgres_url)
    async with Leader(engine, interval=SOON) as first:
        assert first.is_leader
        async with Leader(engine, interval=SOON) as second:
            await asyncio.to_thread(
                postgres_server.run,
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'",
            )
            await asyncio.sleep(4 * SOON)
            assert sorted(await settled(first, second)) == [False, True]
    await engine.close_connection_pool()


@pytest.mark.postgres
async def test_without_a_server_nobody_leads() -> None:
    engine = open_engine("postgresql:///nothing?host=/nowhere&user=nobody")
    async with Leader(engine, interval=SOON) as leader:
        await asyncio.sleep(3 * SOON)
        assert not leader.is_leader
