"""Which status does each refusal become, and how is it said? The one table of both doors."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

import structlog
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import UNSET, Struct, UnsetType
from msgspec.json import encode
from structlog.contextvars import get_contextvars

from governance.database import OUT_OF_REACH
from governance.errors import (
    BadInputError,
    GovernanceError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.rules.access import Actor
from governance.sentences import Sentence, say
from governance.web.access import SAFE, PageRequest, csrf_token
from governance.web.frames import page
from governance.web.templating import Chrome

log = structlog.get_logger("openseat")

PROBLEM = "application/problem+json"
AGAIN_SECONDS = 5
SECRETS = frozenset({"password", "code", "new_password", "token"})
"""Fields of forms that no page repeats."""

STATUSES: dict[type[GovernanceError], int] = {
    BadInputError: 400,
    NotAllowedError: 403,
    NotFoundError: 404,
    OutOfOrderError: 409,
    RuleBrokenError: 409,
}
TITLES = {
    400: say("This could not be read"),
    401: say("Sign in first"),
    403: say("Not allowed"),
    404: say("Not found"),
    405: say("Not possible here"),
    409: say("Not done"),
    413: say("Too large"),
    429: say("Too many requests"),
    500: say("Something went wrong here"),
    503: say("Not now"),
}


class Broken(Struct, frozen=True, kw_only=True):
    """A clause that stands in the way."""

    clause: str
    reason: str
    answer: str


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refusal, after RFC 9457; `broken` names each clause, `fields` each unreadable field.

    Where somebody was faster, `by` and `at` say who and when.
    """

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    broken: tuple[Broken, ...] | UnsetType = UNSET
    fields: dict[str, str] | UnsetType = UNSET
    by: str | UnsetType = UNSET
    at: datetime | UnsetType = UNSET


def refuse(request: PageRequest, error: GovernanceError) -> Response[bytes]:
    """Answer a refusal of the domain."""
    status = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 409)
    if isinstance(error, NotAllowedError) and not error.signed_in:
        status = 401
    broken: tuple[Broken, ...] | UnsetType = UNSET
    fields: dict[str, str] | UnsetType = UNSET
    if isinstance(error, RuleBrokenError):
        broken = tuple(
            Broken(clause=each.clause, reason=str(each.reason), answer=each.answer)
            for each in error.findings
        )
    if isinstance(error, BadInputError):
        fields = {name: str(message) for name, message in error.fields.items()}
    faster = error if isinstance(error, OutOfOrderError) else None
    problem = Problem(
        title=str(TITLES[status]),
        status=status,
        detail=str(error),
        broken=broken,
        fields=fields,
        by=faster.by if faster and faster.by else UNSET,
        at=faster.at if faster and faster.at else UNSET,
    )
    return _answered(request, problem, error.reason, getattr(error, "findings", ()))


def misread(request: PageRequest, error: HTTPException) -> Response[bytes]:
    """Answer what the framework refused: an unreadable payload, an unknown path or method."""
    status = error.status_code
    if status >= 500:
        return failed(request, error)
    fields = _fields(error) if isinstance(error, ValidationException) else {}
    problem = Problem(
        title=str(TITLES.get(status, TITLES[400])),
        status=status,
        detail="; ".join(f"{name}: {why}" for name, why in fields.items()) or error.detail,
        fields=fields or UNSET,
    )
    response = _answered(request, problem, None, ())
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def failed(request: PageRequest, error: Exception) -> Response[bytes]:
    """Answer our own mistake: it is logged whole and named by its request alone."""
    log.error("failure", exc_info=error)
    status = 503 if isinstance(error, OUT_OF_REACH) else 500
    detail = say("This is our fault. Nothing was changed. Please tell the clerk the request's id.")
    if status == 503:
        return _out_of_reach(request)
    problem = Problem(title=str(TITLES[status]), status=status, detail=str(detail))
    return _answered(request, problem, detail, ())


def _out_of_reach(request: PageRequest) -> Response[bytes]:
    """Answer while the database is lost: what was sent may have been kept just before.

    The page offers to send the same form again, with its key, so that it is kept once.
    """
    detail = say("The database cannot be reached; please try again.")
    if request.method not in SAFE:
        detail = say(
            "The database cannot be reached. What you sent may have been kept just before, or not; "
            "send it again: what is kept already is not kept twice."
        )
    problem = Problem(title=str(TITLES[503]), status=503, detail=str(detail))
    response = _answered(request, problem, detail, (), again=_sent_before(request))
    response.headers["retry-after"] = str(AGAIN_SECONDS)
    return response


def _sent_before(request: PageRequest) -> dict[str, str]:
    """Return the form that was sent, to be sent again; never one that holds a secret or a file."""
    sent: dict[str, str] = request.scope["state"].get("sent", {})
    is_plain = request.content_type[0] == "application/x-www-form-urlencoded"
    return {} if not is_plain or any(name in sent for name in SECRETS) else sent


def _answered(
    request: PageRequest,
    problem: Problem,
    reason: Sentence | None,
    findings: tuple[object, ...],
    *,
    again: Mapping[str, str] | None = None,
) -> Response[bytes]:
    if request.scope["path"].startswith(("/api/", "/schema/")):
        return Response(encode(problem), status_code=problem.status, media_type=PROBLEM)
    return page(
        "error.html",
        _frame(request, TITLES.get(problem.status, TITLES[400])),
        status=problem.status,
        detail=reason or problem.detail,
        broken=findings,
        sign_in=problem.status == 401,
        again=again,
        address=request.url.path,
        reference=get_contextvars().get("request", "") if problem.status == 500 else "",
    )


def _frame(request: PageRequest, title: Sentence) -> Chrome:
    """Return the frame of an error page, which asks the database nothing."""
    actor = request.scope["state"].get("actor")
    if not isinstance(actor, Actor) or actor.account is None:
        return Chrome(title=title, sign_in_href=f"/sign-in?wanted={quote(request.url.path)}")
    return Chrome(title=title, who=actor.name, who_href="/account", csrf=csrf_token(request))


def _fields(error: ValidationException) -> dict[str, str]:
    extra = error.extra if isinstance(error.extra, list) else []
    return {
        str(each.get("key", "")): str(each.get("message", ""))
        for each in extra
        if isinstance(each, dict)
    }
