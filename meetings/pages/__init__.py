"""The pages of meetings: for the public, the Chair and the members."""

from meetings.pages import (
    ballots,
    consoles,
    corrections,
    dates,
    disclosures,
    executive,
    live,
    meetings,
    minutes,
    moving,
    schedules,
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
    *schedules.ROUTES,
    *sheets.ROUTES,
    *consoles.ROUTES,
    *executive.ROUTES,
    *moving.ROUTES,
    *corrections.ROUTES,
    *disclosures.ROUTES,
    *ballots.ROUTES,
    *tally.ROUTES,
]
