"""How does a page that is open learn that the record has moved?

By a stream of server-sent events. An event's id is the revision that it speaks of, and each event
that shows something shows it whole, so that a view which lost its line lacks nothing once it has
heard the next one. What anyone may read is made once for each revision and sent to all; whoever is
signed in hears the revision alone and asks for the page in their own name.
"""

import asyncio
import hashlib
import random
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, cast

import structlog
from litestar import Litestar
from litestar.response import Stream
from litestar.types import HTTPScope, Message
from msgspec.json import encode

from governance.schemas.bodies import Body
from governance.services.revisions import Revisions, Watched
from governance.web.access import PageRequest, settings_of

log = structlog.get_logger("openseat")

BEAT = b"event: beat\ndata:\n\n"
BEHIND = b"event: behind\ndata:\n\n"
MOST_VIEWS = 256
SOONEST_MS, LATEST_MS = 500, 2500
"""Between these a view comes back whose line was ended: not all of them at once."""

STREAM_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@dataclass(frozen=True, slots=True)
class View:
    """What anyone sees at an address since a revision, and the event that shows it."""

    revision: int
    digest: bytes
    event: bytes


class Views:
    """What anyone sees at the addresses that are watched, made once for each revision."""

    def __init__(self, app: Litestar) -> None:
        self._app = app
        self._made: OrderedDict[str, View] = OrderedDict()
        self._making: dict[str, asyncio.Task[View | None]] = {}

    async def at(self, address: str, revision: int) -> View | None:
        """Return what stands at an address, no older than a revision; None if nothing does."""
        while True:
            made = self._made.get(address)
            if made is not None and made.revision >= revision:
                return made
            making = self._making.get(address)
            if making is None:
                making = asyncio.create_task(self._make(address, revision))
                self._making[address] = making
                making.add_done_callback(lambda _: self._making.pop(address, None))
            if await asyncio.shield(making) is None:
                return None

    async def _make(self, address: str, revision: int) -> View | None:
        status, content = await _asked_by_nobody(self._app, address)
        if status != 200:
            log.warning("nothing to show", path=address, status=status)
            return None
        shown = _main(content)
        digest = hashlib.sha256(shown).digest()
        view = View(revision, digest, _event("view", revision, shown))
        self._made[address] = view
        self._made.move_to_end(address)
        while len(self._made) > MOST_VIEWS:
            self._made.popitem(last=False)
        return view


def follow(request: PageRequest, board: Body, *, address: str = "", since: int = -1) -> Stream:
    """Answer with a stream that says when a body's record moves.

    With an address it shows what anyone may read there whenever that changes, without one it says
    the revision alone. `since` is what the view shows already; a view that comes back says so.
    """
    known = _last_event(request)
    told = _Told(since if known is None else known)
    life = settings_of(request).stream_seconds
    return Stream(
        _events(request.app, board, address, told, life),
        media_type="text/event-stream",
        headers=STREAM_HEADERS,
    )


@dataclass(slots=True)
class _Told:
    """What a view has been told: the revision, what it shows, whether it is behind."""

    revision: int
    digest: bytes = b""
    is_behind: bool = False
    beats: int = -1


async def _events(
    app: Litestar, board: Body, address: str, told: _Told, life: float
) -> AsyncIterator[bytes]:
    revisions: Revisions = app.state["revisions"]
    views: Views = app.state["views"]
    until = time.monotonic() + life
    yield f"retry: {random.randint(SOONEST_MS, LATEST_MS)}\n\n".encode()  # noqa: S311 (no secret)
    with revisions.watch(board.slug, board.revision) as record:
        if address and told.revision == record.revision:
            shown = await views.at(address, record.revision)
            told.digest = shown.digest if shown else b""
        while True:
            bell = record.bell
            if event := await _next(revisions, record, views, address, told):
                yield event
            elif bell is record.bell:
                if revisions.is_ending or time.monotonic() >= until:
                    return
                await bell.wait()


async def _next(
    revisions: Revisions, record: Watched, views: Views, address: str, told: _Told
) -> bytes:
    """Return what a view has to be told now, if anything."""
    if not revisions.is_reachable:
        return _behind(told)
    if told.is_behind or record.revision != told.revision:
        revision, was_behind = record.revision, told.is_behind
        event = await _shown(revision, views, address, told)
        if event is None:
            return _behind(told)
        told.revision, told.is_behind = revision, False
        return event or (BEAT if was_behind else b"")
    if revisions.beats != told.beats:
        told.beats = revisions.beats
        return BEAT
    return b""


def _behind(told: _Told) -> bytes:
    """Return what says that nothing can be shown now, once."""
    was_behind, told.is_behind = told.is_behind, True
    return b"" if was_behind else BEHIND


async def _shown(revision: int, views: Views, address: str, told: _Told) -> bytes | None:
    """Return the event for a revision; nothing in it when it changed nothing at this address."""
    if not address:
        return _event("revision", revision, b"")
    view = await views.at(address, revision)
    if view is None:
        return None
    if view.digest == told.digest:
        return b""
    told.digest = view.digest
    return view.event


def _event(kind: str, revision: int, shown: bytes) -> bytes:
    """Return an event; JSON keeps what is shown on one line."""
    text = encode({"revision": revision, "shown": shown.decode()})
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (revision, kind.encode(), text)


def _main(content: bytes) -> bytes:
    """Return what lies between the frame of a page; anything else is returned whole."""
    start, end = content.find(b"<main"), content.rfind(b"</main>")
    return content if start < 0 or end < 0 else content[start : end + len(b"</main>")]


def _last_event(request: PageRequest) -> int | None:
    said = request.headers.get("last-event-id", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else None


async def _asked_by_nobody(app: Litestar, address: str) -> tuple[int, bytes]:
    """Ask the application for an address as somebody who is not signed in."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {  # as ASGI has it
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": None,
        "server": None,
        "state": {},
        "extensions": {},
    }
    status, parts = 0, []

    async def receive() -> Any:  # as above
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        elif message["type"] == "http.response.body":
            parts.append(message["body"])

    await app(cast("HTTPScope", scope), receive, send)
    return status, b"".join(parts)
