"""The JSON doors of meetings."""

from meetings.api import live, meetings, motions, tallies

ROUTES = [*meetings.ROUTES, *live.ROUTES, *motions.ROUTES, *tallies.ROUTES]
