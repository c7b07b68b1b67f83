"""Elections by secret ballot, as JSON."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from elections.schemas.secret import (
    BallotQuery,
    CallingOff,
    FoundBallot,
    PublishedElection,
    Receipt,
    SecretAnswer,
    SecretElection,
    SecretMarks,
    SecretNomination,
    SecretOpening,
    SecretSetup,
)
from elections.services import secret_ballots, secret_elections, secret_files
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

BODY = "/api/v1/bodies/{slug:str}"
HOME = f"{BODY}/secret-elections"
ONE = f"{HOME}/{{election_id:uuid}}"
READ = {"permission": "read_secret_elections"}
TAGS = ["secret elections"]


@get(HOME, opt=READ, operation_id="list_secret_elections", tags=TAGS)
async def list_secret_elections(actor: Asking, board: Board) -> list[SecretElection]:
    """Return the elections by secret ballot, the latest first."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await secret_files.list_secret_elections(board, charter)


@get(ONE, opt=READ, operation_id="get_secret_election", tags=TAGS)
async def get_secret_election(
    actor: Asking, board: Board, election_id: FromPath[UUID]
) -> SecretElection:
    """Return an election as it stands; nothing of its ballots."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await secret_files.get_secret_election(board, charter, election_id)


@get(f"{ONE}/file", opt=READ, operation_id="read_secret_file", tags=TAGS)
async def read_secret_file(board: Board, election_id: FromPath[UUID]) -> PublishedElection:
    """Return every ballot and the count, once the voting is over; it can be verified alone."""
    return await secret_files.read_secret_file(board, election_id)


@post(
    HOME,
    opt={"permission": "set_up_secret_election"},
    operation_id="set_up_secret_election",
    tags=TAGS,
)
async def set_up_secret_election(actor: Asking, data: JSONBody[SecretSetup]) -> SecretElection:
    """Begin the choice of a committee."""
    return await secret_elections.set_up_secret_election(actor, data)


@post(
    f"{ONE}/nominations",
    opt={"permission": "nominate_in_secret_election"},
    operation_id="nominate_in_secret_election",
    tags=TAGS,
)
async def nominate_in_secret_election(
    actor: Asking, election_id: FromPath[UUID], data: JSONBody[SecretNomination]
) -> SecretElection:
    """Nominate a person for the committee."""
    return await secret_elections.nominate_in_secret_election(actor, election_id, data)


@post(
    f"{BODY}/secret-candidates/{{candidate_id:uuid}}/answer",
    opt={"permission": "answer_secret_nomination"},
    operation_id="answer_secret_nomination",
    tags=TAGS,
)
async def answer_secret_nomination(
    actor: Asking, candidate_id: FromPath[UUID], data: JSONBody[SecretAnswer]
) -> SecretElection:
    """Stand, or do not."""
    return await secret_elections.answer_secret_nomination(actor, candidate_id, data)


@post(
    f"{ONE}/opening",
    opt={"permission": "open_secret_voting"},
    operation_id="open_secret_voting",
    tags=TAGS,
)
async def open_secret_voting(
    actor: Asking, election_id: FromPath[UUID], data: JSONBody[SecretOpening]
) -> SecretElection:
    """Let people vote until a moment."""
    return await secret_elections.open_secret_voting(actor, election_id, data)


@post(
    f"{ONE}/ballots",
    opt={"permission": "cast_secret_ballot"},
    operation_id="cast_secret_ballot",
    tags=TAGS,
)
async def cast_secret_ballot(
    actor: Asking, board: Board, election_id: FromPath[UUID], data: JSONBody[SecretMarks]
) -> Receipt:
    """Cast a ballot, once and for good; nothing is kept of whose it is."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await secret_ballots.cast_secret_ballot(board, charter, actor, election_id, data)


@post(f"{ONE}/receipts", opt=READ, operation_id="find_secret_ballot", tags=TAGS)
async def find_secret_ballot(
    board: Board, election_id: FromPath[UUID], data: JSONBody[BallotQuery]
) -> FoundBallot:
    """Return the published ballot of a code."""
    return await secret_files.find_secret_ballot(board, election_id, data.code)


@post(
    f"{ONE}/count",
    opt={"permission": "count_secret_ballots"},
    operation_id="count_secret_ballots",
    tags=TAGS,
)
async def count_secret_ballots(actor: Asking, election_id: FromPath[UUID]) -> SecretElection:
    """End the voting, publish the ballots and count them."""
    return await secret_elections.count_secret_ballots(actor, election_id)


@post(
    f"{ONE}/declaration",
    opt={"permission": "declare_secret_result"},
    operation_id="declare_secret_result",
    tags=TAGS,
)
async def declare_secret_result(actor: Asking, election_id: FromPath[UUID]) -> SecretElection:
    """Put those elected on the committee."""
    return await secret_elections.declare_secret_result(actor, election_id)


@post(
    f"{ONE}/calling-off",
    opt={"permission": "call_off_secret_election"},
    operation_id="call_off_secret_election",
    tags=TAGS,
)
async def call_off_secret_election(
    actor: Asking, election_id: FromPath[UUID], data: JSONBody[CallingOff]
) -> SecretElection:
    """End an election without a result."""
    return await secret_elections.call_off_secret_election(actor, election_id, data)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    answer_secret_nomination,
    call_off_secret_election,
    cast_secret_ballot,
    count_secret_ballots,
    declare_secret_result,
    find_secret_ballot,
    get_secret_election,
    list_secret_elections,
    nominate_in_secret_election,
    open_secret_voting,
    read_secret_file,
    set_up_secret_election,
)
