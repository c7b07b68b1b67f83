"""Training and acknowledgements of members."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from appointments.schemas.training import (
    AcknowledgementView,
    AcknowledgementWish,
    TrainingMatrix,
    TrainingView,
    TrainingWish,
)
from appointments.services import acknowledgements
from appointments.services import training as _training
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.schemas.people import Withdrawal
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board
from governance.web.papers import sent

TAGS = ["training"]
BODY = "/api/v1/bodies/{slug:str}"
HOME = f"{BODY}/training"
SIGNED = f"{BODY}/acknowledgements"


@get(HOME, tags=TAGS, operation_id="get_training_matrix", opt={"permission": "read_training"})
async def get_training_matrix(
    actor: Asking,
    board: Board,
    year: FromQuery[date | None] = None,
    on: FromQuery[date | None] = None,
) -> TrainingMatrix:
    """Return members by topics in the service year of a day, as known on a day."""
    known_on = _training.known_day(actor, board, on)
    charter = await charter_on(board, known_on)
    span = _training.year_of(charter, year or known_on)
    return await _training.training_matrix(board, charter, span, known_on)


@get(
    f"{HOME}/own",
    tags=TAGS,
    operation_id="get_own_training",
    opt={"permission": "read_own_training"},
)
async def get_own_training(
    actor: Asking, board: Board, year: FromQuery[date | None] = None
) -> TrainingMatrix:
    """Return how the member who asks stands to each topic."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    if actor.person is None:
        raise NotFoundError(say("There is no such member."))
    span = _training.year_of(charter, year or today)
    return await _training.training_matrix(board, charter, span, today, person=actor.person)


@get(
    f"{HOME}/statements",
    tags=TAGS,
    operation_id="list_training",
    opt={"permission": "read_training"},
)
async def list_training(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> list[TrainingView]:
    """Return everything that was stated and stood on a day, the latest first."""
    day = _training.known_day(actor, board, on)
    return await _training.training_of(board, await charter_on(board, day), day)


@post(HOME, tags=TAGS, operation_id="state_training", opt={"permission": "state_training"})
async def state_training(actor: Asking, board: Board, data: JSONBody[TrainingWish]) -> TrainingView:
    """State that a member completed a topic."""
    return await _training.state_training(actor, data)


@post(
    f"{HOME}/{{training:uuid}}/verify",
    tags=TAGS,
    operation_id="verify_training",
    opt={"permission": "verify_training"},
)
async def verify_training(actor: Asking, board: Board, training: FromPath[UUID]) -> TrainingView:
    """Confirm that a member completed a topic."""
    return await _training.verify_training(actor, training)


@post(
    f"{HOME}/{{training:uuid}}/withdraw",
    tags=TAGS,
    operation_id="withdraw_training",
    opt={"permission": "withdraw_training"},
)
async def withdraw_training(
    actor: Asking, board: Board, training: FromPath[UUID], data: JSONBody[Withdrawal]
) -> TrainingView:
    """Let a statement no longer stand."""
    return await _training.withdraw_training(actor, training, data)


@get(
    f"{HOME}/{{training:uuid}}/paper",
    tags=TAGS,
    operation_id="get_training_paper",
    opt={"permission": "read_training"},
)
async def get_training_paper(
    actor: Asking, board: Board, training: FromPath[UUID]
) -> Response[bytes]:
    """Return the file that proves a completed topic."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await _training.get_training(board, charter, training)
    return await _paper(board, found.paper)


@get(SIGNED, tags=TAGS, operation_id="list_acknowledgements", opt={"permission": "read_training"})
async def list_acknowledgements(
    actor: Asking, board: Board, on: FromQuery[date | None] = None, past: FromQuery[bool] = False
) -> list[AcknowledgementView]:
    """Return what each member signs for the term of a day, or for every term."""
    day = _training.known_day(actor, board, on)
    charter = await charter_on(board, day)
    return await acknowledgements.acknowledgements_of(board, charter, day, past=past)


@post(
    SIGNED,
    tags=TAGS,
    operation_id="record_acknowledgement",
    opt={"permission": "record_acknowledgement"},
)
async def record_acknowledgement(
    actor: Asking, board: Board, data: JSONBody[AcknowledgementWish]
) -> AcknowledgementView:
    """Keep that a member signed for a term."""
    return await acknowledgements.record_acknowledgement(actor, data)


@post(
    f"{SIGNED}/{{acknowledgement:uuid}}/withdraw",
    tags=TAGS,
    operation_id="withdraw_acknowledgement",
    opt={"permission": "withdraw_acknowledgement"},
)
async def withdraw_acknowledgement(
    actor: Asking, board: Board, acknowledgement: FromPath[UUID], data: JSONBody[Withdrawal]
) -> AcknowledgementView:
    """Let an acknowledgement no longer stand."""
    return await acknowledgements.withdraw_acknowledgement(actor, acknowledgement, data)


@get(
    f"{SIGNED}/{{acknowledgement:uuid}}/paper",
    tags=TAGS,
    operation_id="get_acknowledgement_paper",
    opt={"permission": "read_training"},
)
async def get_acknowledgement_paper(
    actor: Asking, board: Board, acknowledgement: FromPath[UUID]
) -> Response[bytes]:
    """Return the signed copy."""
    day = day_in(actor.at, board.timezone)
    charter = await charter_on(board, day)
    found = await acknowledgements.get_acknowledgement(board, charter, acknowledgement, day)
    return await _paper(board, found.paper)


async def _paper(board: Board, paper: UUID | None) -> Response[bytes]:
    if paper is None:
        raise NotFoundError(say("There is no such file here."))
    return sent(await get_paper(board, paper), await paper_content(board, paper))
