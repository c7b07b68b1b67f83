"""The JSON doors of meetings."""

from meetings.api import (
    agendas,
    committees,
    disclosures,
    executive,
    live,
    mailings,
    matters,
    meetings,
    minutes,
    motions,
    panels,
    proceedings,
    recommendations,
    schedules,
    sheets,
    tallies,
)

ROUTES = [
    *meetings.ROUTES,
    *live.ROUTES,
    *motions.ROUTES,
    *agendas.ROUTES,
    *minutes.ROUTES,
    *executive.ROUTES,
    *proceedings.ROUTES,
    *disclosures.ROUTES,
    *schedules.ROUTES,
    *mailings.ROUTES,
    *sheets.ROUTES,
    *tallies.ROUTES,
    *matters.ROUTES,
    *panels.ROUTES,
    *recommendations.ROUTES,
    *committees.ROUTES,
]
