"""A PostgreSQL engine for a server: a pool that opens lazily, heals, and leaks nothing."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

import asyncpg
from piccolo.engine.exceptions import TransactionError
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

Row = dict[str, Any]  # a column may hold any type; callers convert rows to structs

POOL_SIZE = 10

LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.InternalClientError,  # the server's farewell has been read, but not yet its end
    OSError,
)
"""What a statement raises on a connection whose server went away."""

Answer = TypeVar("Answer")


class SafeTransaction(PostgresTransaction):
    """A transaction that gives its connection back whatever happens, even a failed commit."""

    __slots__ = ("over", "pool")
    engine: "SafePostgresEngine"

    def __init__(self, engine: "SafePostgresEngine") -> None:
        super().__init__(engine)
        self._parent = None  # what Piccolo found may be a finished transaction
        self.over = False

    async def __aenter__(self) -> "SafeTransaction":
        self.pool = await self.engine.running_pool()
        self.connection, self.transaction = await self.engine.lend(_begin)
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: object, error: object, trace: object) -> Literal[False]:
        try:
            await asyncio.shield(self._finish(commit=error is None))
        finally:
            self.engine.current_transaction.reset(self.context)
        return False

    async def commit(self) -> None:
        """Make what was written last; nothing more may follow in this transaction."""
        with _lost_if_closed(self.connection):
            await self.transaction.commit()
        self._committed = True

    async def rollback(self) -> None:
        """Undo what was written; nothing more may follow in this transaction."""
        await self.transaction.rollback()
        self._rolled_back = True

    async def _finish(self, *, commit: bool) -> None:
        try:
            if self._committed or self._rolled_back:
                return
            if commit:
                await self.commit()
            else:
                with contextlib.suppress(asyncpg.InterfaceError, *LOST):  # the server undid it
                    await self.rollback()
        finally:
            self.over = True
            await self.pool.release(self.connection)


class SafePostgresEngine(PostgresEngine):
    """Piccolo's engine for PostgreSQL over a pool that begins with the first statement.

    It serves one event loop at a time: close it before another loop uses it.
    """

    def __init__(self, config: Mapping[str, Any], *, pool_size: int = POOL_SIZE) -> None:
        super().__init__(config={"server_settings": {"timezone": "UTC"}, **config})
        self._pool_size = pool_size
        self._starting = asyncio.Lock()

    async def check_version(self) -> None:
        """Check nothing: to build an engine must not need a server."""

    async def running_pool(self) -> Any:  # asyncpg has no types
        """Return the pool, started with its first use."""
        if self.pool is None:
            async with self._starting:
                if self.pool is None:
                    self.pool = await asyncpg.create_pool(
                        **self.config, min_size=0, max_size=self._pool_size, reset=_keep
                    )
        return self.pool

    async def read(self, sql: str, *args: object) -> list[Row]:
        """Run a short, indexed SELECT with `$1` placeholders.

        Inside a transaction it runs in that transaction and sees its writes.
        """
        transaction = self.open_transaction()
        if transaction is not None:
            with _lost_if_closed(transaction.connection):
                return _rows(await transaction.connection.fetch(sql, *args))
        return _rows(await self._select(sql, args))

    async def write(self, sql: str, *args: object) -> list[Row]:
        """Run one statement with `$1` placeholders in the current transaction; RETURNING works."""
        transaction = self.open_transaction()
        if transaction is None:
            raise TransactionError("A write needs a transaction.")
        with _lost_if_closed(transaction.connection):
            return _rows(await transaction.connection.fetch(sql, *args))

    def transaction(self, allow_nested: bool = False) -> SafeTransaction:  # noqa: ARG002 (Piccolo passes it)
        """Begin a transaction, never inside another: a nested one would not be undone by itself."""
        if self.transaction_exists():
            raise TransactionError("A transaction is open already; use a savepoint inside it.")
        return SafeTransaction(self)

    def open_transaction(self) -> SafeTransaction | None:
        """Return this task's transaction; one inherited from a finished deed does not count."""
        current = self.current_transaction.get()
        return current if isinstance(current, SafeTransaction) and not current.over else None

    def transaction_exists(self) -> bool:
        """Say whether this task is inside an open transaction."""
        return self.open_transaction() is not None

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Any]:  # noqa: ARG002 (Piccolo passes it)
        """Run a statement of Piccolo's."""
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self._run(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> list[Any]:  # noqa: ARG002 (Piccolo passes it)
        """Run a statement that shapes the schema."""
        return await self._run(ddl, ())

    async def _run(self, sql: str, args: Sequence[object]) -> list[Any]:
        transaction = self.open_transaction()
        if transaction is None and sql.lstrip()[:6].upper() == "SELECT":
            return await self._select(sql, args)
        if transaction is None:
            records: list[Any] = await (await self.running_pool()).fetch(sql, *args)
            return records
        with _lost_if_closed(transaction.connection):
            records = await transaction.connection.fetch(sql, *args)
            return records

    async def _select(self, sql: str, args: Sequence[object]) -> list[Any]:
        async def select(connection: Any) -> list[Any]:  # asyncpg has no types
            records: list[Any] = await connection.fetch(sql, *args)
            return records

        connection, records = await self.lend(select)
        await (await self.running_pool()).release(connection)
        return records

    async def lend(self, ask: Callable[[Any], Awaitable[Answer]]) -> tuple[Any, Answer]:
        """Return a connection of the pool with its first answer; the caller gives it back.

        One whose server went away is dropped and the next one asked, so what is asked first
        must bear being asked twice.
        """
        pool = await self.running_pool()
        for spare in reversed(range(self._pool_size + 1)):
            connection = await pool.acquire()
            try:
                return connection, await ask(connection)
            except BaseException as error:  # given back also when cancelled
                await asyncio.shield(_give_back(pool, connection, broken=isinstance(error, LOST)))
                if not spare or not isinstance(error, LOST):
                    raise
        raise AssertionError("unreachable")

    async def start_connection_pool(self, **_: object) -> None:
        """Start the pool now, so that a server that is not there is noticed early."""
        await self.read("SELECT 1")

    async def close_connection_pool(self, **_: object) -> None:
        """Close the pool once its connections are back; the engine can be used again."""
        pool, self.pool, self._starting = self.pool, None, asyncio.Lock()
        if pool is not None:
            await pool.close()


async def _begin(connection: Any) -> Any:  # asyncpg has no types
    transaction = connection.transaction()
    await transaction.start()
    return transaction


async def _give_back(pool: Any, connection: Any, *, broken: bool) -> None:  # asyncpg has no types
    if broken:
        with contextlib.suppress(asyncpg.InterfaceError):  # it has left the pool already
            connection.terminate()
    await pool.release(connection)


async def _keep(connection: object) -> None:
    """Leave a connection as it is when it goes back: nothing here sets anything on a session.

    (The pool has rolled back an open transaction by then; its own reset costs a round trip.)
    """


@contextlib.contextmanager
def _lost_if_closed(connection: Any) -> Iterator[None]:  # asyncpg has no types
    """Say that the connection was lost where asyncpg only says that it cannot be used."""
    try:
        yield
    except asyncpg.InterfaceError as error:
        if not _is_closed(connection):
            raise
        raise asyncpg.ConnectionDoesNotExistError("The connection was lost.") from error


def _is_closed(connection: Any) -> bool:  # asyncpg has no types
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:  # the pool has taken it back already
        return True


def _rows(records: Sequence[Any]) -> list[Row]:
    return [dict(record) for record in records]
