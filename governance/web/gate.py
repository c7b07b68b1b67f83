"""What every request and every answer passes: one layer around the application.

It names the request, counts it, turns HEAD into GET, answers from the shelf what is still true
there, adds the security headers, an ETag and 304, and writes one log line.
"""

import hashlib
import re
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import cast

import structlog
from litestar.enums import HttpMethod
from litestar.types import (
    ASGIApp,
    HTTPResponseStartEvent,
    HTTPScope,
    Message,
    Receive,
    Scope,
    Send,
)
from msgspec.json import encode

from governance.database import OUT_OF_REACH
from governance.settings import Settings
from governance.web.caching import KEEP_HEADER, STATIC, TIMELESS, Kept, Shelf, state_of_record

log = structlog.get_logger("openseat")

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SAFE_ID = re.compile(rb"[A-Za-z0-9-]{8,64}")
SESSION_COOKIE = "openseat_session"
PROBES = frozenset({"/health", "/ready"})
"""Paths for machines that watch the process: never counted, never kept."""
BLANK = "about:blank"
UNNOTED = re.compile(
    r"^(/api/v1)?/bodies/[^/]+/(diversity/answers|diversity/invitations?|apply/[^/]+/invitation"
    r"|secret-elections/[^/]+/(ballots|receipts?))(/|$)"
)
"""Paths whose moments are not to be written down: who answers there answers unnamed."""
_ANYONE = b"public, no-cache"
_FOR_EVER = b"public, max-age=31536000, immutable"
_NOBODY_ELSE = b"no-store"
_OURS = frozenset({b"etag", b"cache-control", b"vary"})


class Gate:
    """The outermost layer; `app` is the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.app = app
        self.settings = settings
        self.clock = clock
        self.shelf = Shelf()
        self.counts: dict[str, int] = {}
        self.minute = 0
        self.headers = _security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if str(scope["type"]) == "http":
            await self._answer(cast("HTTPScope", scope), receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        headers = dict(scope["headers"])
        name = headers.get(b"x-request-id", b"")
        name = name if SAFE_ID.fullmatch(name) else secrets.token_hex(16).encode()
        answer = _Answer(self, scope, headers, name, send)
        structlog.contextvars.bind_contextvars(request=name.decode())
        try:
            await self._pass(scope, receive, answer)
        except Exception as error:  # whatever the application could not answer itself
            log.error("failure", exc_info=error)
            if answer.status:
                raise
            await answer.refuse(500, "Something went wrong here", f"Request {name.decode()}.")
        finally:
            if not UNNOTED.search(scope["path"]):
                log.info(
                    "request",
                    method=scope["method"],
                    path=scope["path"],
                    status=answer.status,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )
            structlog.contextvars.clear_contextvars()

    async def _pass(self, scope: HTTPScope, receive: Receive, answer: "_Answer") -> None:
        answer.minute = int(self.clock().timestamp()) // 60
        if self._too_many(scope, answer):
            wait = (b"retry-after", b"60")
            await answer.refuse(429, "Too many requests", "Please wait a minute.", wait)
            return
        if "\x00" in scope["path"]:
            await answer.refuse(404, "Not found", "There is no such address.")
            return
        if answer.head:
            scope["method"] = HttpMethod.GET
        if answer.address:
            try:
                answer.state = await state_of_record(scope["path"])
            except OUT_OF_REACH as error:
                log.error("database out of reach", error=type(error).__name__)
                await answer.refuse(503, "Not now", "The database cannot be reached; try again.")
                return
            kept = self.shelf.get(answer.address, answer.state, answer.minute)
            if kept is not None:
                await answer.again(kept)
                return
        await self.app(scope, receive, answer.send)

    def _too_many(self, scope: HTTPScope, answer: "_Answer") -> bool:
        """Count requests per client and minute, in this process."""
        if scope["path"] in PROBES:
            return False
        if answer.minute != self.minute:
            self.minute, self.counts = answer.minute, {}
        client = client_of(scope, answer.asked, trusted_proxy=self.settings.trusted_proxy)
        self.counts[client] = count = self.counts.get(client, 0) + 1
        return count > self.settings.requests_per_minute > 0


class _Answer:
    """One answer on its way out."""

    def __init__(
        self, gate: Gate, scope: HTTPScope, asked: dict[bytes, bytes], name: bytes, send: Send
    ) -> None:
        self.gate = gate
        self.scope = scope
        self.asked = asked
        self.name = name
        self.out = send
        self.status = 0
        self.head = scope["method"] == "HEAD"
        self.address = ""
        same_for_all = scope["path"].startswith(STATIC) or not _is_private(scope["headers"])
        if scope["method"] in ("GET", "HEAD") and same_for_all and scope["path"] not in PROBES:
            self.address = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
        self.state = ""
        self.minute = 0
        self.keep = ""
        self.start: HTTPResponseStartEvent | None = None
        self.parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        """Take a message of the application; hold back what is to be kept until it is whole."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.keep = _taken(message, KEEP_HEADER.encode()) or self._public()
            if self.keep and self.address and self.status == 200:
                self.start = message
                return
            message["headers"] = [*message["headers"], *self._extra(message["headers"])]
            await self.out(message)
            if self.head:  # a stream would go on and on
                await self.out({"type": "http.response.body", "body": b"", "more_body": False})
            return
        if self.start is None:
            if not self.head:
                await self.out(message)
        elif message["type"] == "http.response.body":
            self.parts.append(message["body"])
            if not message.get("more_body", False):
                await self._keep(self.start, b"".join(self.parts))

    async def again(self, kept: Kept) -> None:
        """Answer with what is kept, or with 304 to who has it already."""
        self.status = 304 if _has(self.asked.get(b"if-none-match", b""), kept.etag) else 200
        body = b"" if self.head or self.status == 304 else kept.body
        headers = [
            *(kept.headers if self.status == 200 else ()),
            (b"etag", kept.etag.encode()),
            (b"cache-control", _FOR_EVER if self._is_named_by_content() else _ANYONE),
            (b"vary", b"cookie, authorization"),
            *self.gate.headers,
            (b"x-request-id", self.name),
        ]
        await self.out({"type": "http.response.start", "status": self.status, "headers": headers})
        await self.out({"type": "http.response.body", "body": body, "more_body": False})

    async def refuse(
        self, status: int, title: str, detail: str, *more: tuple[bytes, bytes]
    ) -> None:
        """Answer in the application's place, in the form that its callers know."""
        self.status = status
        kind, text = b"text/plain; charset=utf-8", f"{title}. {detail}\n".encode()
        if self.scope["path"].startswith("/api/"):
            kind = b"application/problem+json"
            text = encode({"title": title, "status": status, "detail": detail, "type": BLANK})
        headers = [(b"content-type", kind), (b"content-length", str(len(text)).encode()), *more]
        headers.extend(self._extra(headers))
        await self.out({"type": "http.response.start", "status": status, "headers": headers})
        body = b"" if self.head else text
        await self.out({"type": "http.response.body", "body": body, "more_body": False})

    async def _keep(self, start: HTTPResponseStartEvent, body: bytes) -> None:
        """Keep an answer under the state of the record before it was made, and give it."""
        kept = Kept(
            state=self.state,
            minute=None if self.keep == TIMELESS else self.minute,
            etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
            headers=tuple(each for each in start["headers"] if each[0] not in _OURS),
            body=body,
        )
        self.gate.shelf.put(self.address, kept)
        await self.again(kept)

    def _public(self) -> str:
        """Return how long an answer stays true that the guard let anyone read."""
        keep: str = self.scope["state"].get("keep", "") if "state" in self.scope else ""
        return keep

    def _is_named_by_content(self) -> bool:
        """Whether the address changes whenever the bytes do, as that of a static file."""
        return self.scope["path"].startswith(STATIC) and b"v=" in self.scope["query_string"]

    def _extra(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name for name, _ in headers}
        caching = [] if b"cache-control" in names else [(b"cache-control", _NOBODY_ELSE)]
        return [*caching, *self.gate.headers, (b"x-request-id", self.name)]


def client_of(scope: HTTPScope, asked: dict[bytes, bytes], *, trusted_proxy: bool) -> str:
    """Return the address a request comes from; behind a trusted proxy, what the proxy saw."""
    forwarded = asked.get(b"x-forwarded-for", b"").decode("latin-1")
    if trusted_proxy and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return scope["client"][0] if scope["client"] else ""


def _has(asked: bytes, etag: str) -> bool:
    """Whether an If-None-Match names this ETag, weakly or strongly."""
    tags = (tag.strip().removeprefix(b"W/") for tag in asked.split(b","))
    return any(tag in (etag.encode(), b"*") for tag in tags)


def _is_private(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether somebody signed in may be asking; a header can stand in a request several times."""
    return any(
        name == b"authorization" or (name == b"cookie" and SESSION_COOKIE.encode() in value)
        for name, value in headers
    )


def _taken(message: HTTPResponseStartEvent, name: bytes) -> str:
    """Take a header of our own off an answer and return it."""
    value = ""
    headers = []
    for key, each in message["headers"]:
        if key == name:
            value = each.decode()
        else:
            headers.append((key, each))
    message["headers"] = headers
    return value


def _security_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"content-security-policy", CSP.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    ]
    if settings.secure_cookies:
        headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
    return headers
