"""When a member cannot come: one's own days; for the office, everybody's."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from meetings.pages.panels import crumbs_of
from meetings.rules.panels import panel_rule, panels_are_in_force
from meetings.schemas.panels import AbsenceWish
from meetings.services.absences import OFFICE, list_absences, state_absence, withdraw_absence
from meetings.services.members import members_on

HOME = "/bodies/{slug:str}/absences"


@get(HOME, opt={"permission": "read_absences"}, include_in_schema=False)
async def show_absences(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the days on which members cannot come, and a form for more."""
    return await _page(request, actor, board, Form())


@post(HOME, opt={"permission": "state_absence"}, include_in_schema=False, status_code=200)
async def take_absence(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes] | Redirect:
    """Keep the days on which a member cannot come."""
    wish = form.read(AbsenceWish)
    if wish is not None:
        with form.refusals():
            await state_absence(actor, wish)
    if form.refused:
        return await _page(request, actor, board, form)
    return done(f"/bodies/{board.slug}/absences")


@post(
    f"{HOME}/{{absence_id:uuid}}/withdrawal",
    opt={"permission": "withdraw_absence"},
    include_in_schema=False,
    status_code=200,
)
async def take_absence_back(actor: Asking, board: Board, absence_id: FromPath[UUID]) -> Redirect:
    """Take back an absence."""
    await withdraw_absence(actor, absence_id)
    return done(f"/bodies/{board.slug}/absences")


async def _page(request: PageRequest, actor: Actor, board: Body, form: Form) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    everyones = bool(actor.roles & OFFICE)
    members = await members_on(board, today) if everyones else ()
    chrome = await frame(
        request,
        say("Absences") if everyones else say("When I cannot come"),
        body=board,
        crumbs=crumbs_of(board),
    )
    return page(
        "absences.html",
        chrome,
        status=form.status,
        home=f"/bodies/{board.slug}/absences",
        form=form,
        found=await list_absences(actor, board, today),
        everyones=everyones,
        members=[(each.person, each.name) for each in members],
        own=actor.person or "",
        stopped=panels_are_in_force(charter),
        rule=panel_rule(charter),
    )


ROUTES = [show_absences, take_absence, take_absence_back]
