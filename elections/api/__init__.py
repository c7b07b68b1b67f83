"""The JSON door."""

from litestar.types import ControllerRouterHandler

from elections.api import elections

ROUTES: tuple[ControllerRouterHandler, ...] = elections.ROUTES
