"""The pages of meetings: for the public, the Chair and the members."""

from meetings.pages import (
    ballots,
    consoles,
    corrections,
    disclosures,
    live,
    meetings,
    moving,
    screens,
    setups,
    tally,
)

ROUTES = [
    *meetings.ROUTES,
    *live.ROUTES,
    *screens.ROUTES,
    *setups.ROUTES,
    *consoles.ROUTES,
    *moving.ROUTES,
    *corrections.ROUTES,
    *disclosures.ROUTES,
    *ballots.ROUTES,
    *tally.ROUTES,
]
