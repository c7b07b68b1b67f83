"""Which one of several workers does what must be done only once, such as reminders."""

import asyncio
import contextlib
import fcntl
import hashlib
import os
from types import TracebackType
from typing import Any, Protocol

import asyncpg

from governance.database.engines import Engine
from governance.database.postgres import LOST, SafePostgresEngine

INTERVAL_SECONDS = 1.0


class _Lock(Protocol):
    async def hold(self) -> bool:
        """Take the lock, or make sure that it is still held; say whether it is."""

    async def let_go(self) -> None:
        """Give the lock up."""


class Leader:
    """Be the leader, or wait to become it, for as long as the context lasts.

    A leader that dies is followed within an interval. One that loses its database goes on
    believing for up to two intervals, so what a leader does must bear being done twice.
    """

    def __init__(
        self, engine: Engine, *, name: str = "scheduler", interval: float = INTERVAL_SECONDS
    ) -> None:
        self._interval = interval
        self._is_leader = False
        self._lock: _Lock = (
            _AdvisoryLock(engine, name, patience=interval)
            if isinstance(engine, SafePostgresEngine)
            else _FileLock(f"{engine.path}.{name}")
        )

    @property
    def is_leader(self) -> bool:
        """Say whether this process is the one."""
        return self._is_leader

    async def __aenter__(self) -> "Leader":
        self._is_leader = await self._lock.hold()
        self._watch = asyncio.create_task(self._keep_watch())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._watch
        self._is_leader = False
        await self._lock.let_go()

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(self._interval)
            self._is_leader = await self._lock.hold()


class _AdvisoryLock:
    """PostgreSQL's lock of a session, on a connection of its own: it ends with the session."""

    def __init__(self, engine: SafePostgresEngine, name: str, *, patience: float) -> None:
        self._engine = engine
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        self._patience = patience
        self._connection: Any = None  # asyncpg has no types
        self._held = False

    async def hold(self) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                await self._take_or_ping()
        except (asyncpg.PostgresError, asyncpg.InterfaceError, *LOST, TimeoutError):
            self._forget()
        return self._held

    async def _take_or_ping(self) -> None:
        if self._connection is None:
            self._connection = await self._engine.get_new_connection()
        if self._held:
            await self._connection.fetchval("SELECT 1")
        else:
            self._held = await self._connection.fetchval(
                "SELECT pg_try_advisory_lock($1)", self._key
            )

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
        self._connection, self._held = None, False

    async def let_go(self) -> None:
        self._forget()


class _FileLock:
    """A lock on a file beside the database: the system ends it with the process."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None

    async def hold(self) -> bool:
        if self._file is None:
            self._file = _locked(self._path)
        return self._file is not None

    async def let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _locked(path: str) -> int | None:
    """Open and lock the file without waiting; None when another process has it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file
