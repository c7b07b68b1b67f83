"""Nomination rounds, as JSON: each step, the nominees, the slates, the answers."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from appointments.schemas.rounds import (
    Answered,
    CallWish,
    ConflictWish,
    ConsultationWish,
    FinalistsWish,
    FinalistView,
    InterviewView,
    InterviewWish,
    NomineeView,
    NomineeWish,
    ReplacementWish,
    RoundView,
    RoundWish,
    ScoreWish,
    Slate,
    SlateWish,
    StepWish,
    Submission,
)
from appointments.services import (
    finalists,
    nominees,
    replacements,
    reviews,
    rounds,
    screenings,
    shortages,
    slates,
)
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board
from governance.web.papers import sent

HOME = "/api/v1/bodies/{slug:str}/rounds"
ONE = f"{HOME}/{{found:uuid}}"
NOMINEE = "/api/v1/bodies/{slug:str}/nominees/{nominee:uuid}"
NAME = "/api/v1/bodies/{slug:str}/slate-names/{name:uuid}"
TAGS = ["rounds"]


@get(HOME, opt={"permission": "read_rounds"}, operation_id="read_rounds", tags=TAGS)
async def read_rounds(board: Board, actor: Asking) -> list[RoundView]:
    """Return the rounds that whoever asks may know of, the latest first."""
    return await rounds.rounds_for(board, actor)


@get(ONE, opt={"permission": "read_rounds"}, operation_id="read_round", tags=TAGS)
async def read_round(board: Board, actor: Asking, found: FromPath[UUID]) -> RoundView:
    """Return a round: its steps, its seats, what is next, by whom and by when."""
    return await rounds.round_for(board, actor, found)


@get(
    f"{ONE}/nominees",
    opt={"permission": "read_nominees"},
    operation_id="read_nominees",
    tags=TAGS,
)
async def read_nominees(board: Board, actor: Asking, found: FromPath[UUID]) -> list[NomineeView]:
    """Return the nominees of a round; scores of others once one's own is there."""
    await rounds.round_for(board, actor, found)
    return await nominees.nominees_of(board, found, actor.person)


@get(
    f"{ONE}/finalists",
    opt={"permission": "read_finalists"},
    operation_id="read_finalists",
    tags=TAGS,
)
async def read_finalists(board: Board, actor: Asking, found: FromPath[UUID]) -> list[FinalistView]:
    """Return the finalists of a round while the authority is being asked about them."""
    await rounds.round_for(board, actor, found)
    return await finalists.finalists_for(board, actor, found)


@get(
    f"{ONE}/submission",
    opt={"permission": "read_submission"},
    operation_id="read_submission",
    tags=TAGS,
)
async def read_submission(board: Board, actor: Asking, found: FromPath[UUID]) -> list[Slate]:
    """Return what was submitted: the slates, with what is found of each name today."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    return list(await reviews.submitted_slates(board, charter, found, today))


@get(
    f"{ONE}/document",
    opt={"permission": "read_submission"},
    operation_id="get_submission_document",
    tags=TAGS,
    media_type="application/pdf",
)
async def get_submission_document(
    board: Board, actor: Asking, found: FromPath[UUID]
) -> Response[bytes]:
    """Return the document as it was submitted."""
    paper = slates.submission_paper(await rounds.round_for(board, actor, found))
    return sent(await get_paper(board, paper), await paper_content(board, paper))


@post(
    HOME,
    opt={"permission": "draft_round"},
    operation_id="draft_round",
    tags=TAGS,
)
async def draft_round(actor: Asking, data: JSONBody[RoundWish]) -> RoundView:
    """Begin a round for some seats."""
    return await rounds.draft_round(actor, data)


@post(
    f"{ONE}/call",
    opt={"permission": "call_for_nominees"},
    operation_id="call_for_nominees",
    tags=TAGS,
)
async def call_for_nominees(
    actor: Asking, found: FromPath[UUID], data: JSONBody[CallWish]
) -> RoundView:
    """Publish the call of a round."""
    return await rounds.call_for_nominees(actor, found, data)


@post(
    f"{ONE}/call/close",
    opt={"permission": "close_nominations"},
    operation_id="close_nominations",
    tags=TAGS,
)
async def close_nominations(
    actor: Asking, found: FromPath[UUID], data: JSONBody[StepWish]
) -> RoundView:
    """Close a call whose closing day is over."""
    return await rounds.close_nominations(actor, found, data)


@post(
    f"{ONE}/screening",
    opt={"permission": "begin_screening"},
    operation_id="begin_screening",
    tags=TAGS,
)
async def begin_screening(
    actor: Asking, found: FromPath[UUID], data: JSONBody[StepWish]
) -> RoundView:
    """Begin to screen those who agreed."""
    return await rounds.begin_screening(actor, found, data)


@post(
    f"{ONE}/nominees", opt={"permission": "enter_nominee"}, operation_id="enter_nominee", tags=TAGS
)
async def enter_nominee(
    actor: Asking, found: FromPath[UUID], data: JSONBody[NomineeWish]
) -> NomineeView:
    """Take a known person into a round."""
    return await nominees.enter_nominee(actor, found, data)


@post(
    f"{ONE}/finalists",
    opt={"permission": "name_finalists"},
    operation_id="name_finalists",
    tags=TAGS,
)
async def name_finalists(
    actor: Asking, found: FromPath[UUID], data: JSONBody[FinalistsWish]
) -> RoundView:
    """Narrow the field to finalists."""
    return await screenings.name_finalists(actor, found, data)


@post(
    f"{ONE}/finalists/further",
    opt={"permission": "add_finalists"},
    operation_id="add_finalists",
    tags=TAGS,
)
async def add_finalists(
    actor: Asking, found: FromPath[UUID], data: JSONBody[FinalistsWish]
) -> RoundView:
    """Name further finalists where too few are left."""
    return await shortages.add_finalists(actor, found, data)


@post(
    f"{ONE}/call/again",
    opt={"permission": "call_again"},
    operation_id="call_again",
    tags=TAGS,
)
async def call_again(actor: Asking, found: FromPath[UUID], data: JSONBody[CallWish]) -> RoundView:
    """Call for nominees once more where too few names are left."""
    return await shortages.call_again(actor, found, data)


@post(
    f"{ONE}/consultation",
    opt={"permission": "record_consultation"},
    operation_id="record_consultation",
    tags=TAGS,
)
async def record_consultation(
    actor: Asking, found: FromPath[UUID], data: JSONBody[ConsultationWish]
) -> RoundView:
    """Keep that the authority met about the finalists."""
    return await slates.record_consultation(actor, found, data)


@post(
    f"{ONE}/slates",
    opt={"permission": "decide_slate"},
    operation_id="decide_slate",
    tags=TAGS,
)
async def decide_slate(
    actor: Asking, found: FromPath[UUID], data: JSONBody[SlateWish]
) -> RoundView:
    """Decide the names for a seat by the committee's vote."""
    return await slates.decide_slate(actor, found, data)


@post(
    f"{ONE}/submission",
    opt={"permission": "submit_slates"},
    operation_id="submit_slates",
    tags=TAGS,
)
async def submit_slates(
    actor: Asking, found: FromPath[UUID], data: JSONBody[StepWish]
) -> Submission:
    """Submit the slates as one document."""
    return await slates.submit_slates(actor, found, data)


@post(
    f"{ONE}/replacements",
    opt={"permission": "replace_name"},
    operation_id="replace_name",
    tags=TAGS,
)
async def replace_name(
    actor: Asking, found: FromPath[UUID], data: JSONBody[ReplacementWish]
) -> RoundView:
    """Give one more name for a seat in place of one that is out."""
    return await replacements.replace_name(actor, found, data)


@post(
    f"{NOMINEE}/withdrawal",
    opt={"permission": "withdraw_nominee"},
    operation_id="withdraw_nominee",
    tags=TAGS,
)
async def withdraw_nominee(
    actor: Asking, nominee: FromPath[UUID], data: JSONBody[ConflictWish]
) -> NomineeView:
    """Take a nominee out of a round at their wish."""
    return await nominees.withdraw_nominee(actor, nominee, data)


@post(
    f"{NOMINEE}/conflict",
    opt={"permission": "declare_conflict"},
    operation_id="declare_conflict",
    tags=TAGS,
)
async def declare_conflict(
    actor: Asking, nominee: FromPath[UUID], data: JSONBody[ConflictWish]
) -> NomineeView:
    """Take oneself out of the screening of a nominee."""
    return await screenings.declare_conflict(actor, nominee, data)


@post(
    f"{NOMINEE}/score", opt={"permission": "score_nominee"}, operation_id="score_nominee", tags=TAGS
)
async def score_nominee(
    actor: Asking, nominee: FromPath[UUID], data: JSONBody[ScoreWish]
) -> NomineeView:
    """Score a nominee alone."""
    return await screenings.score_nominee(actor, nominee, data)


@get(
    f"{ONE}/interviews",
    opt={"permission": "note_interview"},
    operation_id="read_interviews",
    tags=TAGS,
)
async def read_interviews(
    board: Board, actor: Asking, found: FromPath[UUID]
) -> dict[UUID, list[InterviewView]]:
    """Return what reviewers noted about each name; others' notes once one's own are there."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    slates_there = await reviews.submitted_slates(board, charter, found, today)
    names = [each.id for slate in slates_there for each in slate.names]
    return await reviews.interviews_of(board, names, actor.account)


@post(
    f"{NAME}/interview",
    opt={"permission": "note_interview"},
    operation_id="note_interview",
    tags=TAGS,
)
async def note_interview(
    actor: Asking, name: FromPath[UUID], data: JSONBody[InterviewWish]
) -> InterviewView:
    """Keep one's own notes about a name."""
    return await reviews.note_interview(actor, name, data)


@post(
    f"{NAME}/answer", opt={"permission": "answer_nominee"}, operation_id="answer_nominee", tags=TAGS
)
async def answer_nominee(
    actor: Asking, name: FromPath[UUID], data: JSONBody[Answered]
) -> RoundView:
    """Confirm a name, or reject it in writing."""
    return await reviews.answer_nominee(actor, name, data)


@post(
    f"{ONE}/seats/{{seat:str}}/release",
    opt={"permission": "release_seat"},
    operation_id="release_seat",
    tags=TAGS,
)
async def release_seat(actor: Asking, found: FromPath[UUID], seat: FromPath[str]) -> RoundView:
    """Take a seat out of a round because it was filled otherwise meanwhile."""
    return await reviews.release_seat(actor, found, seat)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    add_finalists,
    answer_nominee,
    begin_screening,
    call_again,
    call_for_nominees,
    close_nominations,
    decide_slate,
    declare_conflict,
    draft_round,
    enter_nominee,
    get_submission_document,
    name_finalists,
    note_interview,
    read_finalists,
    read_interviews,
    read_nominees,
    read_round,
    read_rounds,
    read_submission,
    record_consultation,
    release_seat,
    replace_name,
    score_nominee,
    submit_slates,
    withdraw_nominee,
)
