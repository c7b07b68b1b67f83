"""The clerk's pages of legislation: introduced, voted, carried or lost."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from appointments.pages.words import RESULTS
from appointments.schemas.legislation import CouncilVote, LegislationWish
from appointments.services.legislation import (
    PAGE,
    count_legislation,
    get_legislation,
    introduce_legislation,
    list_legislation,
    record_council_vote,
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
HOME = "/bodies/{slug:str}/legislation"


@get(HOME, include_in_schema=False, opt={"permission": "read_appointments"})
async def show_legislation(
    request: PageRequest,
    actor: Asking,
    board: Board,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show the acts, the latest first, and a form for one more."""
    return await _list_page(request, actor, board, Form(), page_number)


@post(
    HOME,
    include_in_schema=False,
    status_code=200,
    opt={"permission": "introduce_legislation"},
)
async def introduce_legislation_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep an act, and go on to its vote."""
    wish = form.read(LegislationWish)
    if wish is not None:
        with form.refusals():
            act = await introduce_legislation(actor, wish)
            return done(f"/bodies/{board.slug}/legislation/{act.id}")
    return await _list_page(request, actor, board, form)


@get(
    f"{HOME}/{{legislation:uuid}}",
    include_in_schema=False,
    opt={"permission": "read_appointments"},
)
async def show_act(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID]
) -> Response[bytes]:
    """Show one act and, before its vote, the form for it."""
    return await _act_page(request, actor, board, legislation, Form())


@post(
    f"{HOME}/{{legislation:uuid}}/vote",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "record_council_vote"},
)
async def record_council_vote_page(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID], form: Sent
) -> Answer:
    """Keep how an act was voted."""
    wish = form.read(CouncilVote)
    if wish is not None:
        with form.refusals():
            await record_council_vote(actor, legislation, wish)
            return done(f"/bodies/{board.slug}/legislation/{legislation}")
    return await _act_page(request, actor, board, legislation, form)


async def _list_page(
    request: PageRequest, actor: Actor, board: Body, form: Form, page_number: int = 1
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    chrome = await frame(
        request, say("Legislation"), body=board, current="/legislation", crumbs=(home_of(board),)
    )
    return page(
        "appointments/legislation.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        today=today,
        acts=await list_legislation(board, charter, page=page_number),
        results=RESULTS,
        page_number=page_number,
        pages=-(-await count_legislation(board) // PAGE),
    )


async def _act_page(
    request: PageRequest, actor: Actor, board: Body, legislation: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    act = await get_legislation(board, charter, legislation)
    acts = Link(label=say("Legislation"), href=f"/bodies/{board.slug}/legislation")
    chrome = await frame(
        request, act.number, body=board, current="/legislation", crumbs=(home_of(board), acts)
    )
    rule = charter.legislation
    return page(
        "appointments/act.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        today=today,
        act=act,
        results=RESULTS,
        needed=rule.threshold.needed(rule.size),
        size=rule.size,
        clause=rule.majority_clause,
    )
