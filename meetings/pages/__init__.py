"""The pages of meetings: for the public, the Chair and the members."""

from meetings.pages import (
    ballots,
    consoles,
    corrections,
    dates,
    disclosures,
    live,
    meetings,
    minutes,
    moving,
    screens,
    setups,
    sheets,
    tally,
)

ROUTES = [
    *meetings.ROUTES,
    *live.ROUTES,
    *screens.ROUTES,
    *setups.ROUTES,
    *dates.ROUTES,
    *minutes.ROUTES,
    *sheets.ROUTES,
    *consoles.ROUTES,
    *moving.ROUTES,
    *corrections.ROUTES,
    *disclosures.ROUTES,
    *ballots.ROUTES,
    *tally.ROUTES,
]
