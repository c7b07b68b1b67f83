"""The HTML door."""

from litestar.types import ControllerRouterHandler

from elections.pages import elections, officers

ROUTES: tuple[ControllerRouterHandler, ...] = (*elections.ROUTES, *officers.ROUTES)
