"""What the description of the JSON door says beyond types: every refusal, and who needs a token."""

from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.plugins import ReceiveRoutePlugin
from litestar.routes import BaseRoute, HTTPRoute

from governance.rules.permissions import PUBLIC, is_public
from governance.web.access import SAFE
from governance.web.problems import PROBLEM, TITLES, Problem

SCHEME = "bearer"

OPENAPI = OpenAPIConfig(
    title="openseat",
    version="1",
    description="Boards as their law makes them. A refusal names its clause.",
    path="/schema",
    render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    components=Components(
        security_schemes={
            SCHEME: SecurityScheme(
                type="http", scheme="bearer", description="An API token of your account."
            )
        }
    ),
)


class Refusals(ReceiveRoutePlugin):
    """Adds to each handler of the JSON door the refusals that it may answer with."""

    def receive_route(self, route: BaseRoute) -> None:
        """Describe the handlers of a route as it is added."""
        if not isinstance(route, HTTPRoute):
            return
        for handler in route.route_handlers:
            if handler.resolve_include_in_schema():
                describe(handler)


def describe(handler: HTTPRouteHandler) -> None:
    """Add what a handler's own types do not say."""
    handler.responses = {status: _spec(status) for status in sorted(refusals(handler))}
    handler.security = None if is_public(_permission(handler)) else [{SCHEME: []}]
    handler.summary = (handler.fn.__doc__ or "").partition("\n")[0] or None


def refusals(handler: HTTPRouteHandler) -> set[int]:
    """Return the statuses of the refusals that a handler may answer with.

    400 is for what cannot be read, 401 for a token that is not known, 429 for too much.
    """
    statuses = {400, 401, 429}
    writes = not handler.http_methods <= SAFE
    if writes:
        statuses |= {403, 409, 413}
    if not is_public(_permission(handler)):
        statuses.add(403)
    if any("{" in path for path in handler.paths):
        statuses.add(404)
    return statuses


def _permission(handler: HTTPRouteHandler) -> str:
    return str(handler.opt.get("permission", PUBLIC))


def _spec(status: int) -> ResponseSpec:
    return ResponseSpec(
        data_container=Problem,
        generate_examples=False,
        description=f"{TITLES[status]}.",
        media_type=PROBLEM,
    )
