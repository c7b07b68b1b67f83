"""Elections and officers, as JSON."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from elections.schemas.elections import (
    BallotWish,
    Call,
    Candidacy,
    Election,
    Nomination,
    NominationSecond,
    OfficeEnd,
    Officer,
    Postponement,
    PresidingView,
    ProTem,
    ProTemWish,
    RecordedBallot,
)
from elections.services import ballots, files, nominations, officers, presiding, refusals
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

BODY = "/api/v1/bodies/{slug:str}"
HOME = f"{BODY}/elections"
ONE = f"{HOME}/{{election_id:uuid}}"
CANDIDACY = f"{BODY}/candidacies/{{candidacy_id:uuid}}"
PRESIDING = f"{BODY}/meetings/{{meeting_id:uuid}}/presiding"
TAGS = ["elections"]

OnDay = Annotated[date | None, QueryParameter()]


@get(f"{BODY}/officers", opt={"permission": "public"}, operation_id="list_officers", tags=TAGS)
async def list_officers(actor: Asking, board: Board, on: FromQuery[OnDay] = None) -> list[Officer]:
    """Return who holds which office on a day."""
    return list(await officers.officers_on(board, on or day_in(actor.at, board.timezone)))


@get(HOME, opt={"permission": "public"}, operation_id="list_elections", tags=TAGS)
async def list_elections(actor: Asking, board: Board) -> list[Election]:
    """Return the elections with their rounds and ballots by name, the latest first."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return list(await files.elections_of(board, charter))


@get(ONE, opt={"permission": "public"}, operation_id="get_election", tags=TAGS)
async def get_election(actor: Asking, board: Board, election_id: FromPath[UUID]) -> Election:
    """Return an election; ballots by name once their round is closed."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await files.get_election(board, charter, election_id)


@get(PRESIDING, opt={"permission": "public"}, operation_id="get_presiding", tags=TAGS)
async def get_presiding(board: Board, meeting_id: FromPath[UUID]) -> PresidingView | None:
    """Return who presides on the day of a meeting, and why."""
    return await presiding.get_presiding(board, meeting_id)


@post(PRESIDING, opt={"permission": "choose_pro_tem"}, operation_id="choose_pro_tem", tags=TAGS)
async def choose_pro_tem(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[ProTemWish]
) -> ProTem:
    """Record whom those present choose to preside until a chair is elected."""
    return await presiding.choose_pro_tem(actor, meeting_id, data)


@post(HOME, opt={"permission": "call_election"}, operation_id="call_election", tags=TAGS)
async def call_election(actor: Asking, data: JSONBody[Call]) -> Election:
    """Put the election to an office on a meeting."""
    return await nominations.call_election(actor, data)


@post(f"{ONE}/nominations", opt={"permission": "nominate"}, operation_id="nominate", tags=TAGS)
async def nominate(
    actor: Asking, election_id: FromPath[UUID], data: JSONBody[Nomination]
) -> Candidacy:
    """Nominate a member for an office."""
    return await nominations.nominate(actor, election_id, data)


@post(
    f"{CANDIDACY}/second",
    opt={"permission": "second_nomination"},
    operation_id="second_nomination",
    tags=TAGS,
)
async def second_nomination(
    actor: Asking, candidacy_id: FromPath[UUID], data: JSONBody[NominationSecond]
) -> Candidacy:
    """Second a nomination."""
    return await nominations.second_nomination(actor, candidacy_id, data)


@post(
    f"{ONE}/refusal", opt={"permission": "refuse_office"}, operation_id="refuse_office", tags=TAGS
)
async def refuse_office(actor: Asking, election_id: FromPath[UUID]) -> Election:
    """Refuse the office just won."""
    return await refusals.refuse_office(actor, election_id)


@post(
    f"{CANDIDACY}/acceptance",
    opt={"permission": "accept_nomination"},
    operation_id="accept_nomination",
    tags=TAGS,
)
async def accept_nomination(actor: Asking, candidacy_id: FromPath[UUID]) -> Candidacy:
    """Stand for the office."""
    return await nominations.accept_nomination(actor, candidacy_id)


@post(
    f"{CANDIDACY}/refusal",
    opt={"permission": "decline_nomination"},
    operation_id="decline_nomination",
    tags=TAGS,
)
async def decline_nomination(actor: Asking, candidacy_id: FromPath[UUID]) -> Candidacy:
    """Do not stand for the office."""
    return await nominations.decline_nomination(actor, candidacy_id)


@post(f"{ONE}/rounds", opt={"permission": "open_round"}, operation_id="open_round", tags=TAGS)
async def open_round(actor: Asking, election_id: FromPath[UUID]) -> Election:
    """Open a round among those who stand."""
    return await ballots.open_round(actor, election_id)


@post(f"{ONE}/ballots", opt={"permission": "cast_ballot"}, operation_id="cast_ballot", tags=TAGS)
async def cast_ballot(
    actor: Asking, election_id: FromPath[UUID], data: JSONBody[BallotWish]
) -> Election:
    """Cast one's own ballot."""
    return await ballots.cast_ballot(actor, election_id, data)


@post(
    f"{ONE}/recorded-ballots",
    opt={"permission": "record_ballot"},
    operation_id="record_ballot",
    tags=TAGS,
)
async def record_ballot(
    actor: Asking, election_id: FromPath[UUID], data: JSONBody[RecordedBallot]
) -> Election:
    """Record a member's ballot as it was called out."""
    return await ballots.record_ballot(actor, election_id, data)


@post(f"{ONE}/close", opt={"permission": "close_round"}, operation_id="close_round", tags=TAGS)
async def close_round(actor: Asking, election_id: FromPath[UUID]) -> Election:
    """Close a round and count it."""
    return await ballots.close_round(actor, election_id)


@post(
    f"{ONE}/postponement",
    opt={"permission": "postpone_election"},
    operation_id="postpone_election",
    tags=TAGS,
)
async def postpone_election(
    actor: Asking, election_id: FromPath[UUID], data: JSONBody[Postponement]
) -> Election:
    """Put an election off to the next meeting."""
    return await nominations.postpone_election(actor, election_id, data)


@post(
    f"{BODY}/officers/end", opt={"permission": "end_office"}, operation_id="end_office", tags=TAGS
)
async def end_office(actor: Asking, data: JSONBody[OfficeEnd]) -> Officer:
    """End an officer's time before the year is over."""
    return await officers.end_office(actor, data)


ROUTES = (
    accept_nomination,
    call_election,
    cast_ballot,
    choose_pro_tem,
    close_round,
    decline_nomination,
    end_office,
    get_election,
    get_presiding,
    list_elections,
    list_officers,
    nominate,
    open_round,
    postpone_election,
    record_ballot,
    refuse_office,
    second_nomination,
)
