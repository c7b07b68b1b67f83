"""The JSON doors of meetings."""

from meetings.api import disclosures, live, meetings, motions, tallies

ROUTES = [
    *meetings.ROUTES,
    *live.ROUTES,
    *motions.ROUTES,
    *disclosures.ROUTES,
    *tallies.ROUTES,
]
