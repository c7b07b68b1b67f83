"""The pages of meetings: for the public, the Chair and the members."""

from meetings.pages import ballots, consoles, meetings, setups, tally

ROUTES = [
    *meetings.ROUTES,
    *setups.ROUTES,
    *consoles.ROUTES,
    *ballots.ROUTES,
    *tally.ROUTES,
]
