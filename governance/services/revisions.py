"""At which revision does a body's record stand, and who waits to hear of the next one?

Every deed counts up its body's revision in its own transaction. A process that did one tells those
who wait in it at once, and other processes through PostgreSQL; and it looks for itself, often where
nobody would tell it, seldom where somebody does. So a notice that is lost costs time, nothing else.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import asyncpg

from governance.database import OUT_OF_REACH, Engine
from governance.database.lines import Line
from governance.database.postgres import SafePostgresEngine

CHANNEL = "openseat_revision"
OFTEN_SECONDS = 0.1
SELDOM_SECONDS = 2.0
RETRY_SECONDS = 1.0
BEAT_SECONDS = 15.0
PATIENCE_SECONDS = 3.0
UNKNOWN = -1

_running: dict[int, "Revisions"] = {}


def tell(engine: Engine, slug: str, revision: int) -> None:
    """Tell everyone who waits that a body's record stands at a revision now."""
    known = _running.get(id(engine))
    if known is not None:
        known.tell(slug, revision)


@dataclass(slots=True)
class Watched:
    """A body's record that somebody watches; its bell rings once, then another hangs there."""

    revision: int = UNKNOWN
    watchers: int = 0
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        """Wake everyone who waits."""
        bell, self.bell = self.bell, asyncio.Event()
        bell.set()


class Revisions:
    """What one process knows of the records that are watched in it."""

    def __init__(self, engine: Engine, *, often: float = OFTEN_SECONDS) -> None:
        self._engine = engine
        self._often = often
        self._watched: dict[str, Watched] = {}
        self._anyone = asyncio.Event()
        self._line = (
            Line(engine, CHANNEL, self._heard) if isinstance(engine, SafePostgresEngine) else None
        )
        self.is_reachable = True
        self.is_ending = False
        self.beats = 0

    @contextmanager
    def watch(self, slug: str, revision: int) -> Iterator[Watched]:
        """Watch a body's record, which stood at this revision a moment ago."""
        watched = self._watched.setdefault(slug, Watched())
        watched.watchers += 1
        watched.revision = max(watched.revision, revision)
        self._anyone.set()
        try:
            yield watched
        finally:
            watched.watchers -= 1
            if not watched.watchers:
                del self._watched[slug]
            if not self._watched:
                self._anyone.clear()

    def tell(self, slug: str, revision: int) -> None:
        """Tell those who wait here, and the other processes."""
        self._learn(slug, revision)
        if self._line is not None:
            self._line.say(f"{revision} {slug}")

    def end(self) -> None:
        """Let every watcher go, because the process stops."""
        self.is_ending = True
        self._ring()

    async def look(self) -> None:
        """Ask the database where the watched records stand."""
        asked = {slug: each.revision for slug, each in self._watched.items()}
        if not asked:
            return
        marks = ", ".join(f"${number}" for number in range(1, len(asked) + 1))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                rows = await self._engine.read(
                    f"SELECT slug, revision FROM body WHERE slug IN ({marks})",  # noqa: S608 (marks alone)
                    *asked,
                )
        except (TimeoutError, asyncpg.InterfaceError, *OUT_OF_REACH):
            self._reach(there=False)
            return
        self._reach(there=True)
        for row in rows:
            watched = self._watched.get(row["slug"])
            if watched is not None and watched.revision == asked[row["slug"]] != row["revision"]:
                watched.revision = row["revision"]
                watched.ring()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Revisions"]:
        """Listen, look and beat for as long as the context lasts."""
        works = [self._keep_looking(), self._keep_beating()]
        if self._line is not None:
            works.append(self._line.hold())
        tasks = [asyncio.create_task(work) for work in works]
        _running[id(self._engine)] = self
        try:
            yield self
        finally:
            del _running[id(self._engine)]
            self.end()
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def _keep_looking(self) -> None:
        while True:
            await self._anyone.wait()
            await self.look()
            await asyncio.sleep(self._pace())

    def _pace(self) -> float:
        if not self.is_reachable:
            return RETRY_SECONDS
        return SELDOM_SECONDS if self._line is not None and self._line.is_open else self._often

    async def _keep_beating(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            self.beats += 1
            self._ring()

    def _heard(self, text: str) -> None:
        revision, _, slug = text.partition(" ")
        self._learn(slug, int(revision))

    def _learn(self, slug: str, revision: int) -> None:
        watched = self._watched.get(slug)
        if watched is not None and watched.revision < revision:
            watched.revision = revision
            watched.ring()

    def _reach(self, *, there: bool) -> None:
        if self.is_reachable != there:
            self.is_reachable = there
            self._ring()

    def _ring(self) -> None:
        for each in tuple(self._watched.values()):
            each.ring()
