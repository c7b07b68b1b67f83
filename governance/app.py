"""The whole application: every package's doors under one roof."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cached_property

from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.routes import BaseRoute, HTTPRoute
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler
from litestar.types.internal_types import RouteHandlerMapItem

import appointments.api
import appointments.pages
import appointments.tables
import elections.api
import elections.pages
import elections.tables
import governance.api
import governance.front
import governance.pages
import governance.tables
import meetings.api
import meetings.feeds
import meetings.pages
import meetings.tables
from appointments.services.board_votes import tell_votes
from appointments.services.imports.work import rest
from appointments.services.merging import seats_allow_merge
from governance.clock import Clock, now
from governance.database import Engine, bind, open_engine
from governance.errors import GovernanceError
from governance.jobs import Surroundings
from governance.logs import configure_logs
from governance.scheduler import scheduling
from governance.schemas.papers import LARGEST
from governance.services.deeds import limit
from governance.services.merges import judge
from governance.services.revisions import Revisions
from governance.settings import Settings
from governance.web.access import guard, presides, provide_actor, provide_body
from governance.web.endings import ending
from governance.web.forms import provide_form
from governance.web.gate import Gate
from governance.web.live import Views
from governance.web.lookups import keep_what_was_shown
from governance.web.openapi import OPENAPI, Refusals
from governance.web.problems import failed, misread, refuse
from governance.web.templating import STATIC
from meetings.services.board_votes import tell_board_votes
from meetings.services.chairs import only_at_ones_own, presides_at

PACKAGES = ("governance", "appointments", "meetings", "elections")
TABLES = (
    *governance.tables.TABLES,
    *appointments.tables.TABLES,
    *meetings.tables.TABLES,
    *elections.tables.TABLES,
)
judge(seats_allow_merge)
limit(only_at_ones_own)
presides(presides_at)
tell_votes(tell_board_votes)

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *governance.api.ROUTES,
    *governance.pages.ROUTES,
    *appointments.api.ROUTES,
    *appointments.pages.ROUTES,
    *meetings.api.ROUTES,
    *meetings.pages.ROUTES,
    *meetings.feeds.ROUTES,
    *elections.api.ROUTES,
    *elections.pages.ROUTES,
    *governance.front.ROUTES,
)


LARGEST_REQUEST = LARGEST * 4 // 3 + 1_000_000
"""Bytes: the largest file, as base64 makes it longer, and what else a form or a wish holds."""


class Roof(Litestar):
    """Litestar, keeping what it asks of every route at each of hundreds of registrations."""

    @property
    def route_handler_method_map(self) -> dict[str, RouteHandlerMapItem]:
        """What answers at each path, by the method of the request."""
        for route in self.routes:
            if route not in self._methods:
                assert isinstance(route, HTTPRoute)
                handlers = route.route_handlers
                self._methods[route] = {m: each for each in handlers for m in each.http_methods}
        return {route.path: self._methods[route] for route in self.routes}

    @cached_property
    def _methods(self) -> dict[BaseRoute, RouteHandlerMapItem]:
        return {}


def open_database(settings: Settings) -> Engine:
    """Open the installation's database and let every table speak to it."""
    engine = open_engine(settings.database)
    bind(engine, TABLES)
    return engine


def _jobs(engine: Engine, settings: Settings, clock: Clock) -> AbstractAsyncContextManager[None]:
    if not settings.scheduler:
        return nullcontext()
    return scheduling(engine, Surroundings(settings, clock))


def create_app(settings: Settings, *, clock: Clock = now) -> Gate:
    """Return the application; `clock` says what time it is, once for each request."""
    return installed(built(), settings, clock)


def built() -> Litestar:
    """Return every door under one roof, of no installation yet; it takes seconds."""
    return Roof(
        route_handlers=[
            *ROUTES,
            create_static_files_router("/static", [STATIC], include_in_schema=False),
        ],
        guards=[guard],
        after_response=keep_what_was_shown,
        dependencies={
            "actor": Provide(provide_actor),
            "board": Provide(provide_body),
            "form": Provide(provide_form),
        },
        exception_handlers={
            GovernanceError: refuse,
            HTTPException: misread,
            Exception: failed,
        },
        lifespan=[_database],
        openapi_config=OPENAPI,
        plugins=[Refusals()],
        request_max_body_size=LARGEST_REQUEST,
        logging_config=None,
    )


def installed(app: Litestar, settings: Settings, clock: Clock) -> Gate:
    """Return the doors as those of one installation; what they knew of another one is gone."""
    configure_logs(settings.log_level)
    app.state.clear()
    app.state.update({"settings": settings, "clock": clock, "packages": PACKAGES})
    app.state["views"] = Views(app)
    return Gate(app, settings, clock)


@asynccontextmanager
async def _database(app: Litestar) -> AsyncIterator[None]:
    settings: Settings = app.state["settings"]
    engine = open_database(settings)
    app.state["revisions"] = revisions = Revisions(engine)
    try:
        async with _jobs(engine, settings, app.state["clock"]), revisions.running():
            with ending(revisions.end):
                yield
    finally:
        await rest()
        await engine.close_connection_pool()
