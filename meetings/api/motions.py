"""Motions, votes and recusals, as JSON."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from governance.web.access import Asking, Board
from meetings.api.meetings import ONE as MEETING
from meetings.api.meetings import PageNumber
from meetings.rules.votes import Choice
from meetings.schemas.motions import (
    CastVote,
    DisclosureWish,
    MotionPage,
    MotionView,
    MotionWish,
    RecordedVote,
    Recusal,
    RecusalEntry,
    Resolution,
    Seconding,
    TakingPart,
    TallyView,
    Vote,
    VoteCorrectionWish,
    Withdrawal,
)
from meetings.services import corrections, motions, recusals, returns, votes

VOTES = "/api/v1/bodies/{slug:str}/votes"
ONE = "/api/v1/bodies/{slug:str}/motions/{motion_id:uuid}"
TAGS = ["motions"]


@get(VOTES, opt={"permission": "public"}, operation_id="list_votes", tags=TAGS)
async def list_votes(board: Board, page_number: FromQuery[PageNumber] = 1) -> MotionPage:
    """Return one page of the closed votes, by name, the latest first."""
    return await votes.record_of_votes(board, page=page_number)


@post(
    f"{MEETING}/motions", opt={"permission": "make_motion"}, operation_id="make_motion", tags=TAGS
)
async def make_motion(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[MotionWish]
) -> MotionView:
    """Make a motion for a member in the room."""
    return await motions.make_motion(actor, meeting_id, data)


@post(f"{ONE}/second", opt={"permission": "second_motion"}, operation_id="second_motion", tags=TAGS)
async def second_motion(
    actor: Asking, motion_id: FromPath[UUID], data: JSONBody[Seconding]
) -> MotionView:
    """Second a motion."""
    return await motions.second_motion(actor, motion_id, data)


@post(
    f"{ONE}/statement", opt={"permission": "state_motion"}, operation_id="state_motion", tags=TAGS
)
async def state_motion(actor: Asking, motion_id: FromPath[UUID]) -> MotionView:
    """State the question, which makes it the body's."""
    return await motions.state_motion(actor, motion_id)


@post(
    f"{MEETING}/motions/{{motion_id:uuid}}/return",
    opt={"permission": "take_up_motion"},
    operation_id="take_up_motion",
    tags=TAGS,
)
async def take_up_motion(
    actor: Asking, meeting_id: FromPath[UUID], motion_id: FromPath[UUID]
) -> MotionView:
    """Put before the body again what was referred, or postponed to now."""
    return await returns.take_up_motion(actor, meeting_id, motion_id)


@post(
    f"{ONE}/withdrawal",
    opt={"permission": "withdraw_motion"},
    operation_id="withdraw_motion",
    tags=TAGS,
)
async def withdraw_motion(
    actor: Asking, motion_id: FromPath[UUID], data: JSONBody[Withdrawal]
) -> MotionView:
    """End a motion without a vote."""
    return await motions.withdraw_motion(actor, motion_id, data)


@post(f"{ONE}/question", opt={"permission": "put_motion"}, operation_id="put_motion", tags=TAGS)
async def put_motion(actor: Asking, motion_id: FromPath[UUID]) -> MotionView:
    """Put the question; the vote opens."""
    return await motions.put_motion(actor, motion_id)


@post(f"{ONE}/votes", opt={"permission": "cast_vote"}, operation_id="cast_vote", tags=TAGS)
async def cast_vote(actor: Asking, motion_id: FromPath[UUID], data: JSONBody[CastVote]) -> Vote:
    """Cast one's own vote, or change it before the close."""
    return await votes.cast_vote(actor, motion_id, data)


@post(
    f"{ONE}/recorded-votes",
    opt={"permission": "record_vote"},
    operation_id="record_vote",
    tags=TAGS,
)
async def record_vote(
    actor: Asking, motion_id: FromPath[UUID], data: JSONBody[RecordedVote]
) -> Vote:
    """Record a vote that was called out."""
    return await votes.record_vote(actor, motion_id, data)


@post(
    f"{ONE}/recusals",
    opt={"permission": "declare_recusal"},
    operation_id="declare_recusal",
    tags=TAGS,
)
async def declare_recusal(
    actor: Asking, motion_id: FromPath[UUID], data: JSONBody[DisclosureWish]
) -> Recusal:
    """Disclose a relationship and take no part."""
    return await recusals.declare_recusal(actor, motion_id, data)


@post(
    "/api/v1/bodies/{slug:str}/agenda-items/{item_id:uuid}/recusals",
    opt={"permission": "declare_item_recusal"},
    operation_id="declare_item_recusal",
    tags=TAGS,
)
async def declare_item_recusal(
    actor: Asking, item_id: FromPath[UUID], data: JSONBody[DisclosureWish]
) -> RecusalEntry:
    """Disclose a relationship and take no part in a whole item."""
    return await recusals.declare_item_recusal(actor, item_id, data)


@post(
    f"{ONE}/participations",
    opt={"permission": "take_part_again"},
    operation_id="take_part_again",
    tags=TAGS,
)
async def take_part_again(
    actor: Asking, motion_id: FromPath[UUID], data: JSONBody[TakingPart]
) -> RecusalEntry:
    """Say why a member takes part in a motion after all."""
    return await recusals.take_part_again(actor, motion_id, data)


@post(
    f"{ONE}/consent",
    opt={"permission": "decide_by_consent"},
    operation_id="decide_by_consent",
    tags=TAGS,
)
async def decide_by_consent(actor: Asking, motion_id: FromPath[UUID]) -> MotionView:
    """Decide a question on which nobody objected, by name."""
    return await votes.decide_by_consent(actor, motion_id)


@get(
    f"{ONE}/correction",
    opt={"permission": "correct_vote"},
    operation_id="preview_vote",
    tags=TAGS,
)
async def preview_vote(
    board: Board,
    actor: Asking,
    motion_id: FromPath[UUID],
    person: FromQuery[UUID],
    choice: FromQuery[Choice],
) -> TallyView:
    """Return the outcome that a vote would give if it were corrected."""
    return await corrections.preview_vote(board, motion_id, person, choice, actor.at)


@post(
    f"{ONE}/corrections",
    opt={"permission": "correct_vote"},
    operation_id="correct_vote",
    tags=TAGS,
)
async def correct_vote(
    actor: Asking, motion_id: FromPath[UUID], data: JSONBody[VoteCorrectionWish]
) -> MotionView:
    """Set right a vote that was recorded wrongly, with the outcome that this gives."""
    return await corrections.correct_vote(actor, motion_id, data)


@post(f"{ONE}/close", opt={"permission": "close_vote"}, operation_id="close_vote", tags=TAGS)
async def close_vote(actor: Asking, motion_id: FromPath[UUID]) -> MotionView:
    """Close the vote and compute its outcome."""
    return await votes.close_vote(actor, motion_id)


@post(
    f"{ONE}/resolution",
    opt={"permission": "resolve_divergence"},
    operation_id="resolve_divergence",
    tags=TAGS,
)
async def resolve_divergence(
    actor: Asking, motion_id: FromPath[UUID], data: JSONBody[Resolution]
) -> MotionView:
    """Record how it was resolved that the tests parted ways."""
    return await votes.resolve_divergence(actor, motion_id, data)


ROUTES = [
    list_votes,
    make_motion,
    second_motion,
    state_motion,
    take_up_motion,
    withdraw_motion,
    put_motion,
    cast_vote,
    record_vote,
    declare_recusal,
    declare_item_recusal,
    take_part_again,
    decide_by_consent,
    preview_vote,
    correct_vote,
    close_vote,
    resolve_divergence,
]
