"""What the body recommended, and what was answered: public; the office writes it down."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
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
from meetings.pages.matters import crumbs_of as matter_crumbs
from meetings.rules.recommendations import Progress, Reply
from meetings.schemas.recommendations import (
    Acknowledgement,
    ProgressWish,
    RecommendationWish,
    ReplyWish,
    Sending,
)
from meetings.services.matters import get_matter
from meetings.services.recommendations import (
    acknowledge_recommendation,
    answer_recommendation,
    draft_recommendation,
    follow_recommendation,
    get_recommendation,
    list_recommendations,
    overdue_of,
    rule_of,
    send_recommendation,
)

HOME = "/bodies/{slug:str}/recommendations"
ONE = f"{HOME}/{{recommendation_id:uuid}}"
NEW = "/bodies/{slug:str}/matters/{matter_id:uuid}/recommendations"
Answer = Response[bytes] | Redirect
TONES = {Reply.AGREES: "good", Reply.PARTLY: "warn", Reply.DISAGREES: "bad"}
PROGRESS_TONES = {
    Progress.UNKNOWN: "plain",
    Progress.UNDER_WAY: "warn",
    Progress.DONE: "good",
    Progress.NOT_DONE: "bad",
}


@get(HOME, include_in_schema=False)
async def show_recommendations(
    request: PageRequest, actor: Asking, board: Board
) -> Response[bytes]:
    """Show what was recommended, what was answered and what became of it."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    rule_of(charter)
    drafts = may(actor, "draft_recommendation")
    return page(
        "recommendations.html",
        await frame(request, say("Recommendations"), body=board, crumbs=(home_of(board),)),
        slug=board.slug,
        found=await list_recommendations(board, charter, drafts=drafts),
        rule=charter.recommendations,
        today=day_in(actor.at, board.timezone),
        overdue_of=overdue_of,
        tones=TONES,
        progress_tones=PROGRESS_TONES,
    )


@get(NEW, opt={"permission": "draft_recommendation"}, include_in_schema=False)
async def show_recommendation_form(
    request: PageRequest, actor: Asking, board: Board, matter_id: FromPath[UUID]
) -> Response[bytes]:
    """Ask for the words of a recommendation."""
    return await _draft(request, actor, board, matter_id, Form())


@post(NEW, opt={"permission": "draft_recommendation"}, include_in_schema=False, status_code=200)
async def take_recommendation(
    request: PageRequest, actor: Asking, board: Board, matter_id: FromPath[UUID], form: Sent
) -> Answer:
    """Draft a recommendation."""
    wish = form.read(RecommendationWish)
    if wish is not None:
        with form.refusals():
            drafted = await draft_recommendation(actor, matter_id, wish)
            return done(f"/bodies/{board.slug}/recommendations/{drafted.id}")
    return await _draft(request, actor, board, matter_id, form)


@get(ONE, include_in_schema=False)
async def show_recommendation(
    request: PageRequest, actor: Asking, board: Board, recommendation_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one recommendation with its clocks."""
    return await _one(request, actor, board, recommendation_id, Form())


@post(
    f"{ONE}/sending",
    opt={"permission": "send_recommendation"},
    include_in_schema=False,
    status_code=200,
)
async def take_sending(
    request: PageRequest,
    actor: Asking,
    board: Board,
    recommendation_id: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Keep that it went out."""
    wish = form.read(Sending)
    if wish is not None:
        with form.refusals():
            await send_recommendation(actor, recommendation_id, wish)
    return await _answer(request, actor, board, recommendation_id, form)


@post(
    f"{ONE}/acknowledgement",
    opt={"permission": "acknowledge_recommendation"},
    include_in_schema=False,
    status_code=200,
)
async def take_acknowledgement(
    request: PageRequest,
    actor: Asking,
    board: Board,
    recommendation_id: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Keep that receipt was acknowledged."""
    wish = form.read(Acknowledgement)
    if wish is not None:
        with form.refusals():
            await acknowledge_recommendation(actor, recommendation_id, wish)
    return await _answer(request, actor, board, recommendation_id, form)


@post(
    f"{ONE}/answer",
    opt={"permission": "answer_recommendation"},
    include_in_schema=False,
    status_code=200,
)
async def take_reply(
    request: PageRequest,
    actor: Asking,
    board: Board,
    recommendation_id: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Keep what was answered."""
    wish = form.read(ReplyWish)
    if wish is not None:
        with form.refusals():
            await answer_recommendation(actor, recommendation_id, wish)
    return await _answer(request, actor, board, recommendation_id, form)


@post(
    f"{ONE}/progress",
    opt={"permission": "follow_recommendation"},
    include_in_schema=False,
    status_code=200,
)
async def take_progress(
    request: PageRequest,
    actor: Asking,
    board: Board,
    recommendation_id: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Publish what became of it."""
    wish = form.read(ProgressWish)
    if wish is not None:
        with form.refusals():
            await follow_recommendation(actor, recommendation_id, wish)
    return await _answer(request, actor, board, recommendation_id, form)


async def _answer(
    request: PageRequest, actor: Actor, board: Body, recommendation_id: UUID, form: Form
) -> Answer:
    if form.refused:
        return await _one(request, actor, board, recommendation_id, form)
    return done(f"/bodies/{board.slug}/recommendations/{recommendation_id}")


async def _draft(
    request: PageRequest, actor: Actor, board: Body, matter_id: UUID, form: Form
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    matter = await get_matter(board, charter, matter_id)
    here = f"/bodies/{board.slug}/matters/{matter_id}"
    crumbs = (*matter_crumbs(board), Link(label=matter.tracking, href=here))
    return page(
        "recommendation_new.html",
        await frame(request, say("A recommendation"), body=board, crumbs=crumbs),
        status=form.status,
        here=f"{here}/recommendations",
        form=form,
        matter=matter,
        rule=rule_of(charter),
    )


async def _one(
    request: PageRequest, actor: Actor, board: Body, recommendation_id: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_recommendation(
        board, charter, recommendation_id, drafts=may(actor, "draft_recommendation")
    )
    home = Link(label=say("Recommendations"), href=f"/bodies/{board.slug}/recommendations")
    chrome = await frame(
        request,
        f"{found.tracking} · {found.title}",
        body=board,
        crumbs=(home_of(board), home),
    )
    return page(
        "recommendation.html",
        chrome,
        status=form.status,
        here=f"/bodies/{board.slug}/recommendations/{recommendation_id}",
        slug=board.slug,
        form=form,
        found=found,
        rule=rule_of(charter),
        today=today,
        office=may(actor, "send_recommendation"),
        overdue=overdue_of(found, today),
        tones=TONES,
        progress_tones=PROGRESS_TONES,
        replies=[(each.value, each.words) for each in Reply],
        progresses=[(each.value, each.words) for each in Progress],
    )


ROUTES = [
    show_recommendations,
    show_recommendation_form,
    take_recommendation,
    show_recommendation,
    take_sending,
    take_acknowledgement,
    take_reply,
    take_progress,
]
