"""A member's own disclosures; for the presiding officers and the clerk, everybody's."""

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
from governance.web.frames import done, frame, home_of, page
from meetings.rules.recusals import Relation
from meetings.schemas.disclosures import DisclosureEnd, DisclosureStatement
from meetings.services.disclosures import (
    READERS,
    end_disclosure,
    list_disclosures,
    state_disclosure,
)
from meetings.services.members import members_on

HOME = "/bodies/{slug:str}/disclosures"


@get(HOME, opt={"permission": "read_disclosures"}, include_in_schema=False)
async def show_disclosures(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show what is disclosed, and a form for one more."""
    return await _page(request, actor, board, Form())


@post(HOME, opt={"permission": "state_disclosure"}, include_in_schema=False, status_code=200)
async def take_disclosure(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes] | Redirect:
    """Keep a disclosure."""
    wish = form.read(DisclosureStatement)
    if wish is not None:
        with form.refusals():
            await state_disclosure(actor, wish)
    if form.refused:
        return await _page(request, actor, board, form)
    return done(f"/bodies/{board.slug}/disclosures")


@post(
    f"{HOME}/{{disclosure_id:uuid}}/end",
    opt={"permission": "end_disclosure"},
    include_in_schema=False,
    status_code=200,
)
async def take_disclosure_end(
    request: PageRequest, actor: Asking, board: Board, disclosure_id: FromPath[UUID], form: Sent
) -> Response[bytes] | Redirect:
    """Keep why a disclosure no longer holds."""
    wish = form.read(DisclosureEnd)
    if wish is not None:
        with form.refusals():
            await end_disclosure(actor, disclosure_id, wish)
    if form.refused:
        return await _page(request, actor, board, form)
    return done(f"/bodies/{board.slug}/disclosures")


async def _page(request: PageRequest, actor: Actor, board: Body, form: Form) -> Response[bytes]:
    on = day_in(actor.at, board.timezone)
    charter = await charter_on(board, on)
    everyones = bool(actor.roles & READERS)
    found = await list_disclosures(actor, board)
    members = await members_on(board, on) if everyones else ()
    chrome = await frame(
        request,
        say("Disclosures") if everyones else say("My disclosures"),
        body=board,
        crumbs=(home_of(board),),
    )
    return page(
        "disclosures.html",
        chrome,
        status=form.status,
        home=f"/bodies/{board.slug}/disclosures",
        form=form,
        everyones=everyones,
        standing=[each for each in found if each.ended_at is None],
        ended=[each for each in found if each.ended_at is not None],
        members=[(each.person, each.name) for each in members],
        own=actor.person or "",
        relations=[(each.value, each.words) for each in Relation if each is not Relation.NONE],
        words={each.value: each.words for each in Relation},
        rule=charter.recusal,
    )


ROUTES = [show_disclosures, take_disclosure, take_disclosure_end]
