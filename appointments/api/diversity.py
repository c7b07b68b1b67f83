"""Answers apart from people, and the figures of all of them together."""

from typing import Annotated

from litestar import get, post
from litestar.params import JSONBody, PathParameter

from appointments.schemas.diversity import (
    Answering,
    Changing,
    Deleting,
    DiversityRelease,
    Done,
    Given,
    Invitation,
    QuestionView,
)
from appointments.services import answers
from appointments.services import diversity as services
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest, settings_of

TAGS = ["diversity"]
HOME = "/api/v1/bodies/{slug:str}/diversity"
ANSWERS = f"{HOME}/answers"
Number = Annotated[int, PathParameter(ge=1, le=1_000_000)]


@get(
    f"{HOME}/questions",
    tags=TAGS,
    operation_id="list_diversity_questions",
    opt={"permission": "public"},
)
async def list_diversity_questions(actor: Asking, board: Board) -> list[QuestionView]:
    """Return what is asked; nobody has to answer anything."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return services.questions_of(charter)


@get(
    f"{HOME}/releases",
    tags=TAGS,
    operation_id="list_diversity_releases",
    opt={"permission": "public"},
)
async def list_diversity_releases(board: Board) -> list[DiversityRelease]:
    """Return the figures of every release, the latest first."""
    return await services.list_releases(board)


@get(
    f"{HOME}/releases/{{number:int}}",
    tags=TAGS,
    operation_id="get_diversity_release",
    opt={"permission": "public"},
)
async def get_diversity_release(board: Board, number: Number) -> DiversityRelease:
    """Return the figures as they were told on a day."""
    return await services.get_release(board, number)


@post(
    f"{HOME}/releases",
    tags=TAGS,
    operation_id="release_diversity",
    opt={"permission": "release_diversity"},
)
async def release_diversity(actor: Asking, board: Board) -> DiversityRelease:
    """Tell the figures anew."""
    return await services.release_diversity(actor)


@post(
    f"{HOME}/invitations",
    tags=TAGS,
    operation_id="take_invitation",
    opt={"permission": "take_invitation"},
)
async def take_invitation(request: PageRequest, actor: Asking, board: Board) -> Invitation:
    """Take the one invitation to answer; nothing is kept of which one it is."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await answers.take_invitation(
        settings_of(request).secret, board, charter, answers.giver_of(actor)
    )


@post(ANSWERS, tags=TAGS, operation_id="give_answers", opt={"permission": "public"})
async def give_answers(
    request: PageRequest, actor: Asking, board: Board, data: JSONBody[Answering]
) -> Given:
    """Answer with an invitation; the answer is the code to change or delete it."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    secret = settings_of(request).secret
    return await answers.give_answers(secret, board, charter, data, today.year)


@post(f"{ANSWERS}/change", tags=TAGS, operation_id="change_answers", opt={"permission": "public"})
async def change_answers(
    request: PageRequest, actor: Asking, board: Board, data: JSONBody[Changing]
) -> Done:
    """Say something else in place of everything said before under a code."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    secret = settings_of(request).secret
    return await answers.change_answers(secret, board, charter, data, today.year)


@post(f"{ANSWERS}/delete", tags=TAGS, operation_id="delete_answers", opt={"permission": "public"})
async def delete_answers(
    request: PageRequest, actor: Asking, board: Board, data: JSONBody[Deleting]
) -> Done:
    """Forget everything said under a code."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await answers.delete_answers(settings_of(request).secret, board, charter, data)
