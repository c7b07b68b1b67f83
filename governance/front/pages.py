"""A body's front page for the public, and the desk of those who work for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Annotated

from litestar import Response, get
from litestar.params import FromQuery, QueryParameter

from appointments.services.calls import open_calls
from appointments.services.directors import director_named
from appointments.services.embargoes import veil_of
from appointments.services.judgements import breaks_of
from appointments.services.nomination_calls import open_nominations
from appointments.services.seats import seats_on
from appointments.services.statistics import vacancy_statistics
from appointments.services.timeline import timeline_of
from appointments.services.vacancies import vacancies_of
from elections.services.officers import officers_on
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import add_years
from governance.front.desks import (
    PAGE,
    Item,
    choices_of,
    filtered,
    items_of,
    wanted_of,
)
from governance.front.due import due_for
from governance.rules.access import Actor
from governance.rules.permissions import SIGNED_IN, may
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, page
from governance.web.timeline import Picture, seats_by_year
from meetings.pages.shown import decided
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.services.calendars import meetings_of
from meetings.services.votes import closed_votes

YEARS_BACK = 6
YEARS_AHEAD = 2
MEETINGS_AHEAD = timedelta(days=120)
STILL_GOING = timedelta(hours=12)
"""How long after its hour a meeting may still be held."""
IN_SESSION = tuple(each for each in Session if each.is_under_way)
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
            picture=await _picture(board, charter, today, today),
            seats=await seats_on(board, charter, today),
            officers=await officers_on(board, today),
            director=await director_named(board, charter, today),
            vacancies=await vacancies_of(board, charter, today),
            calls=await open_calls(board, charter, today),
            nominations=await open_nominations(board, charter, today),
            coming=coming,
            in_session=IN_SESSION,
            votes=[decided(each) for each in await closed_votes(board, limit=LATEST_VOTES)],
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
    items = [Item(board, item, may(actor, item.needs)) for item in due]
    wanted = replace(wanted_of(request.query_params), board="")
    first = next_of(due, actor)
    return page(
        "desk.html",
        await frame(request, say("Desk"), body=board, current="/desk"),
        slug=board.slug,
        now=[each for each in await _coming(board, actor.at) if each.state in IN_SESSION],
        may_run=may(actor, "read_console"),
        may_vote=may(actor, "read_ballot"),
        items=filtered(items, wanted),
        all_items=len(items),
        wanted=wanted,
        choices=choices_of(items),
        here=f"/bodies/{board.slug}/desk",
        on=on,
        next_due=first,
        next_mine=first is not None and may(actor, first.needs),
        breaks=[each.finding for each in await breaks_of(board, charter, today)],
        picture=await _picture(board, charter, today, day_in(actor.at, board.timezone)),
        vacant=await vacant_days(board, charter, today),
        today=today,
    )


@get("/clerk", include_in_schema=False, opt={"permission": SIGNED_IN})
async def show_clerk(
    request: PageRequest,
    actor: Asking,
    on: FromQuery[date | None] = None,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show everything that is due at all the boards of somebody, and the seats of one of them."""
    boards, items = await items_of(actor, on)
    wanted = wanted_of(request.query_params)
    found = filtered(items, wanted)
    chosen = [each for each in boards if wanted.board == each.slug or len(boards) == 1]
    seats = None
    if chosen:
        now = day_in(actor.at, chosen[0].timezone)
        today = on or now
        charter = await charter_on(chosen[0], today)
        seats = {
            "picture": await _picture(chosen[0], charter, today, now),
            "vacant": await vacant_days(chosen[0], charter, today),
            "breaks": [each.finding for each in await breaks_of(chosen[0], charter, today)],
        }
    pressing = [each for each in items if not each.due.advisory]
    mine = [each for each in items if each.mine]
    first = next(iter([each for each in pressing if each.mine] or mine or pressing), None)
    return page(
        "clerk.html",
        await frame(request, say("Desk")),
        boards=boards,
        chosen=chosen[0] if chosen else None,
        seats=seats,
        items=found[(page_number - 1) * PAGE : page_number * PAGE],
        found=len(found),
        all_items=len(items),
        wanted=wanted,
        choices=choices_of(items),
        here="/clerk",
        on=on,
        first=first,
        page_number=page_number,
        pages=-(-len(found) // PAGE),
        pages_href=f"{wanted.address(on=on)}&page={{page}}",
    )


async def vacant_days(body: Body, charter: Charter, on: date) -> list[tuple[str, int, int, int]]:
    """Return for each authority its seats, how many are vacant, and the days vacant in all."""
    years = await vacancy_statistics(body, charter, on)
    vacant = {each.id for each in await seats_on(body, charter, on) if each.status == "vacant"}
    return [
        (
            authority.name,
            len(charter.seats_of(authority.id)),
            sum(seat.id in vacant for seat in charter.seats_of(authority.id)),
            sum(year.days_vacant for year in years if year.authority == authority.id),
        )
        for authority in charter.authorities
        if charter.seats_of(authority.id)
    ]


def next_of(due: list[Due], actor: Actor) -> Due | None:
    """Return what this actor should do next: their own deed first, if the law sets it a day."""
    pressing = [item for item in due if not item.advisory]
    own = [item for item in due if may(actor, item.needs)]
    own_pressing = [item for item in own if not item.advisory]
    return next(iter(own_pressing or own or pressing), None)


async def _coming(body: Body, at: datetime) -> list[Meeting]:
    """Return the meetings that are held now or still to come, the earliest first."""
    found = await meetings_of(body, since=at - STILL_GOING, until=at + MEETINGS_AHEAD)
    return [meeting for meeting in found if meeting.state not in OVER]


async def _picture(body: Body, charter: Charter, today: date, now: date) -> Picture:
    """Return the seats by year as of a day, as far as they are public now."""
    since, until = add_years(today, -YEARS_BACK), add_years(today, YEARS_AHEAD)
    begins = charter.terms.begins
    grid = [begins.in_year(year) for year in range(since.year, until.year + 1)]
    veil = await veil_of(body, charter, now)
    return seats_by_year(
        await timeline_of(body, charter, since=since, until=until, today=today, veil=veil),
        since=since,
        until=until,
        today=today,
        grid=[day for day in grid if since <= day < until],
    )
