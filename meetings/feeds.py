"""Calendars that phones and offices subscribe to."""

from litestar import Response, get

from governance.web.access import Board, PageRequest, moment_of, settings_of
from governance.web.caching import cached
from meetings.services.events import all_feed, body_feed

CALENDAR = "text/calendar"  # in UTF-8, as the framework adds


@get("/calendar.ics", include_in_schema=False)
async def calendar_of_all(request: PageRequest) -> Response[bytes]:
    """Give the public meetings of all bodies."""
    home = settings_of(request).public_url
    return cached(Response(await all_feed(moment_of(request), home), media_type=CALENDAR))


@get("/bodies/{slug:str}/calendar.ics", include_in_schema=False)
async def calendar_of_body(request: PageRequest, board: Board) -> Response[bytes]:
    """Give the meetings of one body."""
    home = settings_of(request).public_url
    return cached(Response(await body_feed(board, moment_of(request), home), media_type=CALENDAR))


ROUTES = [calendar_of_all, calendar_of_body]
