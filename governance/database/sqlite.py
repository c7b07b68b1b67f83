"""A SQLite engine for a server: kept connections, one writer, nothing lost or left open.

Values are stored as Piccolo stores them, so that `read` and a table's own select agree:
a UUID as its text; a moment as `2026-11-30 18:00:00+00:00`, always in UTC, so that text order is
time order; a date as `2026-11-30`; a bool as 0 or 1; JSON as the text given. A column's declared
type (UUID, TIMESTAMPTZ, DATE, BOOLEAN) turns them back. An expression has no declared type on
SQLite: `max(since)` comes back as text there, so select columns, not expressions, of such types.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from piccolo.engine.exceptions import TransactionError
from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType
from piccolo.querystring import QueryString

from governance.database.values import register
from governance.database.violations import with_name

register()

Row = dict[str, Any]  # a column may hold any type; callers convert rows to structs
Answer = TypeVar("Answer")
Arguments = Sequence[object] | Mapping[str, object]

BUSY_SECONDS = 10.0
"""How long a writer waits for another process's transaction to end."""

GLANCE_SECONDS = 1.0
"""How long a read in the event loop waits; with a write-ahead log it hardly ever has to."""

SYNCHRONOUS = "FULL"
"""What is committed is on the disk before it is acknowledged."""

READERS = 4
BEGIN = "BEGIN IMMEDIATE"


def numbered(args: Sequence[object]) -> dict[str, object]:
    """Bind values to the placeholders `$1`, `$2` …, which SQLite takes for names."""
    return {str(number): value for number, value in enumerate(args, 1)}


def fetch(connection: sqlite3.Connection, sql: str, args: Arguments) -> list[Row]:
    """Run one statement to its end and return its rows."""
    cursor = connection.execute(sql, args)
    if cursor.description is None:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Connection:
    """One connection, with a thread for what may wait: for another process, or for the disk.

    Both begin with the first statement. The thread never keeps a process from ending.
    """

    def __init__(self, options: Mapping[str, Any], *, writes: bool) -> None:
        self._options = options
        self._writes = writes
        self._raw: sqlite3.Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._last: Future[Any] | None = None

    async def execute(self, sql: str, args: Arguments = ()) -> list[Row]:
        """Run one statement in the thread, after those asked before."""
        return await self._in_thread(partial(self.execute_now, sql, args))

    async def begin(self) -> None:
        """Begin to write: at once while nobody else does, otherwise by waiting in the thread."""
        if not self._began_at_once():
            await self.execute(BEGIN)

    async def settle(self) -> None:
        """Undo what is open; a connection that cannot even do that is opened anew."""
        running = self._last is not None and not self._last.done()  # for one who was cancelled
        if running or (self._raw is not None and self._raw.in_transaction):
            await self._in_thread(self._roll_back)

    async def close(self) -> None:
        """Close the connection and end its thread."""
        await self._in_thread(self._drop)
        self._thread.shutdown()

    async def _in_thread(self, do: Callable[[], Answer]) -> Answer:
        self._last = self._thread.submit(do)
        return await asyncio.wrap_future(self._last)

    def execute_now(self, sql: str, args: Arguments = ()) -> list[Row]:
        """Run one statement; a broken constraint is raised with its name.

        Inside a transaction nothing has to wait any more, so this is done in the event loop:
        the way to the thread and back costs ten times what a statement does.
        """
        if self._raw is None:
            self._raw = open_connection(self._options, writes=self._writes)
        try:
            return fetch(self._raw, sql, args)
        except sqlite3.IntegrityError as error:
            raise with_name(error, self._raw) from error

    def _began_at_once(self) -> bool:
        if self._raw is None:
            return False
        self._raw.execute("PRAGMA busy_timeout = 0")
        try:
            self._raw.execute(BEGIN)
        except sqlite3.OperationalError:  # another process writes
            return False
        finally:
            self._raw.execute(f"PRAGMA busy_timeout = {int(self._options['timeout'] * 1000)}")
        return True

    def _roll_back(self) -> None:
        if self._raw is not None and self._raw.in_transaction:
            try:
                self._raw.execute("ROLLBACK")
            except sqlite3.Error:
                self._drop()

    def _drop(self) -> None:
        if self._raw is not None:
            self._raw.close()
            self._raw = None


def open_connection(options: Mapping[str, Any], *, writes: bool) -> sqlite3.Connection:
    """Open a connection that waits for others, checks references and loses no commit."""
    Path(options["database"]).parent.mkdir(parents=True, exist_ok=True)
    connection: sqlite3.Connection = sqlite3.connect(**options)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        connection.execute("PRAGMA foreign_keys = ON")
        if not writes:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:  # closed also when interrupted
        connection.close()
        raise
    return connection


class PooledTransaction(SQLiteTransaction):
    """The one write transaction of this process; ends cleanly whatever happens inside."""

    __slots__ = ("over",)
    engine: "PooledSQLiteEngine"
    connection: Connection

    def __init__(self, engine: "PooledSQLiteEngine") -> None:
        super().__init__(engine, TransactionType.immediate)
        self._parent = None  # what Piccolo found may be a finished transaction
        self.over = False

    async def __aenter__(self) -> "PooledTransaction":
        self.connection = await self.engine.take_writer()
        try:
            await self.connection.begin()
        except BaseException:  # given back also when cancelled
            await asyncio.shield(self._leave())
            raise
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
        await self.connection.execute("COMMIT")
        self._committed = True

    async def rollback(self) -> None:
        """Undo what was written; nothing more may follow in this transaction."""
        await self.connection.execute("ROLLBACK")
        self._rolled_back = True

    async def _finish(self, *, commit: bool) -> None:
        try:
            if commit and not self._committed and not self._rolled_back:
                await self.commit()
        finally:
            await self._leave()

    async def _leave(self) -> None:
        self.over = True
        await self.engine.return_writer()


class PooledSQLiteEngine(SQLiteEngine):
    """Piccolo's engine for SQLite over one writing and a few reading connections.

    It serves one event loop at a time: close it before another loop uses it.
    """

    def __init__(self, path: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path=path, timeout=busy_seconds, check_same_thread=False)
        self._begin_anew()

    async def check_version(self) -> None:
        """Check nothing: Python's own SQLite is new enough."""

    def _begin_anew(self) -> None:
        self._writing = asyncio.Lock()
        self._writer = Connection(self.connection_kwargs, writes=True)
        self._readers: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
        for _ in range(READERS):
            self._readers.put_nowait(Connection(self.connection_kwargs, writes=False))
        self._glance: sqlite3.Connection | None = None

    async def read(self, sql: str, *args: object) -> list[Row]:
        """Run a short, indexed SELECT with `$1` placeholders, at once and in the event loop.

        Inside a transaction it runs in that transaction and sees its writes.
        """
        transaction = self.open_transaction()
        if transaction is not None:
            return transaction.connection.execute_now(sql, numbered(args))
        if self._glance is None:
            options = {**self.connection_kwargs, "timeout": GLANCE_SECONDS}
            self._glance = open_connection(options, writes=False)
        return fetch(self._glance, sql, numbered(args))

    async def write(self, sql: str, *args: object) -> list[Row]:
        """Run one statement with `$1` placeholders in the current transaction; RETURNING works."""
        transaction = self.open_transaction()
        if transaction is None:
            raise TransactionError("A write needs a transaction.")
        return transaction.connection.execute_now(sql, numbered(args))

    def transaction(
        self,
        transaction_type: TransactionType = TransactionType.immediate,  # noqa: ARG002 (Piccolo passes it)
        allow_nested: bool = False,  # noqa: ARG002 (Piccolo passes it)
    ) -> PooledTransaction:
        """Begin a write transaction, always an immediate one, never inside another.

        A deferred one that reads and then writes fails at once when another has written;
        a nested one would not be undone by itself.
        """
        if self.transaction_exists():
            raise TransactionError("A transaction is open already; use a savepoint inside it.")
        return PooledTransaction(self)

    def open_transaction(self) -> PooledTransaction | None:
        """Return this task's transaction; one inherited from a finished deed does not count."""
        current = self.current_transaction.get()
        return current if isinstance(current, PooledTransaction) and not current.over else None

    def transaction_exists(self) -> bool:
        """Say whether this task is inside an open transaction."""
        return self.open_transaction() is not None

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Row]:  # noqa: ARG002 (Piccolo passes it)
        """Run a statement of Piccolo's."""
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self._run(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> list[Row]:  # noqa: ARG002 (Piccolo passes it)
        """Run a statement that shapes the schema."""
        return await self._run(ddl, ())

    async def _run(self, sql: str, args: Sequence[object]) -> list[Row]:
        transaction = self.open_transaction()
        if transaction is not None:
            return transaction.connection.execute_now(sql, args)
        if sql.lstrip()[:6].upper() == "SELECT":
            async with self._reader() as reader:
                return await reader.execute(sql, args)
        writer = await self.take_writer()
        try:
            return await writer.execute(sql, args)
        finally:
            await asyncio.shield(self.return_writer())

    @contextlib.asynccontextmanager
    async def _reader(self) -> AsyncIterator[Connection]:
        readers = self._readers
        reader = await readers.get()
        try:
            yield reader
        finally:
            readers.put_nowait(reader)

    async def take_writer(self) -> Connection:
        """Wait for the one connection that may write."""
        await self._writing.acquire()
        return self._writer

    async def return_writer(self) -> None:
        """Let the next one write, with nothing of this one left open."""
        try:
            await self._writer.settle()
        finally:
            self._writing.release()

    async def start_connection_pool(self, **_: object) -> None:
        """Do nothing: connections open when first needed."""

    async def close_connection_pool(self, **_: object) -> None:
        """Close every connection once those in use are back; the engine can be used again."""
        writer, readers, glance = await self.take_writer(), self._readers, self._glance
        kept = [await readers.get() for _ in range(READERS)]
        self._begin_anew()
        for connection in (*kept, writer):
            await connection.close()
        if glance is not None:
            glance.close()
