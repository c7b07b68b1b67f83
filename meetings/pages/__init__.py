"""The pages of meetings: for the public, the Chair and the members."""

from meetings.pages import ballots, consoles, live, meetings, screens, setups, tally

ROUTES = [
    *meetings.ROUTES,
    *live.ROUTES,
    *screens.ROUTES,
    *setups.ROUTES,
    *consoles.ROUTES,
    *ballots.ROUTES,
    *tally.ROUTES,
]
