"""The body's director, as JSON: who it is, who is considered, and every deed of the office."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from appointments.schemas.board_votes import BoardVote
from appointments.schemas.directors import (
    ActingWish,
    Attestation,
    CandidateWish,
    CandidateWithdrawal,
    Confirmation,
    Declining,
    Director,
    DirectorCandidate,
    DirectorEnd,
    DirectorOffice,
    DirectorRemoval,
    DirectorReview,
    DirectorSearch,
    EarlierDirector,
    Hiring,
    ResidenceClock,
    ResidenceWish,
    ReviewWish,
    ReviewWithdrawal,
    SearchWish,
)
from appointments.schemas.seats import Sheet
from appointments.services import (
    director_duties,
    director_endings,
    director_hiring,
    director_searches,
    due_directors,
)
from appointments.services.board_votes import carried_votes
from appointments.services.directors import rule_of
from appointments.services.sheets import SHEET
from governance.clock import day_in
from governance.rules.permissions import may
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.lookups import shown

TAGS = ["director"]
HOME = "/api/v1/bodies/{slug:str}/director"
SEARCH = f"{HOME}/search"
CANDIDATE = f"{HOME}/candidates/{{candidate:uuid}}"
ONE = f"{HOME}/{{director:uuid}}"


@get(HOME, tags=TAGS, operation_id="get_director", opt={"permission": "public"})
async def get_director(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> DirectorOffice:
    """Return who is the director on a day, since when, by what, and what is next."""
    day = on or day_in(actor.at, board.timezone)
    private = may(actor, due_directors.PRIVATE)
    return await due_directors.office_on(board, await charter_on(board, day), day, private=private)


@get(
    SEARCH,
    tags=TAGS,
    operation_id="get_director_search",
    opt={"permission": "read_director_search"},
)
async def get_director_search(request: PageRequest, actor: Asking, board: Board) -> DirectorSearch:
    """Return the search that goes on, and who is considered in it."""
    today = day_in(actor.at, board.timezone)
    found = await director_searches.get_director_search(
        board, await charter_on(board, today), today
    )
    shown(request, board, {each.person: () for each in found.candidates}, SHEET)
    return found


@get(
    f"{CANDIDATE}/sheet",
    tags=TAGS,
    operation_id="get_director_sheet",
    opt={"permission": "read_director_search"},
)
async def get_director_sheet(
    request: PageRequest, actor: Asking, board: Board, candidate: FromPath[UUID]
) -> Sheet:
    """Return the eligibility sheet of a candidate."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    sheet = await director_searches.director_sheet(board, charter, candidate, today)
    facts = [each.fact for line in sheet.findings for each in line.statements]
    shown(request, board, {sheet.person: facts}, SHEET)
    return sheet


@get(
    f"{HOME}/votes",
    tags=TAGS,
    operation_id="list_director_votes",
    opt={"permission": "read_director_search"},
)
async def list_director_votes(actor: Asking, board: Board) -> list[BoardVote]:
    """Return the latest motions that were carried and stand, to point at one of them."""
    rule_of(await charter_on(board, day_in(actor.at, board.timezone)))
    return await carried_votes(board)


@post(
    SEARCH,
    tags=TAGS,
    operation_id="open_director_search",
    opt={"permission": "open_director_search"},
)
async def open_director_search(
    actor: Asking, board: Board, data: JSONBody[SearchWish]
) -> DirectorSearch:
    """Say that the office stands empty, so that somebody is sought."""
    return await director_searches.open_director_search(actor, data)


@post(
    f"{HOME}/candidates",
    tags=TAGS,
    operation_id="enter_director_candidate",
    opt={"permission": "enter_director_candidate"},
)
async def enter_director_candidate(
    actor: Asking, board: Board, data: JSONBody[CandidateWish]
) -> DirectorCandidate:
    """Consider somebody; nobody without the permission sees who it is."""
    return await director_searches.enter_director_candidate(actor, data)


@post(
    f"{CANDIDATE}/withdrawal",
    tags=TAGS,
    operation_id="withdraw_director_candidate",
    opt={"permission": "withdraw_director_candidate"},
)
async def withdraw_director_candidate(
    actor: Asking, board: Board, candidate: FromPath[UUID], data: JSONBody[CandidateWithdrawal]
) -> DirectorCandidate:
    """Consider somebody no longer."""
    return await director_searches.withdraw_director_candidate(actor, candidate, data)


@post(
    f"{CANDIDATE}/attestation",
    tags=TAGS,
    operation_id="attest_director_candidate",
    opt={"permission": "attest_director_candidate"},
)
async def attest_director_candidate(
    actor: Asking, board: Board, candidate: FromPath[UUID], data: JSONBody[Attestation]
) -> Sheet:
    """Keep that a candidate stated that nothing of what the law bars is so."""
    return await director_searches.attest_director_candidate(actor, candidate, data)


@post(
    f"{CANDIDATE}/hiring",
    tags=TAGS,
    operation_id="hire_director",
    opt={"permission": "hire_director"},
)
async def hire_director(
    actor: Asking, board: Board, candidate: FromPath[UUID], data: JSONBody[Hiring]
) -> Director:
    """Keep that the body hired a candidate, by a motion that was carried."""
    return await director_hiring.hire_director(actor, candidate, data)


@post(
    f"{HOME}/acting",
    tags=TAGS,
    operation_id="name_acting_director",
    opt={"permission": "name_acting_director"},
)
async def name_acting_director(actor: Asking, board: Board, data: JSONBody[ActingWish]) -> Director:
    """Keep whom the body lets act while the office stands empty."""
    return await director_hiring.name_acting_director(actor, data)


@post(HOME, tags=TAGS, operation_id="enter_director", opt={"permission": "enter_director"})
async def enter_director(actor: Asking, board: Board, data: JSONBody[EarlierDirector]) -> Director:
    """Take over a director who was hired before the record began."""
    return await director_hiring.enter_director(actor, data)


@post(
    f"{ONE}/confirmation",
    tags=TAGS,
    operation_id="confirm_director",
    opt={"permission": "confirm_director"},
)
async def confirm_director(
    actor: Asking, board: Board, director: FromPath[UUID], data: JSONBody[Confirmation]
) -> Director:
    """Keep by which legislation, and when, the hiring was confirmed."""
    return await director_hiring.confirm_director(actor, director, data)


@post(
    f"{ONE}/declining",
    tags=TAGS,
    operation_id="decline_director",
    opt={"permission": "decline_director"},
)
async def decline_director(
    actor: Asking, board: Board, director: FromPath[UUID], data: JSONBody[Declining]
) -> Director:
    """Keep that the hiring was not confirmed; the search goes on."""
    return await director_hiring.decline_director(actor, director, data)


@post(
    f"{ONE}/residence",
    tags=TAGS,
    operation_id="state_director_residence",
    opt={"permission": "state_director_residence"},
)
async def state_director_residence(
    actor: Asking, board: Board, director: FromPath[UUID], data: JSONBody[ResidenceWish]
) -> ResidenceClock:
    """Keep since when the director lives in the place; it closes the clock."""
    return await director_duties.state_director_residence(actor, director, data)


@post(
    f"{ONE}/reviews",
    tags=TAGS,
    operation_id="review_director",
    opt={"permission": "review_director"},
)
async def review_director(
    actor: Asking, board: Board, director: FromPath[UUID], data: JSONBody[ReviewWish]
) -> DirectorReview:
    """Keep that the body reviewed a year of the director's work."""
    return await director_duties.review_director(actor, director, data)


@post(
    f"{HOME}/reviews/{{review:uuid}}/withdrawal",
    tags=TAGS,
    operation_id="withdraw_director_review",
    opt={"permission": "withdraw_director_review"},
)
async def withdraw_director_review(
    actor: Asking, board: Board, review: FromPath[UUID], data: JSONBody[ReviewWithdrawal]
) -> DirectorReview:
    """Take back a review that was entered by mistake."""
    return await director_duties.withdraw_director_review(actor, review, data)


@post(
    f"{ONE}/removal",
    tags=TAGS,
    operation_id="remove_director",
    opt={"permission": "remove_director"},
)
async def remove_director(
    actor: Asking, board: Board, director: FromPath[UUID], data: JSONBody[DirectorRemoval]
) -> Director:
    """Keep that the body removed the director, by which motion and for which reason."""
    return await director_endings.remove_director(actor, director, data)


@post(
    f"{ONE}/end",
    tags=TAGS,
    operation_id="end_director",
    opt={"permission": "end_director"},
)
async def end_director(
    actor: Asking, board: Board, director: FromPath[UUID], data: JSONBody[DirectorEnd]
) -> Director:
    """Keep that the director resigned, died, or left for another reason."""
    return await director_endings.end_director(actor, director, data)


ROUTES = (
    get_director,
    get_director_search,
    get_director_sheet,
    list_director_votes,
    open_director_search,
    enter_director_candidate,
    withdraw_director_candidate,
    attest_director_candidate,
    hire_director,
    name_acting_director,
    enter_director,
    confirm_director,
    decline_director,
    state_director_residence,
    review_director,
    withdraw_director_review,
    remove_director,
    end_director,
)
