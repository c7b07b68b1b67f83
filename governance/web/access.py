"""Who asks, and may they? The guard before every handler, and the actor that handlers get."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath

from governance.clock import Clock, day_in
from governance.errors import BadInputError, NotAllowedError, NotFoundError
from governance.rules.access import Actor, Grant
from governance.rules.permissions import PUBLIC, require_permission
from governance.schemas.accounts import Account
from governance.schemas.bodies import Body
from governance.schemas.bounds import require_keepable, require_keepable_query
from governance.sentences import say
from governance.services.accounts import session_account
from governance.services.bodies import get_body
from governance.services.roles import grants_of
from governance.services.tokens import token_account
from governance.settings import Settings
from governance.web.caching import MINUTE
from governance.web.gate import SESSION_COOKIE

Connection = ASGIConnection[Any, Any, Any, State]  # Litestar's own types for user and auth
PageRequest = Request[Any, Any, State]
Asking = NamedDependency[Actor]
"""Who asks: the type of a handler's `actor`."""
Board = NamedDependency[Body]
"""The body whose address is in the path: the type of a handler's `board`."""

Presides = Callable[[Body, UUID, datetime, Mapping[str, object]], Awaitable[UUID | None]]
_presides: list[Presides] = []

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_KEY = 64
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def presides(source: Presides) -> None:
    """Say at which meeting that an address names a person presides, by no role of theirs."""
    _presides.append(source)


async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
    """Find out who asks, refuse forged requests, and require the handler's permission."""
    require_keepable_query(connection.query_params.multi_items())
    writing = connection if isinstance(connection, Request) else None
    if writing is not None and writing.method in SAFE:
        writing = None
    form = await _sent(writing) if writing is not None else {}
    actor = await _actor(connection)
    if writing is not None:
        _refuse_other_sites(writing)
        _refuse_forged(writing, form.get("csrf", ""))
        key = connection.headers.get("idempotency-key") or form.get("key", "")
        actor = replace(actor, key=_checked(key) or None)
    connection.scope["state"]["actor"] = actor
    permission = handler.opt.get("permission", PUBLIC)
    require_permission(actor, permission)
    if permission == PUBLIC and handler.opt.get("keep", True):
        connection.scope["state"]["keep"] = MINUTE


def settings_of(connection: Connection) -> Settings:
    """Return the installation's settings."""
    settings: Settings = connection.app.state["settings"]
    return settings


def clock_of(connection: Connection) -> Clock:
    """Return what tells the time to work that goes on after this request."""
    clock: Clock = connection.app.state["clock"]
    return clock


def moment_of(connection: Connection) -> datetime:
    """Return the moment at which this request is judged."""
    moment: datetime = connection.app.state["clock"]()
    return moment


def actor_of(connection: Connection) -> Actor:
    """Return who asks, as the guard found out."""
    actor: Actor = connection.scope["state"]["actor"]
    return actor


def csrf_token(connection: Connection) -> str:
    """Return what a form of this session must send back; empty for nobody."""
    cookie = connection.cookies.get(SESSION_COOKIE, "")
    if not cookie:
        return ""
    secret = settings_of(connection).secret.encode()
    return hmac.new(secret, cookie.encode(), hashlib.sha256).hexdigest()


async def provide_actor(request: PageRequest) -> Actor:
    """Give a handler who asks."""
    return actor_of(request)


async def provide_body(slug: FromPath[str]) -> Body:
    """Give a handler the body whose address is in the path."""
    return await get_body(slug)


async def _actor(connection: Connection) -> Actor:
    at = moment_of(connection)
    account, scopes = await _account(connection, at)
    slug = connection.path_params.get("slug", "")
    if account is None:
        return Actor(body=slug, at=at)
    grants: frozenset[Grant] = frozenset()
    presides_at = None
    if slug:
        body = await _body_or_none(slug)
        if body is not None:
            grants = await grants_of(account.id, body.id, day_in(at, body.timezone))
            presides_at = await _presides_at(body, account, at, connection)
    return Actor(
        body=slug,
        at=at,
        account=account.id,
        name=account.name,
        person=account.person,
        grants=grants,
        scopes=scopes,
        presides_at=presides_at,
    )


async def _presides_at(
    body: Body, account: Account, at: datetime, connection: Connection
) -> UUID | None:
    if account.person is None:
        return None
    for source in _presides:
        found = await source(body, account.person, at, connection.path_params)
        if found is not None:
            return found
    return None


async def _account(
    connection: Connection, at: datetime
) -> tuple[Account | None, frozenset[str] | None]:
    header = connection.headers.get("authorization", "")
    if header:
        found = await token_account(header.removeprefix("Bearer ").strip(), at=at)
        if found is None:
            raise NotAllowedError(say("This token is not known or has ended."), signed_in=False)
        return found
    cookie = connection.cookies.get(SESSION_COOKIE, "")
    return (await session_account(cookie, at=at) if cookie else None), None


async def _body_or_none(slug: str) -> Body | None:
    try:
        return await get_body(slug)
    except NotFoundError:
        return None


async def _sent(request: PageRequest) -> dict[str, str]:
    """Return the form that a request carries, if it is one; it stays readable for the handler."""
    if request.content_type[0] not in FORMS:
        return {}
    fields = list((await request.form()).multi_items())
    typed = {
        name: value.filename if isinstance(value, UploadFile) else str(value)
        for name, value in fields
    }
    require_keepable(typed)
    if len(typed) == len(fields):
        request.scope["state"]["sent"] = typed
    return typed


def _checked(key: str) -> str:
    """Return the key under which a deed is not repeated, or refuse one that cannot be kept."""
    if len(key) > LONGEST_KEY:
        raise BadInputError({"key": say("A key has at most {most} letters.", most=LONGEST_KEY)})
    return key


def _refuse_other_sites(request: PageRequest) -> None:
    """Refuse what a page of another site sends in our visitor's name; every browser tells."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != host):
        raise NotAllowedError(say("This request came from another site."))


def _refuse_forged(request: PageRequest, typed: str) -> None:
    """A session's cookie counts only with the token that its own pages carry."""
    if "authorization" in request.headers or SESSION_COOKIE not in request.cookies:
        return
    sent = request.headers.get("x-csrf-token", "") or typed
    if not hmac.compare_digest(sent.encode(), csrf_token(request).encode()):
        raise NotAllowedError(say("This form is not from your session; load the page anew."))
