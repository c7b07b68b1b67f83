"""A candidate for the director's office: the eligibility sheet, and what can be done next."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from appointments.pages.directors import crumbs_of
from appointments.pages.words import ANSWERS
from appointments.schemas.directors import Attestation, CandidateWithdrawal, Hiring
from appointments.schemas.seats import Sheet
from appointments.services.board_votes import carried_votes
from appointments.services.director_hiring import hire_director
from appointments.services.director_searches import (
    attest_director_candidate,
    director_sheet,
    get_candidate,
    withdraw_director_candidate,
)
from appointments.services.directors import office_of
from appointments.services.sheets import SHEET, printable_sheet
from governance.clock import day_in
from governance.printing import printed
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.lookups import FILE, shown
from governance.web.papers import pdf
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
ONE = "/bodies/{slug:str}/director/candidates/{candidate:uuid}"
READS = {"permission": "read_director_search"}


@get(ONE, include_in_schema=False, opt=READS)
async def show_director_candidate(
    request: PageRequest, actor: Asking, board: Board, candidate: FromPath[UUID]
) -> Response[bytes]:
    """Show one line for each criterion of the office: what is found, on which statement."""
    return await _candidate(request, actor, board, candidate, Form())


@get(f"{ONE}/sheet.pdf", include_in_schema=False, opt=READS)
async def print_director_sheet(
    request: PageRequest, actor: Asking, board: Board, candidate: FromPath[UUID]
) -> Response[bytes]:
    """Give the sheet as a tagged PDF."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    sheet = await director_sheet(board, charter, candidate, today)
    _note(request, board, sheet, door=FILE)
    title = str(say("{name} for {seat}", name=sheet.name, seat=sheet.seat_name))
    data = printable_sheet(board, charter, sheet, {each: str(ANSWERS[each][0]) for each in ANSWERS})
    return pdf(await printed("eligibility", data, title=title, at=actor.at), "eligibility")


@post(
    f"{ONE}/attestation",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "attest_director_candidate"},
)
async def attest_director_candidate_page(
    request: PageRequest, actor: Asking, board: Board, candidate: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that nothing of what the law bars is so."""
    wish = form.read(Attestation)
    if wish is not None:
        with form.refusals():
            await attest_director_candidate(actor, candidate, wish)
            return done(f"/bodies/{board.slug}/director/candidates/{candidate}")
    return await _candidate(request, actor, board, candidate, form, "attest")


@post(
    f"{ONE}/withdrawal",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_director_candidate"},
)
async def withdraw_director_candidate_page(
    request: PageRequest, actor: Asking, board: Board, candidate: FromPath[UUID], form: Sent
) -> Answer:
    """Consider somebody no longer."""
    wish = form.read(CandidateWithdrawal)
    if wish is not None:
        with form.refusals():
            await withdraw_director_candidate(actor, candidate, wish)
            return done(f"/bodies/{board.slug}/director/office")
    return await _candidate(request, actor, board, candidate, form, "withdraw")


@post(
    f"{ONE}/hiring",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "hire_director"},
)
async def hire_director_page(
    request: PageRequest, actor: Asking, board: Board, candidate: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that the body hired this candidate."""
    wish = form.read(Hiring)
    if wish is not None:
        with form.refusals():
            await hire_director(actor, candidate, wish)
            return done(f"/bodies/{board.slug}/director")
    return await _candidate(request, actor, board, candidate, form, "hire")


def _note(request: PageRequest, board: Body, sheet: Sheet, *, door: str = "") -> None:
    """Keep who looked at a sheet, with the facts that its lines rest on."""
    facts = [each.fact for line in sheet.findings for each in line.statements]
    shown(request, board, {sheet.person: facts}, SHEET, door=door)


async def _candidate(
    request: PageRequest,
    actor: Actor,
    board: Body,
    candidate: UUID,
    form: Form,
    asked: str = "",
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_candidate(board, candidate)
    sheet = await director_sheet(board, charter, candidate, today)
    _note(request, board, sheet)
    office = await office_of(board, charter)
    record = Link(
        label=say("Record of the {office}", office=office.rule.title),
        href=f"/bodies/{board.slug}/director/office",
    )
    return page(
        "appointments/director_candidate.html",
        await frame(
            request,
            say("{name} for {seat}", name=sheet.name, seat=sheet.seat_name),
            body=board,
            crumbs=(*crumbs_of(board, office.rule.title), record),
        ),
        status=form.status,
        slug=board.slug,
        here=f"/bodies/{board.slug}/director/candidates/{candidate}",
        form=form,
        asked=asked,
        found=found,
        sheet=sheet,
        rule=office.rule,
        answers=ANSWERS,
        today=today,
        going=office.open_search is not None and found.withdrawn_on is None,
        unknown=any(each.answer == "unknown" for each in sheet.findings),
        blocked=any(each.answer in ("unknown", "broken") for each in sheet.findings),
        votes=[
            (each.motion, f"{each.text[:80]} · {each.title}") for each in await carried_votes(board)
        ],
        may_hire=may(actor, "hire_director"),
        reads_people=may(actor, "read_people"),
    )


ROUTES = (
    show_director_candidate,
    print_director_sheet,
    attest_director_candidate_page,
    withdraw_director_candidate_page,
    hire_director_page,
)
