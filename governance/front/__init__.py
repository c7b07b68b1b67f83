"""Pages and lists that gather from every package: a body's front page, the desk, what is due."""

from litestar.types import ControllerRouterHandler

from governance.front.api import list_due
from governance.front.pages import show_body, show_clerk, show_desk

ROUTES: tuple[ControllerRouterHandler, ...] = (list_due, show_body, show_clerk, show_desk)
