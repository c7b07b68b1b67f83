"""How do processes hear of each other through PostgreSQL? On one connection that mends itself."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg

from governance.database.postgres import LOST, SafePostgresEngine

RETRY_SECONDS = 1.0
PING_SECONDS = 5.0
PATIENCE_SECONDS = 5.0


class Line:
    """LISTEN and NOTIFY on a channel.

    What is said while the line is broken is not said later: a notice is a hint, never the truth.
    """

    def __init__(
        self, engine: SafePostgresEngine, channel: str, heard: Callable[[str], None]
    ) -> None:
        self._engine = engine
        self._channel = channel
        self._heard = heard
        self._to_say: set[str] = set()
        self._wake = asyncio.Event()
        self._connection: Any = None  # asyncpg has no types
        self.is_open = False

    def say(self, text: str) -> None:
        """Say something to every process that listens, this one too, as soon as may be."""
        if self.is_open:
            self._to_say.add(text)
            self._wake.set()

    async def hold(self) -> None:
        """Keep the line open until cancelled; one that breaks is opened again."""
        while True:
            try:
                await self._listen()
            except (asyncpg.PostgresError, asyncpg.InterfaceError, *LOST, TimeoutError):
                pass  # whoever asks after `is_open` sees it
            finally:
                self._forget()
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            self._connection = await self._engine.get_new_connection()
            await self._connection.add_listener(self._channel, self._on_notice)
        self._connection.add_termination_listener(lambda _: self._wake.set())
        self.is_open = True
        while not self._connection.is_closed():
            await self._wait()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._speak()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(PING_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            self._to_say.add("")  # nothing is meant by it but to see whether the server is there
        self._wake.clear()

    async def _speak(self) -> None:
        while self._to_say and not self._connection.is_closed():
            text = self._to_say.pop()
            await self._connection.execute("SELECT pg_notify($1, $2)", self._channel, text)

    def _on_notice(self, _connection: object, _process: int, _channel: str, text: str) -> None:
        if text:
            self._heard(text)

    def _forget(self) -> None:
        self.is_open = False
        self._to_say.clear()
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
