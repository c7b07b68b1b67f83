"""Pages and lists that gather from every package: a body's front page, the desk, what is due."""

from litestar.types import ControllerRouterHandler

ROUTES: tuple[ControllerRouterHandler, ...] = ()
