"""The JSON doors of meetings."""

from meetings.api import meetings, motions, tallies

ROUTES = [*meetings.ROUTES, *motions.ROUTES, *tallies.ROUTES]
