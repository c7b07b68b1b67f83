"""Nominations from the public: the call, naming somebody, agreeing, declining, withdrawing."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, HeaderParameter, JSONBody, QueryParameter
from litestar.types import ControllerRouterHandler

from appointments.schemas.applicant_letters import LettersSent
from appointments.schemas.applications import Erased, FormTicket, LinkWish
from appointments.schemas.nominations import (
    Agreement,
    AskedNominee,
    NominationBeginning,
    NominationCall,
    NominationReceipt,
    NominationSaving,
    NominationStanding,
    OwnLink,
    OwnNomination,
    Relatives,
)
from appointments.schemas.nominee_letters import (
    Candidate,
    NomineeLettersPreview,
    NomineeLettersWish,
)
from appointments.schemas.round_records import RoundFigures, RoundRecord
from appointments.schemas.rounds import NomineeView
from appointments.services import agreements, nominees, screenings
from appointments.services import nomination_erasures as erasures
from appointments.services import nominations as services
from appointments.services import nominee_letters as letters
from appointments.services import round_records as records
from appointments.services.applications import ABOUT
from appointments.services.nomination_calls import nomination_call, open_nominations
from appointments.services.rounds import round_for
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest, moment_of
from governance.web.papers import sent
from governance.web.tickets import (
    LEAST,
    note_pace,
    require_pace,
    require_ticket,
    sealing_of,
    ticket_for,
)

TAGS = ["nominations"]
HOME = "/api/v1/bodies/{slug:str}"
CALL = f"{HOME}/rounds/{{found:uuid}}/call"
OWN = f"{HOME}/nominations/{{nomination:uuid}}"
Link = Annotated[str, HeaderParameter(name="x-nomination-link", max_length=200)]


@get(
    f"{HOME}/nomination-calls",
    tags=TAGS,
    operation_id="list_nomination_calls",
    opt={"permission": "public"},
)
async def list_nomination_calls(actor: Asking, board: Board) -> list[NominationCall]:
    """Return the rounds for which somebody can be named today."""
    today = day_in(actor.at, board.timezone)
    return await open_nominations(board, await charter_on(board, today), today)


@get(CALL, tags=TAGS, operation_id="get_nomination_call", opt={"permission": "public"})
async def get_nomination_call(actor: Asking, board: Board, found: FromPath[UUID]) -> NominationCall:
    """Return the public call of a round."""
    today = day_in(actor.at, board.timezone)
    return await nomination_call(board, await charter_on(board, today), found, today)


@get(
    f"{CALL}/ticket",
    tags=TAGS,
    operation_id="get_nomination_ticket",
    opt={"permission": "public", "keep": False},
)
async def get_nomination_ticket(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> FormTicket:
    """Return what a nomination must bring along."""
    today = day_in(actor.at, board.timezone)
    await nomination_call(board, await charter_on(board, today), found, today)
    return FormTicket(
        ticket=ticket_for(request, f"{ABOUT} {found}"),
        usable_at=moment_of(request) + LEAST + timedelta(seconds=1),
    )


@post(
    f"{CALL}/nominations",
    tags=TAGS,
    operation_id="begin_nomination",
    opt={"permission": "begin_nomination"},
)
async def begin_nomination(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    data: JSONBody[NominationBeginning],
) -> NominationReceipt:
    """Name oneself, or another person, who is then asked by mail."""
    require_ticket(request, f"{ABOUT} {found}", data.ticket)
    require_pace(request, ABOUT)
    receipt = await services.begin_nomination(actor, found, data, sealing_of(request))
    note_pace(request, ABOUT)
    return receipt


@post(
    f"{CALL}/nominations/link",
    tags=TAGS,
    operation_id="ask_for_nomination_link",
    opt={"permission": "ask_for_nomination_link"},
)
async def ask_for_nomination_link(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    data: JSONBody[LinkWish],
) -> NominationReceipt:
    """Mail a nominee's link once more, if somebody is named under the address."""
    require_ticket(request, f"{ABOUT} {found}", data.ticket)
    require_pace(request, ABOUT)
    receipt = await services.ask_for_nomination_link(actor, found, data, sealing_of(request))
    note_pace(request, ABOUT)
    return receipt


@get(
    OWN,
    tags=TAGS,
    operation_id="get_own_nomination",
    opt={"permission": "public", "keep": False},
)
async def get_own_nomination(
    actor: Asking, board: Board, nomination: FromPath[UUID], link: Link = ""
) -> OwnNomination:
    """Return a nomination to the nominee, who has the secret of its mailed link."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await agreements.own_nomination(board, charter, nomination, link, at=actor.at)


@post(
    f"{OWN}/agreement",
    tags=TAGS,
    operation_id="agree_to_stand",
    opt={"permission": "agree_to_stand"},
)
async def agree_to_stand(
    actor: Asking, board: Board, nomination: FromPath[UUID], data: JSONBody[Agreement]
) -> NominationStanding:
    """Agree to be a nominee, in one's own words."""
    return await agreements.agree_to_stand(actor, nomination, data)


@post(
    OWN,
    tags=TAGS,
    operation_id="save_nomination",
    opt={"permission": "save_nomination"},
)
async def save_nomination(
    actor: Asking, board: Board, nomination: FromPath[UUID], data: JSONBody[NominationSaving]
) -> NominationStanding:
    """Keep what was written so far, to go on later."""
    return await agreements.save_nomination(actor, nomination, data)


@get(
    f"{OWN}/resume",
    tags=TAGS,
    operation_id="get_own_nomination_resume",
    opt={"permission": "public", "keep": False},
    media_type="application/octet-stream",
)
async def get_own_nomination_resume(
    actor: Asking, board: Board, nomination: FromPath[UUID], link: Link = ""
) -> Response[bytes]:
    """Return the nominee's own file."""
    paper = await agreements.own_resume(board, nomination, link, at=actor.at)
    return sent(await get_paper(board, paper), await paper_content(board, paper))


@get(
    f"{HOME}/nominees/{{nominee:uuid}}/resume",
    tags=TAGS,
    operation_id="get_nominee_resume",
    opt={"permission": "read_nominees"},
    media_type="application/octet-stream",
)
async def get_nominee_resume(
    actor: Asking, board: Board, nominee: FromPath[UUID]
) -> Response[bytes]:
    """Return the file that came with a nominee, to the committee alone."""
    paper = await nominees.resume_of_nominee(board, nominee)
    return sent(await get_paper(board, paper), await paper_content(board, paper))


@post(
    f"{OWN}/decline",
    tags=TAGS,
    operation_id="decline_to_stand",
    opt={"permission": "decline_to_stand"},
)
async def decline_to_stand(
    actor: Asking, board: Board, nomination: FromPath[UUID], data: JSONBody[OwnLink]
) -> NominationStanding:
    """Decline to be a nominee; what was written is erased."""
    return await agreements.decline_to_stand(actor, nomination, data)


@post(
    f"{OWN}/withdraw",
    tags=TAGS,
    operation_id="withdraw_own_nomination",
    opt={"permission": "withdraw_own_nomination"},
)
async def withdraw_own_nomination(
    actor: Asking, board: Board, nomination: FromPath[UUID], data: JSONBody[OwnLink]
) -> NominationStanding:
    """Withdraw as a nominee, before the submission or after it."""
    return await agreements.withdraw_own_nomination(actor, nomination, data)


@get(
    f"{HOME}/rounds/statistics",
    tags=TAGS,
    operation_id="list_round_figures",
    opt={"permission": "public"},
)
async def list_round_figures(board: Board) -> list[RoundFigures]:
    """Return past rounds in numbers, without a name."""
    return await records.round_figures(board)


@get(
    f"{HOME}/rounds/{{found:uuid}}/record",
    tags=TAGS,
    operation_id="get_round_record",
    opt={"permission": "public"},
)
async def get_round_record(actor: Asking, board: Board, found: FromPath[UUID]) -> RoundRecord:
    """Return a past round: names where its rule allows, and figures."""
    today = day_in(actor.at, board.timezone)
    return await records.round_record(board, await charter_on(board, today), found)


@get(
    f"{HOME}/rounds/{{found:uuid}}/letters",
    tags=TAGS,
    operation_id="preview_for_nominees",
    opt={"permission": "write_to_nominees"},
)
async def preview_for_nominees(
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    nominees_chosen: Annotated[list[UUID] | None, QueryParameter(name="nominees")] = None,
    subject: Annotated[str, QueryParameter(max_length=200)] = "",
    text: Annotated[str, QueryParameter(max_length=5000)] = "",
) -> NomineeLettersPreview:
    """Return each letter as it would go out, and the digest that sending asks for."""
    await round_for(board, actor, found)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    chosen = nominees_chosen or []
    return await letters.preview_for_nominees(board, charter, found, chosen, subject, text)


@post(
    f"{HOME}/rounds/{{found:uuid}}/letters",
    tags=TAGS,
    operation_id="write_to_nominees",
    opt={"permission": "write_to_nominees"},
)
async def write_to_nominees(
    actor: Asking, found: FromPath[UUID], data: JSONBody[NomineeLettersWish]
) -> LettersSent:
    """Send the letters that were previewed."""
    return await letters.write_to_nominees(actor, found, data)


@get(
    f"{HOME}/rounds/{{found:uuid}}/candidates",
    tags=TAGS,
    operation_id="read_candidates",
    opt={"permission": "read_nominees"},
)
async def read_candidates(actor: Asking, board: Board, found: FromPath[UUID]) -> list[Candidate]:
    """Return the nominees of a round with how they stand and what they were written."""
    await round_for(board, actor, found)
    return await letters.candidates_of(board, found)


@post(
    f"{HOME}/rounds/expired",
    tags=TAGS,
    operation_id="erase_expired_nominations",
    opt={"permission": "erase_expired_nominations"},
)
async def erase_expired_nominations(actor: Asking, board: Board) -> Erased:
    """Forget every nominee who was kept long enough."""
    return await erasures.erase_expired_nominations(actor)


@get(
    f"{HOME}/rounds/{{found:uuid}}/nominations",
    tags=TAGS,
    operation_id="read_asked_nominees",
    opt={"permission": "read_nominees"},
)
async def read_asked_nominees(
    actor: Asking, board: Board, found: FromPath[UUID]
) -> list[AskedNominee]:
    """Return those who were named in a round and have not answered yet."""
    await round_for(board, actor, found)
    return await services.asked_nominees(board, found)


@post(
    f"{HOME}/nominees/{{nominee:uuid}}/relatives",
    tags=TAGS,
    operation_id="mark_relatives",
    opt={"permission": "mark_relatives"},
)
async def mark_relatives(
    actor: Asking, nominee: FromPath[UUID], data: JSONBody[Relatives]
) -> NomineeView:
    """Say whom of the committee a nominee names as family."""
    return await screenings.mark_relatives(actor, nominee, data)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    agree_to_stand,
    ask_for_nomination_link,
    begin_nomination,
    decline_to_stand,
    erase_expired_nominations,
    get_nomination_call,
    get_nomination_ticket,
    get_nominee_resume,
    get_own_nomination,
    get_own_nomination_resume,
    get_round_record,
    list_nomination_calls,
    list_round_figures,
    mark_relatives,
    preview_for_nominees,
    read_candidates,
    read_asked_nominees,
    save_nomination,
    withdraw_own_nomination,
    write_to_nominees,
)
