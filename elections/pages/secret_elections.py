"""Elections by secret ballot: what is next, who stands, the result, and the forms to hold them."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.services.alliances import nominating
from elections.pages.secret_counts import picture
from elections.rules.secret_elections import FEWEST_VOTERS, SecretStage, method_words
from elections.schemas.elections import Answer
from elections.schemas.secret import (
    BallotQuery,
    CallingOff,
    FoundBallot,
    SecretAnswer,
    SecretElection,
    SecretNomination,
    SecretOpening,
    SecretSetup,
)
from elections.services import secret_elections as deeds
from elections.services.published import digest
from elections.services.secret_ballots import can_vote
from elections.services.secret_files import (
    find_secret_ballot,
    get_secret_election,
    list_secret_elections,
    read_secret_file,
)
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import download
from governance.web.templating import Link

Page = Response[bytes] | Redirect
Step = Callable[[Actor, Body, Form, UUID], Awaitable[object]]
HOME = "/bodies/{slug:str}/secret-elections"
ONE = f"{HOME}/{{election_id:uuid}}"
READ = {"permission": "read_secret_elections"}
TONES = {
    SecretStage.NOMINATING: "plain",
    SecretStage.VOTING: "warn",
    SecretStage.COUNTED: "warn",
    SecretStage.DECLARED: "good",
    SecretStage.CALLED_OFF: "plain",
}


@get(HOME, include_in_schema=False, opt=READ)
async def show_secret_elections(request: PageRequest, actor: Asking, board: Board) -> Page:
    """Show the elections, and to whoever may, the form to begin one."""
    return await _all(request, actor, board, Form())


@post(
    HOME,
    include_in_schema=False,
    status_code=200,
    opt={"permission": "set_up_secret_election"},
)
async def set_up_secret_election_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Page:
    """Begin the choice of a committee."""
    wish = form.read(SecretSetup)
    if wish is not None:
        with form.refusals():
            found = await deeds.set_up_secret_election(actor, wish)
            return done(f"/bodies/{board.slug}/secret-elections/{found.id}")
    return await _all(request, actor, board, form)


@get(ONE, include_in_schema=False, opt=READ)
async def show_secret_election(
    request: PageRequest, actor: Asking, board: Board, election_id: FromPath[UUID]
) -> Page:
    """Show one election, what is next, and once it is counted every stage of the count."""
    return await _one(request, actor, board, election_id, Form())


@get(f"{ONE}/file", include_in_schema=False, opt=READ)
async def download_secret_file(board: Board, election_id: FromPath[UUID]) -> Response[bytes]:
    """Hand out the published file."""
    file = await read_secret_file(board, election_id)
    content = msgspec.json.format(msgspec.json.encode(file), indent=1)
    return download(content, f"election-{election_id}.json", "application/json")


@post(f"{ONE}/receipt", include_in_schema=False, status_code=200, opt=READ)
async def find_secret_ballot_page(
    request: PageRequest, actor: Asking, board: Board, election_id: FromPath[UUID], form: Sent
) -> Page:
    """Show the published ballot of a code."""
    found, wish = None, form.read(BallotQuery)
    if wish is not None:
        with form.refusals():
            found = await find_secret_ballot(board, election_id, wish.code)
    return await _one(request, actor, board, election_id, form, found)


@post(
    f"{ONE}/{{step:str}}",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "nominate_in_secret_election"},
)
async def take_secret_step(
    request: PageRequest,
    actor: Asking,
    board: Board,
    election_id: FromPath[UUID],
    step: FromPath[str],
    form: Sent,
) -> Page:
    """Do one deed of an election; a refusal is shown on the page."""
    if step not in STEPS:
        raise NotFoundError(say("There is no such step."))
    with form.refusals():
        await STEPS[step](actor, board, form, election_id)
    if form.refused:
        return await _one(request, actor, board, election_id, form)
    return done(f"/bodies/{board.slug}/secret-elections/{election_id}")


async def _all(request: PageRequest, actor: Actor, board: Body, form: Form) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    authority, rule = nominating(charter)
    return page(
        "secret_elections.html",
        await frame(
            request, say("Elections by secret ballot"), body=board, crumbs=(home_of(board),)
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        authority=authority,
        rule=rule,
        words=rule.committee_election
        and method_words(rule.committee_election.method, rule.committee.size),
        elections=await list_secret_elections(board, charter),
        tones=TONES,
        may_begin=may(actor, "set_up_secret_election") and rule.committee_election is not None,
    )


async def _one(
    request: PageRequest,
    actor: Actor,
    board: Body,
    election_id: UUID,
    form: Form,
    ballot: FoundBallot | None = None,
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    election = await get_secret_election(board, charter, election_id)
    file = await read_secret_file(board, election_id) if election.state.is_published else None
    home = f"/bodies/{board.slug}/secret-elections"
    return page(
        "secret_election.html",
        await frame(
            request,
            say("Choice of the committee, to serve from {day}", day=election.since),
            body=board,
            crumbs=(home_of(board), Link(label=say("Elections by secret ballot"), href=home)),
        ),
        status=form.status,
        here=f"{home}/{election_id}",
        slug=board.slug,
        form=form,
        new_key=lambda: uuid4().hex,
        election=election,
        words=method_words(election.method, election.seats),
        stages=SecretStage,
        answers=Answer,
        tones=TONES,
        me=actor.person,
        may_run=may(actor, "open_secret_voting"),
        may_nominate=may(actor, "nominate_in_secret_election"),
        may_vote=may(actor, "cast_secret_ballot")
        and await can_vote(board, charter, actor, election),
        is_over=_is_over(election, actor),
        fewest=FEWEST_VOTERS,
        file=file,
        digest=digest(file) if file else "",
        picture=picture(file) if file else None,
        ballot=ballot,
    )


def _is_over(election: SecretElection, actor: Actor) -> bool:
    """Say whether the ballots can be counted."""
    late = election.closes_at is not None and actor.at >= election.closes_at
    return late or (election.entitled > 0 and election.voted == election.entitled)


async def _nominate(actor: Actor, _: Body, form: Form, election: UUID) -> None:
    wish = form.read(SecretNomination)
    if wish is not None:
        await deeds.nominate_in_secret_election(actor, election, wish)


async def _answer(actor: Actor, _: Body, form: Form, __: UUID) -> None:
    wish = form.read(SecretAnswer)
    if wish is None:
        return
    try:
        candidate = UUID(str(form.value("candidate")))
    except ValueError:
        raise BadInputError({"candidate": say("Choose one of the list.")}) from None
    await deeds.answer_secret_nomination(actor, candidate, wish)


async def _open(actor: Actor, board: Body, form: Form, election: UUID) -> None:
    wish = form.read(SecretOpening, zone=board.timezone)
    if wish is not None:
        await deeds.open_secret_voting(actor, election, wish)


async def _count(actor: Actor, _: Body, __: Form, election: UUID) -> None:
    await deeds.count_secret_ballots(actor, election)


async def _declare(actor: Actor, _: Body, __: Form, election: UUID) -> None:
    await deeds.declare_secret_result(actor, election)


async def _call_off(actor: Actor, _: Body, form: Form, election: UUID) -> None:
    wish = form.read(CallingOff)
    if wish is not None:
        await deeds.call_off_secret_election(actor, election, wish)


STEPS: dict[str, Step] = {
    "nominate": _nominate,
    "answer": _answer,
    "open": _open,
    "count": _count,
    "declare": _declare,
    "call-off": _call_off,
}

ROUTES: tuple[ControllerRouterHandler, ...] = (
    download_secret_file,
    find_secret_ballot_page,
    set_up_secret_election_page,
    show_secret_election,
    show_secret_elections,
    take_secret_step,
)
