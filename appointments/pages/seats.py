"""Public pages: who sits where, who somebody is to the board, which seats are vacant."""

from datetime import date
from uuid import UUID, uuid4

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from appointments.pages.words import ENDS, KINDS, STATUSES, last_day
from appointments.services.calls import open_calls
from appointments.services.embargoes import veil_of
from appointments.services.nomination_calls import open_nominations
from appointments.services.seats import member_history, seats_on
from appointments.services.term_ends import ended_terms
from appointments.services.timeline import grid_days, timeline_of
from appointments.services.vacancies import vacancies_of
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import add_years
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.services.people import kept_record
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.clockbar import clock_bar
from governance.web.frames import frame, home_of, page
from governance.web.templating import Link
from governance.web.timeline import Picture, authority_class, seats_by_year

HOME = "/bodies/{slug:str}"
YEARS_BACK = 5
YEARS_AHEAD = 2


@get(f"{HOME}/seats", include_in_schema=False)
async def show_seats(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show who sat in each seat on a day, by which appointment, under which act."""
    today = day_in(actor.at, board.timezone)
    day = on or today
    charter = await charter_on(board, day)
    chrome = await frame(
        request, say("Members"), body=board, current="/seats", crumbs=(home_of(board),)
    )
    places = {each.id: place for place, each in enumerate(charter.authorities)}
    return cached(
        page(
            "appointments/seats.html",
            chrome,
            slug=board.slug,
            last=last_day,
            on=day,
            is_today=day == today,
            handles=may(actor, "read_appointments"),
            seats=await seats_on(board, charter, day, today=today),
            colours={
                seat.id: authority_class(places[seat.designated_by]) for seat in charter.seats
            },
            statuses=STATUSES,
            kinds=KINDS,
            tells_together=charter.diversity is not None,
            picture=await _picture(board, charter, day, today),
        )
    )


@get(f"{HOME}/members/{{person:uuid}}", include_in_schema=False)
async def show_member(
    request: PageRequest, actor: Asking, board: Board, person: FromPath[UUID]
) -> Response[bytes] | Redirect:
    """Show the services of a person who serves or served; an earlier record leads to the kept."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    kept = await kept_record(board, person)
    member = await member_history(board, charter, kept, today)
    if kept != person:
        return Redirect(f"/bodies/{board.slug}/members/{kept}")
    members = Link(label=say("Members"), href=f"/bodies/{board.slug}/seats")
    chrome = await frame(
        request, member.name, body=board, current="/seats", crumbs=(home_of(board), members)
    )
    return cached(
        page(
            "appointments/member.html",
            chrome,
            slug=board.slug,
            last=last_day,
            member=member,
            kinds=KINDS,
            ends=_ends(charter),
        )
    )


@get(f"{HOME}/vacancies", include_in_schema=False)
async def show_vacancies(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the open vacancies with their clocks, and how to apply."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await vacancies_of(board, charter, today)
    chrome = await frame(
        request, say("Vacancies"), body=board, current="/vacancies", crumbs=(home_of(board),)
    )
    return cached(
        page(
            "appointments/vacancies.html",
            chrome,
            slug=board.slug,
            last=last_day,
            vacancies=[
                (
                    each,
                    clock_bar(since=each.effective_on, raw=each.raw, due=each.due, today=today),
                )
                for each in found
            ],
            held_over=[
                each
                for each in await seats_on(board, charter, today)
                if each.open and each.holder is not None
            ],
            criteria=charter.eligibility,
            calls=await open_calls(board, charter, today),
            nominates=any(each.nominates for each in charter.authorities),
            nominations=await open_nominations(board, charter, today),
            handles=may(actor, "send_notices"),
            opens=may(actor, "open_ended_terms"),
            ended=await ended_terms(board, today) if charter.holdover is None else [],
            key=uuid4().hex,
        )
    )


async def _picture(board: Body, charter: Charter, day: date, today: date) -> Picture:
    since, until = add_years(day, -YEARS_BACK), add_years(day, YEARS_AHEAD)
    veil = await veil_of(board, charter, today)
    return seats_by_year(
        await timeline_of(board, charter, since=since, until=until, today=day, veil=veil),
        since=since,
        until=until,
        today=day,
        grid=grid_days(charter, since=since, until=until),
    )


def _ends(charter: Charter) -> dict[str, Sentence]:
    """Return the reasons why services ended that the public may read: the grounds of the law."""
    return {**ENDS, **{ground.id: say("{name}", name=ground.name) for ground in charter.grounds}}
