"""The register of matters: for everybody to read, for the Board's office to keep."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link
from meetings.rules.matters import Part, Status
from meetings.rules.panels import panels_are_in_force
from meetings.rules.tallies import Outcome
from meetings.schemas.matters import MatterWish, MotionLink, PartyWish, Settlement
from meetings.services.matters import (
    count_matter_pages,
    get_matter,
    link_motion,
    list_matters,
    list_parties,
    motions_to_link,
    name_party,
    open_matter,
    settle_matter,
    strike_party,
)
from meetings.services.panels import panels_of_matter
from meetings.services.recommendations import list_recommendations
from meetings.services.rotations import names_touched

HOME = "/bodies/{slug:str}/matters"
ONE = f"{HOME}/{{matter_id:uuid}}"
Answer = Response[bytes] | Redirect
PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=100_000)]
TONES = {Status.OPEN: "warn", Status.DECIDED: "good", Status.WITHDRAWN: "plain"}
OUTCOMES = {
    Outcome.CARRIED: (say("carried"), "good"),
    Outcome.LOST: (say("lost"), "bad"),
    Outcome.NO_QUORUM: (say("not decided: no quorum"), "plain"),
}


def crumbs_of(board: Body) -> tuple[Link, ...]:
    """Return where the pages of matters stand."""
    return (home_of(board), Link(label=say("Matters"), href=f"/bodies/{board.slug}/matters"))


@get(HOME, include_in_schema=False)
async def show_matters(
    request: PageRequest, actor: Asking, board: Board, page_number: FromQuery[PageNumber] = 1
) -> Response[bytes]:
    """Show the register, and to the office a form for one more."""
    return await _register(request, actor, board, Form(), page_number)


@post(HOME, opt={"permission": "open_matter"}, include_in_schema=False, status_code=200)
async def take_matter(request: PageRequest, actor: Asking, board: Board, form: Sent) -> Answer:
    """Take a matter into the register."""
    wish = form.read(MatterWish)
    if wish is not None:
        with form.refusals():
            opened = await open_matter(actor, wish)
            return done(f"/bodies/{board.slug}/matters/{opened.id}")
    return await _register(request, actor, board, form, 1)


@get(ONE, include_in_schema=False)
async def show_matter(
    request: PageRequest, actor: Asking, board: Board, matter_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one matter with its votes; to the office, whom it concerns and who must stand aside."""
    return await _matter(request, actor, board, matter_id, Form())


@post(f"{ONE}/parties", opt={"permission": "name_party"}, include_in_schema=False, status_code=200)
async def take_party(
    request: PageRequest, actor: Asking, board: Board, matter_id: FromPath[UUID], form: Sent
) -> Answer:
    """Note whom a matter concerns."""
    wish = form.read(PartyWish)
    if wish is not None:
        with form.refusals():
            await name_party(actor, matter_id, wish)
    return await _answer(request, actor, board, matter_id, form)


@post(
    f"{ONE}/parties/{{party_id:uuid}}/strike",
    opt={"permission": "strike_party"},
    include_in_schema=False,
    status_code=200,
)
async def take_party_off(
    request: PageRequest,
    actor: Asking,
    board: Board,
    matter_id: FromPath[UUID],
    party_id: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Take somebody off a matter."""
    with form.refusals():
        await strike_party(actor, matter_id, party_id)
    return await _answer(request, actor, board, matter_id, form)


@post(f"{ONE}/motions", opt={"permission": "link_motion"}, include_in_schema=False, status_code=200)
async def take_motion_link(
    request: PageRequest, actor: Asking, board: Board, matter_id: FromPath[UUID], form: Sent
) -> Answer:
    """Say that a motion is about this matter."""
    wish = form.read(MotionLink)
    if wish is not None:
        with form.refusals():
            await link_motion(actor, matter_id, wish)
    return await _answer(request, actor, board, matter_id, form)


@post(
    f"{ONE}/settlement",
    opt={"permission": "settle_matter"},
    include_in_schema=False,
    status_code=200,
)
async def take_settlement(
    request: PageRequest, actor: Asking, board: Board, matter_id: FromPath[UUID], form: Sent
) -> Answer:
    """Say how a matter ended."""
    wish = form.read(Settlement)
    if wish is not None:
        with form.refusals():
            await settle_matter(actor, matter_id, wish)
    return await _answer(request, actor, board, matter_id, form)


async def _answer(
    request: PageRequest, actor: Actor, board: Body, matter_id: UUID, form: Form
) -> Answer:
    if form.refused:
        return await _matter(request, actor, board, matter_id, form)
    return done(f"/bodies/{board.slug}/matters/{matter_id}")


async def _register(
    request: PageRequest, actor: Actor, board: Body, form: Form, number: int
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    chrome = await frame(request, say("Matters"), body=board, crumbs=(home_of(board),))
    return page(
        "matters.html",
        chrome,
        status=form.status,
        home=f"/bodies/{board.slug}/matters",
        slug=board.slug,
        form=form,
        matters=await list_matters(board, charter, page=number),
        kinds=[(each.id, each.name) for each in charter.matter_kinds],
        tones=TONES,
        page_number=number,
        pages=await count_matter_pages(board),
        may_open=may(actor, "open_matter"),
        has_panels=charter.panels is not None,
        has_recommendations=charter.recommendations is not None,
    )


async def _matter(
    request: PageRequest, actor: Actor, board: Body, matter_id: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    matter = await get_matter(board, charter, matter_id)
    office = may(actor, "read_parties")
    chrome = await frame(
        request,
        f"{matter.tracking} · {matter.title}",
        body=board,
        crumbs=crumbs_of(board),
    )
    panels = charter.panels is not None
    return page(
        "matter.html",
        chrome,
        status=form.status,
        here=f"/bodies/{board.slug}/matters/{matter_id}",
        slug=board.slug,
        form=form,
        matter=matter,
        tone=TONES[matter.status],
        outcomes=OUTCOMES,
        is_open=matter.status is Status.OPEN,
        office=office,
        parties=await list_parties(board, matter_id) if office else (),
        touched=await names_touched(board, today, matter) if office else (),
        recusal=charter.recusal,
        parts=[(each.value, each.words) for each in Part],
        part_words={each.value: each.words for each in Part},
        ends=[(each.value, each.words) for each in Status if each is not Status.OPEN],
        motions=await motions_to_link(board) if office else (),
        recommendations=await list_recommendations(
            board, charter, matter=matter_id, drafts=may(actor, "draft_recommendation")
        ),
        may_recommend=may(actor, "draft_recommendation") and charter.recommendations is not None,
        panels=await panels_of_matter(board, charter, matter_id, today) if panels else (),
        stopped=panels_are_in_force(charter) if panels else None,
        may_assemble=may(actor, "assemble_panel"),
    )


ROUTES = [
    show_matters,
    take_matter,
    show_matter,
    take_party,
    take_party_off,
    take_motion_link,
    take_settlement,
]
