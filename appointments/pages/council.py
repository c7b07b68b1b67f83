"""The clerk's page of who votes on the appointing authority's acts."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from appointments.pages.words import last_day
from appointments.schemas.legislation import CouncilmemberEnd, CouncilmemberWish
from appointments.services.council import (
    councilmembers_on,
    end_councilmember,
    list_councilmembers,
    record_councilmember,
)
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/council"


@get(HOME, include_in_schema=False, opt={"permission": "read_appointments"})
async def show_council(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show who votes, and voted, on the appointing authority's acts."""
    return await _council_page(request, actor, board, Form())


@post(HOME, include_in_schema=False, status_code=200, opt={"permission": "record_councilmember"})
async def record_councilmember_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep one more."""
    wish = form.read(CouncilmemberWish)
    if wish is not None:
        with form.refusals():
            await record_councilmember(actor, wish)
            return done(f"/bodies/{board.slug}/council")
    return await _council_page(request, actor, board, form)


@post(
    f"{HOME}/{{councilmember:uuid}}/end",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "end_councilmember"},
)
async def end_councilmember_page(
    request: PageRequest, actor: Asking, board: Board, councilmember: FromPath[UUID], form: Sent
) -> Answer:
    """Keep from which day somebody votes no longer."""
    wish = form.read(CouncilmemberEnd)
    if wish is not None:
        with form.refusals():
            await end_councilmember(actor, councilmember, wish)
            return done(f"/bodies/{board.slug}/council")
    return await _council_page(request, actor, board, form)


async def _council_page(
    request: PageRequest, actor: Actor, board: Body, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    acts = Link(label=say("Legislation"), href=f"/bodies/{board.slug}/legislation")
    chrome = await frame(
        request,
        say("Members of the {authority}", authority=charter.appointing.name),
        body=board,
        current="/legislation",
        crumbs=(home_of(board), acts),
    )
    there = await councilmembers_on(board, today)
    return page(
        "appointments/council.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        today=today,
        last=last_day,
        members=await list_councilmembers(board),
        there=there,
        leaving=[(each.id, each.name) for each in there if each.until is None],
        districts=sorted({seat.district for seat in charter.seats if seat.district}),
        size=charter.legislation.size,
        clause=charter.legislation.majority_clause,
    )
