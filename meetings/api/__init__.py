"""The JSON doors of meetings."""

from meetings.api import disclosures, live, meetings, motions, sheets, tallies

ROUTES = [
    *meetings.ROUTES,
    *live.ROUTES,
    *motions.ROUTES,
    *disclosures.ROUTES,
    *sheets.ROUTES,
    *tallies.ROUTES,
]
