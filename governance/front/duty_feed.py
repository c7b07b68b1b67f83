"""The duties of a body as a calendar: each on its due day, and whether it was done."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import chain

from icalendar import Event
from litestar import Response, get
from litestar.types import ControllerRouterHandler

from governance.clock import day_in
from governance.days import Span, add_days
from governance.front.ledger import ledger_of, year_of
from governance.rules.obligations import State
from governance.schemas.bodies import Body
from governance.schemas.obligations import OccurrenceView
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest, settings_of
from governance.web.caching import cached
from meetings.feeds import CALENDAR
from meetings.services.events import calendar_of

NOTHING_TO_DO = (State.EXCUSED, State.FROZEN)


@get("/bodies/{slug:str}/duties.ics", include_in_schema=False)
async def calendar_of_duties(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Give the duties that are due in the year before, in this one and in the next."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    this = year_of(charter, today)
    before, after = add_days(this.since, -1), this.until or today
    span = Span(year_of(charter, before).since, year_of(charter, after).until)
    ledger = await ledger_of(board, charter, span, today)
    asked = [each for each in ledger.occurrences if each.state is not State.BEFORE]
    home = settings_of(request).public_url
    events = (event_of(each, board, home) for each in asked)
    name = str(say("Duties · {body}", body=board.name))
    return cached(Response(calendar_of(name, (), events), media_type=CALENDAR))


def event_of(view: OccurrenceView, body: Body, home: str) -> bytes:
    """Return a duty of a period as an event of a whole day, the rolled due day.

    It is confirmed once all of it was done, tentative while it is owed, and cancelled where there
    is nothing to do. Its bytes depend on the law and the record, and not on the day one asks.
    """
    event = Event()
    event.add("uid", f"{view.obligation}-{view.period}@duties.{body.slug}.openseat")
    event.add("dtstamp", _last_changed(view))
    event.add("dtstart", view.due)
    event.add("dtend", add_days(view.due, 1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{view.title} · {body.name}")
    event.add("description", "\n".join(_about(view)))
    event.add("url", f"{home}{view.href}")
    event.add("status", _status(view.state))
    return bytes(event.to_ical())


def _about(view: OccurrenceView) -> Iterator[str]:
    yield str(say("Law: {clause}", clause=view.clause))
    yield str(say("Who must do it: {who}", who=view.responsible))
    if view.state.is_settled or view.state in NOTHING_TO_DO:
        yield view.reason


def _status(state: State) -> str:
    if state in NOTHING_TO_DO:
        return "CANCELLED"
    return "CONFIRMED" if state.is_settled else "TENTATIVE"


def _last_changed(view: OccurrenceView) -> datetime:
    """Return when something of it was last done; before that, when it began."""
    days = chain([view.opens], (part.done_on for part in view.parts if part.done_on))
    return datetime.combine(max(days), time(), UTC)


ROUTES: tuple[ControllerRouterHandler, ...] = (calendar_of_duties,)
