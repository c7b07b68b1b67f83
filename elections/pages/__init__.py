"""The HTML door."""

from litestar.types import ControllerRouterHandler

from elections.pages import elections, officers, secret_ballots, secret_elections

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *elections.ROUTES,
    *officers.ROUTES,
    *secret_ballots.ROUTES,
    *secret_elections.ROUTES,
)
