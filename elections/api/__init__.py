"""The JSON door."""

from litestar.types import ControllerRouterHandler

from elections.api import elections, secret_elections

ROUTES: tuple[ControllerRouterHandler, ...] = (*elections.ROUTES, *secret_elections.ROUTES)
