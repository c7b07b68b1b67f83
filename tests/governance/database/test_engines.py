import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest
from piccolo.engine.exceptions import TransactionError

from governance.database import Engine, Kind, lock_row, open_engine, translate
from governance.database.postgres import POOL_SIZE, SafePostgresEngine
from governance.database.sqlite import READERS, PooledSQLiteEngine
from tests.governance.database.shelves import Book, Shelf, build
from tests.postgres import PostgresServer


async def put_shelf(engine: Engine, label: str) -> UUID:
    shelf = uuid4()
    await engine.write("INSERT INTO shelf (id, label) VALUES ($1, $2)", shelf, label)
    return shelf


async def labels(engine: Engine) -> list[str]:
    return [row["label"] for row in await engine.read("SELECT label FROM shelf ORDER BY label")]


async def fail_to_commit(engine: Engine) -> None:
    async with engine.transaction():
        await Book.insert(Book(shelf=uuid4()))  # no such shelf, noticed by the commit


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///", "mysql://there", "openseat.db"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="A database is"):
        open_engine(url)


def test_to_build_an_engine_needs_no_server() -> None:
    engine = open_engine("postgresql://nobody@192.0.2.1/nothing")
    assert isinstance(engine, SafePostgresEngine)


def test_three_strokes_are_a_path_from_here_and_four_from_the_root() -> None:
    for url, path in (("sqlite:///var/a.db", "var/a.db"), ("sqlite:////var/a.db", "/var/a.db")):
        engine = open_engine(url)
        assert isinstance(engine, PooledSQLiteEngine)
        assert engine.path == path


async def test_the_folder_of_a_database_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/var/openseat.db")
    await engine.read("SELECT 1 AS one")
    await engine.close_connection_pool()
    assert (tmp_path / "var" / "openseat.db").exists()


async def test_what_a_transaction_wrote_is_there_for_others_after_it(shelves: Engine) -> None:
    async with shelves.transaction():
        await put_shelf(shelves, "law")
        assert await labels(shelves) == ["law"]
        assert await Shelf.count() == 1
    assert await labels(shelves) == ["law"]
    assert await Shelf.count() == 1


async def test_others_do_not_see_what_is_not_committed(shelves: Engine) -> None:
    written, looked = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with shelves.transaction():
            await put_shelf(shelves, "law")
            written.set()
            await looked.wait()

    writing = asyncio.create_task(write())
    await written.wait()
    assert await labels(shelves) == []
    assert await Shelf.count() == 0
    looked.set()
    await writing
    assert await labels(shelves) == ["law"]


async def test_an_error_undoes_the_whole_transaction(shelves: Engine) -> None:
    async def write_in_vain() -> None:
        async with shelves.transaction():
            await put_shelf(shelves, "law")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_in_vain()
    assert await labels(shelves) == []
    assert not shelves.transaction_exists()


async def test_a_savepoint_undoes_a_part(shelves: Engine) -> None:
    async with shelves.transaction() as transaction:
        await put_shelf(shelves, "kept")
        await transaction.savepoint("here")
        await put_shelf(shelves, "undone")
        await transaction.rollback_to("here")
    assert await labels(shelves) == ["kept"]


@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_a_transaction_may_be_ended_by_hand(shelves: Engine, end: str) -> None:
    async with shelves.transaction() as transaction:
        await put_shelf(shelves, "law")
        await getattr(transaction, end)()
    assert await labels(shelves) == (["law"] if end == "commit" else [])


async def test_a_transaction_in_a_transaction_is_refused(shelves: Engine) -> None:
    async with shelves.transaction():
        await put_shelf(shelves, "law")
        with pytest.raises(TransactionError, match="savepoint"):
            shelves.transaction()
    assert await labels(shelves) == ["law"]


async def test_a_write_without_a_transaction_is_refused(shelves: Engine) -> None:
    with pytest.raises(TransactionError):
        await put_shelf(shelves, "law")
    with pytest.raises(TransactionError):
        await lock_row(shelves, Shelf, uuid4())


async def test_a_write_gives_back_what_it_returns(shelves: Engine) -> None:
    shelf = uuid4()
    async with shelves.transaction():
        rows = await shelves.write(
            "INSERT INTO shelf (id, label) VALUES ($1, $2) RETURNING id, label", shelf, "law"
        )
    assert rows == [{"id": shelf, "label": "law"}]


async def test_a_read_cannot_write(shelves: Engine) -> None:
    if isinstance(shelves, SafePostgresEngine):
        return  # a pool's connection can; the service's transaction is what forbids it
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await shelves.read("DELETE FROM shelf")


async def test_a_failed_commit_leaves_nothing_open(shelves: Engine) -> None:
    for _ in range(POOL_SIZE + 2):
        with pytest.raises((sqlite3.IntegrityError, asyncpg.ForeignKeyViolationError)) as caught:
            await fail_to_commit(shelves)
        violation = translate(caught.value)
        assert violation is not None
        assert violation.kind is Kind.REFERENCE
        assert not shelves.transaction_exists()
    async with shelves.transaction():
        await put_shelf(shelves, "law")
    assert await labels(shelves) == ["law"]
    if isinstance(shelves, SafePostgresEngine) and shelves.pool is not None:
        assert shelves.pool.get_idle_size() == shelves.pool.get_size()


async def test_many_writers_at_once_all_succeed(shelves: Engine) -> None:
    async def write(number: int) -> None:
        async with shelves.transaction():
            before = len(await labels(shelves))
            await put_shelf(shelves, f"{number:02} after {before}")

    await asyncio.gather(*(write(number) for number in range(3 * POOL_SIZE)))
    assert len(await labels(shelves)) == 3 * POOL_SIZE


async def test_many_selects_at_once_share_the_connections(shelves: Engine) -> None:
    counts = await asyncio.gather(*(Shelf.count().run() for _ in range(3 * POOL_SIZE)))
    assert counts == [0] * 3 * POOL_SIZE


async def test_a_cancelled_transaction_is_undone_and_frees_its_place(shelves: Engine) -> None:
    async def write_and_wait() -> None:
        async with shelves.transaction():
            await put_shelf(shelves, "law")
            await asyncio.sleep(60)

    for _ in range(POOL_SIZE + 1):
        task = asyncio.create_task(write_and_wait())
        await asyncio.sleep(0.02)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    async with asyncio.timeout(5), shelves.transaction():
        assert await labels(shelves) == []


async def test_cancelling_at_any_moment_leaves_nothing_open(shelves: Engine) -> None:
    async def write(number: int) -> None:
        async with shelves.transaction():
            await put_shelf(shelves, str(number))

    for number in range(40):
        task = asyncio.create_task(write(number))
        for _ in range(number % 20):
            await asyncio.sleep(0)
        if number % 3 == 0:
            await asyncio.sleep(0.0005)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    async with asyncio.timeout(5), shelves.transaction():
        await put_shelf(shelves, "last")
    assert "last" in await labels(shelves)


async def test_a_task_that_outlives_its_transaction_stands_outside_it(shelves: Engine) -> None:
    over = asyncio.Event()

    async def later() -> tuple[bool, list[str], int]:
        await over.wait()
        return shelves.transaction_exists(), await labels(shelves), await Shelf.count()

    async with shelves.transaction():
        await put_shelf(shelves, "law")
        task = asyncio.create_task(later())
    over.set()
    assert await task == (False, ["law"], 1)


async def test_a_locked_row_makes_the_next_one_wait(shelves: Engine) -> None:
    async with shelves.transaction():
        shelf = await put_shelf(shelves, "0")

    async def count_up() -> None:
        async with shelves.transaction():
            await lock_row(shelves, Shelf, shelf)
            (row,) = await shelves.read("SELECT label FROM shelf WHERE id = $1", shelf)
            await asyncio.sleep(0.001)
            await shelves.write(
                "UPDATE shelf SET label = $1 WHERE id = $2", str(int(row["label"]) + 1), shelf
            )

    await asyncio.gather(*(count_up() for _ in range(POOL_SIZE)))
    assert await labels(shelves) == [str(POOL_SIZE)]


async def test_a_closed_engine_can_be_used_again(shelves: Engine) -> None:
    await shelves.close_connection_pool()
    assert await labels(shelves) == []
    assert await Shelf.count() == 0


async def test_no_thread_is_left_after_closing(tmp_path: Path) -> None:
    before = threading.active_count()
    engine = open_engine(f"sqlite:///{tmp_path}/threads.db")
    await build(engine)
    await asyncio.gather(*(Shelf.count().run() for _ in range(READERS)))
    assert threading.active_count() > before
    await engine.close_connection_pool()
    assert threading.active_count() == before
    assert "threads.db-wal" not in os.listdir(tmp_path)


def as_in_production() -> str:
    """Say how a program that is no test waits for the disk."""
    asked = "from governance.database.sqlite import SYNCHRONOUS; print(SYNCHRONOUS)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return told.stdout.strip()


async def test_sqlite_is_durable_and_checks_references(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("governance.database.sqlite.SYNCHRONOUS", as_in_production())
    engine = PooledSQLiteEngine(f"{tmp_path}/pragmas.db")
    async with engine.transaction():
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert await engine.read(f"PRAGMA {pragma}") == [{pragma: value}]
    await engine.close_connection_pool()


async def test_a_writer_that_waited_in_vain_leaves_nothing_open(tmp_path: Path) -> None:
    engine = PooledSQLiteEngine(f"{tmp_path}/busy.db", busy_seconds=0.05)
    await build(engine)
    other = sqlite3.connect(engine.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            async with engine.transaction():
                pass
        assert not engine.transaction_exists()
    assert await labels(engine) == []  # readers do not wait for writers
    other.execute("ROLLBACK")
    other.close()
    async with engine.transaction():
        await put_shelf(engine, "law")
    await engine.close_connection_pool()


FORGETFUL = """
import asyncio, sqlite3, sys
from governance.database import open_engine

async def main() -> None:
    engine = open_engine(sys.argv[1])
    engine.connection_kwargs["timeout"] = 0.05
    await engine.run_ddl("CREATE TABLE t (x INTEGER)")
    await engine.run_ddl("SELECT 1")
    other = sqlite3.connect(engine.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with engine.transaction():
        pass

try:
    asyncio.run(main())
except sqlite3.OperationalError as error:
    print(error)
"""


def test_a_program_that_forgets_to_close_still_ends(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FORGETFUL, f"sqlite:///{tmp_path}/forgotten.db"],
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "database is locked\n"


@pytest.mark.postgres
async def test_broken_connections_are_replaced(
    empty_postgres_url: str, postgres_server: PostgresServer
) -> None:
    engine = open_engine(empty_postgres_url)
    await build(engine)
    await asyncio.gather(*(engine.read("SELECT pg_sleep(0.05)") for _ in range(POOL_SIZE)))
    await asyncio.to_thread(
        postgres_server.run,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    )
    async with engine.transaction():
        await put_shelf(engine, "law")
    found = await asyncio.gather(*(labels(engine) for _ in range(POOL_SIZE)))
    assert found == [["law"]] * POOL_SIZE
    await engine.close_connection_pool()


@pytest.mark.postgres
async def test_a_connection_lost_in_a_transaction_frees_its_place(empty_postgres_url: str) -> None:
    engine = open_engine(empty_postgres_url)
    await build(engine)

    async def lose_the_connection() -> None:
        async with engine.transaction():
            await put_shelf(engine, "law")
            await engine.read("SELECT pg_terminate_backend(pg_backend_pid())")

    for _ in range(POOL_SIZE + 1):
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            await lose_the_connection()
        assert not engine.transaction_exists()
    async with asyncio.timeout(5):
        assert await labels(engine) == []
    await engine.close_connection_pool()


@pytest.mark.postgres
async def test_a_restarted_server_is_found_again(tmp_path: Path) -> None:
    server = await asyncio.to_thread(PostgresServer, durable=True)
    engine = open_engine(server.url("postgres"))
    try:
        await build(engine)
        async with engine.transaction():
            await put_shelf(engine, "law")
        await asyncio.to_thread(server.restart)
        assert await labels(engine) == ["law"]
        async with engine.transaction():
            await put_shelf(engine, "more law")
        await engine.close_connection_pool()
    finally:
        await asyncio.to_thread(server.stop)
