"""A body's front page for the public, and the desk of those who work for it."""

from datetime import date, datetime, timedelta

from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Redirect

from appointments.services.calls import open_calls
from appointments.services.seats import seats_on
from appointments.services.timeline import timeline_of
from appointments.services.vacancies import vacancies_of
from elections.services.officers import officers_on
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import add_years
from governance.front.due import due_for
from governance.rules.access import Actor
from governance.rules.permissions import SIGNED_IN, may
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.roles import bodies_of
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, page
from governance.web.timeline import Picture, seats_by_year
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.services.calendars import meetings_of
from meetings.services.votes import latest_votes

YEARS_BACK = 6
YEARS_AHEAD = 2
MEETINGS_AHEAD = timedelta(days=120)
STILL_GOING = timedelta(hours=12)
"""How long after its hour a meeting may still be held."""
IN_SESSION = (Session.IN_SESSION, Session.RECESS)
OVER = (Session.ADJOURNED, Session.CANCELLED)
LATEST_VOTES = 5


@get("/bodies/{slug:str}", include_in_schema=False)
async def show_body(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show who sits, what is next, what was decided."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    coming = await _coming(board, actor.at)
    return cached(
        page(
            "body.html",
            await frame(request, board.name, body=board, current=""),
            slug=board.slug,
            charter=charter,
            picture=await _picture(board, charter, today),
            seats=await seats_on(board, charter, today),
            officers=await officers_on(board, today),
            vacancies=await vacancies_of(board, charter, today),
            calls=await open_calls(board, charter, today),
            coming=coming,
            in_session=IN_SESSION,
            votes=await latest_votes(board, limit=LATEST_VOTES),
            today=today,
        )
    )


@get("/bodies/{slug:str}/desk", include_in_schema=False, opt={"permission": "read_due"})
async def show_desk(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show what is next, the seats by year, and everything that is due."""
    today = on or day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    due = await due_for(actor, board, today)
    first = next_of(due, actor)
    return page(
        "desk.html",
        await frame(request, say("Desk"), body=board, current="/desk"),
        slug=board.slug,
        now=[each for each in await _coming(board, actor.at) if each.state in IN_SESSION],
        may_run=may(actor, "read_console"),
        may_vote=may(actor, "read_ballot"),
        due=[(item, may(actor, item.needs)) for item in due],
        next_due=first,
        next_mine=first is not None and may(actor, first.needs),
        picture=await _picture(board, charter, today),
        today=today,
    )


@get("/clerk", include_in_schema=False, opt={"permission": SIGNED_IN})
async def show_clerk(actor: Asking) -> Redirect:
    """Send whoever is signed in to their desk; with several boards, to choose one."""
    bodies = await bodies_of(actor.account, actor.at) if actor.account else []
    return Redirect(f"/bodies/{bodies[0].slug}/desk" if len(bodies) == 1 else "/account")


def next_of(due: list[Due], actor: Actor) -> Due | None:
    """Return what this actor should do next: their own deed first, if the law sets it a day."""
    pressing = [item for item in due if not item.advisory]
    own = [item for item in pressing if may(actor, item.needs)]
    return next(iter(own or pressing), None)


async def _coming(body: Body, at: datetime) -> list[Meeting]:
    """Return the meetings that are held now or still to come, the earliest first."""
    found = await meetings_of(body, since=at - STILL_GOING, until=at + MEETINGS_AHEAD)
    return [meeting for meeting in found if meeting.state not in OVER]


async def _picture(body: Body, charter: Charter, today: date) -> Picture:
    since, until = add_years(today, -YEARS_BACK), add_years(today, YEARS_AHEAD)
    begins = charter.terms.begins
    grid = [begins.in_year(year) for year in range(since.year, until.year + 1)]
    return seats_by_year(
        await timeline_of(body, charter, since=since, until=until, today=today),
        since=since,
        until=until,
        today=today,
        grid=[day for day in grid if since <= day < until],
    )
