"""The clerk's and the reviewers' doors to applications."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from appointments.rules.applications import State
from appointments.schemas.applicant_letters import (
    LettersPreview,
    LettersSent,
    LettersWish,
    Template,
    TemplateWish,
)
from appointments.schemas.applications import (
    ApplicationLine,
    ApplicationView,
    Erased,
    Erasure,
    Move,
    Recognition,
    ScoreWish,
    Standing,
)
from appointments.services import applicant_letters as letters
from appointments.services import erasures, recognitions
from appointments.services import pipeline as services
from appointments.services.applications import LETTER
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.services.papers import get_paper
from governance.web.access import Asking, Board, PageRequest
from governance.web.lookups import shown
from governance.web.papers import sent

TAGS = ["applications"]
HOME = "/api/v1/bodies/{slug:str}/applications"
ONE = f"{HOME}/{{application:uuid}}"


@get(HOME, tags=TAGS, operation_id="list_applications", opt={"permission": "read_applications"})
async def list_applications(
    actor: Asking,
    board: Board,
    call: FromQuery[UUID | None] = None,
    state_name: Annotated[State | None, QueryParameter(name="state")] = None,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[ApplicationLine]:
    """Return one page of the applications that were sent, the latest first."""
    return await services.list_applications(
        board, everything=services.sees_all(actor), call=call, state=state_name, page=page_number
    )


@get(
    f"{HOME}/counts",
    tags=TAGS,
    operation_id="count_applications",
    opt={"permission": "read_applications"},
)
async def count_applications(
    actor: Asking, board: Board, call: FromQuery[UUID | None] = None
) -> dict[str, int]:
    """Return how many applications are in each state."""
    everything = services.sees_all(actor)
    found = await services.count_applications(board, everything=everything, call=call)
    return {state.value: number for state, number in found.items()}


@get(ONE, tags=TAGS, operation_id="get_application", opt={"permission": "read_applications"})
async def get_application(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID]
) -> ApplicationView:
    """Return one application with its steps and scores."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await services.get_application(board, charter, application, actor)
    shown(request, board, services.people_shown(found), LETTER)
    return found


@get(
    f"{ONE}/resume",
    tags=TAGS,
    operation_id="get_resume",
    opt={"permission": "read_applications"},
    media_type="application/octet-stream",
)
async def get_resume(actor: Asking, board: Board, application: FromPath[UUID]) -> Response[bytes]:
    """Return the file that came with an application."""
    paper, content = await services.resume_of(board, application, actor)
    return sent(await get_paper(board, paper), content)


@post(
    f"{ONE}/move",
    tags=TAGS,
    operation_id="move_application",
    opt={"permission": "move_application"},
)
async def move_application(
    actor: Asking, board: Board, application: FromPath[UUID], data: JSONBody[Move]
) -> Standing:
    """Take an application one step on."""
    return await services.move_application(actor, application, data)


@post(
    f"{ONE}/scores",
    tags=TAGS,
    operation_id="score_application",
    opt={"permission": "score_application"},
)
async def score_application(
    actor: Asking, board: Board, application: FromPath[UUID], data: JSONBody[ScoreWish]
) -> Standing:
    """Score an application by its call's rubric."""
    return await services.score_application(actor, application, data)


@post(
    f"{ONE}/person",
    tags=TAGS,
    operation_id="recognise_applicant",
    opt={"permission": "recognise_applicant"},
)
async def recognise_applicant(
    actor: Asking, board: Board, application: FromPath[UUID], data: JSONBody[Recognition]
) -> Standing:
    """Let the body know an applicant, with what the answers state."""
    return await recognitions.recognise_applicant(actor, application, data)


@post(
    f"{ONE}/erase",
    tags=TAGS,
    operation_id="erase_application",
    opt={"permission": "erase_application"},
)
async def erase_application(
    actor: Asking, board: Board, application: FromPath[UUID], data: JSONBody[Erasure]
) -> Standing:
    """Erase what is private of an application before its span is over."""
    return await erasures.erase_application(actor, application, data)


@post(
    f"{HOME}/expired/erase",
    tags=TAGS,
    operation_id="erase_expired_applications",
    opt={"permission": "erase_expired_applications"},
)
async def erase_expired_applications(actor: Asking, board: Board) -> Erased:
    """Erase every application whose span is over."""
    return await erasures.erase_expired_applications(actor)


@get(
    f"{HOME}/templates",
    tags=TAGS,
    operation_id="list_templates",
    opt={"permission": "write_to_applicants"},
)
async def list_templates(board: Board) -> list[Template]:
    """Return the letters that are kept for applicants."""
    return await letters.templates_of(board)


@post(
    f"{HOME}/templates",
    tags=TAGS,
    operation_id="keep_template",
    opt={"permission": "keep_template"},
)
async def keep_template(actor: Asking, board: Board, data: JSONBody[TemplateWish]) -> Template:
    """Keep a letter under its name."""
    return await letters.keep_template(actor, data)


@get(
    f"{HOME}/letters",
    tags=TAGS,
    operation_id="preview_letters",
    opt={"permission": "write_to_applicants"},
)
async def preview_letters(
    actor: Asking,
    board: Board,
    applications: FromQuery[list[UUID] | None] = None,
    subject: Annotated[str, QueryParameter(max_length=200)] = "",
    text: Annotated[str, QueryParameter(max_length=5000)] = "",
) -> LettersPreview:
    """Return each letter as it would go out, and the digest that sending asks for."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await letters.preview_letters(board, charter, applications or [], subject, text)


@post(
    f"{HOME}/letters",
    tags=TAGS,
    operation_id="write_to_applicants",
    opt={"permission": "write_to_applicants"},
)
async def write_to_applicants(
    actor: Asking, board: Board, data: JSONBody[LettersWish]
) -> LettersSent:
    """Send the letters that were previewed."""
    return await letters.write_to_applicants(actor, data)
