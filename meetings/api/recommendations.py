"""Recommendations and their answers as JSON."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from governance.clock import day_in
from governance.rules.permissions import may
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board
from meetings.schemas.recommendations import (
    Acknowledgement,
    ProgressWish,
    Recommendation,
    RecommendationWish,
    ReplyWish,
    Sending,
)
from meetings.services import recommendations

HOME = "/api/v1/bodies/{slug:str}/recommendations"
ONE = f"{HOME}/{{recommendation_id:uuid}}"
TAGS = ["recommendations"]


@get(HOME, opt={"permission": "public"}, operation_id="list_recommendations", tags=TAGS)
async def list_recommendations(board: Board, actor: Asking) -> list[Recommendation]:
    """Return what was recommended with its clocks and answers; drafts only to who reads them."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    drafts = may(actor, "draft_recommendation")
    return await recommendations.list_recommendations(board, charter, drafts=drafts)


@get(ONE, opt={"permission": "public"}, operation_id="get_recommendation", tags=TAGS)
async def get_recommendation(
    board: Board, actor: Asking, recommendation_id: FromPath[UUID]
) -> Recommendation:
    """Return one recommendation."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    drafts = may(actor, "draft_recommendation")
    return await recommendations.get_recommendation(
        board, charter, recommendation_id, drafts=drafts
    )


@post(
    "/api/v1/bodies/{slug:str}/matters/{matter_id:uuid}/recommendations",
    opt={"permission": "draft_recommendation"},
    operation_id="draft_recommendation",
    tags=TAGS,
)
async def draft_recommendation(
    actor: Asking, matter_id: FromPath[UUID], data: JSONBody[RecommendationWish]
) -> Recommendation:
    """Draft what the body recommends in a matter."""
    return await recommendations.draft_recommendation(actor, matter_id, data)


@post(
    f"{ONE}/sending",
    opt={"permission": "send_recommendation"},
    operation_id="send_recommendation",
    tags=TAGS,
)
async def send_recommendation(
    actor: Asking, recommendation_id: FromPath[UUID], data: JSONBody[Sending]
) -> Recommendation:
    """Keep that a recommendation went out, which publishes it."""
    return await recommendations.send_recommendation(actor, recommendation_id, data)


@post(
    f"{ONE}/acknowledgement",
    opt={"permission": "acknowledge_recommendation"},
    operation_id="acknowledge_recommendation",
    tags=TAGS,
)
async def acknowledge_recommendation(
    actor: Asking, recommendation_id: FromPath[UUID], data: JSONBody[Acknowledgement]
) -> Recommendation:
    """Keep that receipt was acknowledged."""
    return await recommendations.acknowledge_recommendation(actor, recommendation_id, data)


@post(
    f"{ONE}/answer",
    opt={"permission": "answer_recommendation"},
    operation_id="answer_recommendation",
    tags=TAGS,
)
async def answer_recommendation(
    actor: Asking, recommendation_id: FromPath[UUID], data: JSONBody[ReplyWish]
) -> Recommendation:
    """Keep what was answered."""
    return await recommendations.answer_recommendation(actor, recommendation_id, data)


@post(
    f"{ONE}/progress",
    opt={"permission": "follow_recommendation"},
    operation_id="follow_recommendation",
    tags=TAGS,
)
async def follow_recommendation(
    actor: Asking, recommendation_id: FromPath[UUID], data: JSONBody[ProgressWish]
) -> Recommendation:
    """Publish what became of a recommendation."""
    return await recommendations.follow_recommendation(actor, recommendation_id, data)


ROUTES = [
    list_recommendations,
    get_recommendation,
    draft_recommendation,
    send_recommendation,
    acknowledge_recommendation,
    answer_recommendation,
    follow_recommendation,
]
