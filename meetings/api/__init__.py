"""The JSON doors of meetings."""

from meetings.api import disclosures, live, meetings, minutes, motions, sheets, tallies

ROUTES = [
    *meetings.ROUTES,
    *live.ROUTES,
    *motions.ROUTES,
    *minutes.ROUTES,
    *disclosures.ROUTES,
    *sheets.ROUTES,
    *tallies.ROUTES,
]
