"""The clerk's pages of what is stated against members, and of what is found."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from appointments.schemas.appointments import ServiceEnd
from appointments.schemas.continuing import (
    ConcernFinding,
    ConcernLetter,
    ConcernView,
    Outcome,
)
from appointments.services.continuing import (
    WHAT,
    close_concern,
    closed_concerns,
    get_concern,
    open_concerns,
    send_concern_letter,
)
from appointments.services.endings import RESIGNATION
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.lookups import shown
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/continuing"
ONE = f"{HOME}/{{appointment:uuid}}/{{lasting:str}}"

CONSEQUENCES: dict[str, tuple[Sentence, str]] = {
    "vacates": (say("vacant by law, once confirmed"), "bad"),
    "duty": (say("a duty of the member"), "warn"),
    "noted": (say("to be noted"), "plain"),
}
OUTCOMES: dict[str, tuple[Sentence, str]] = {
    "vacates": (say("the seat fell vacant"), "bad"),
    "stands": (say("the member stays"), "good"),
}


@get(HOME, include_in_schema=False, opt={"permission": "read_people"})
async def show_concerns(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show what is stated against members, and what was found before."""
    day = on or day_in(actor.at, board.timezone)
    charter = await charter_on(board, day)
    concerns = await open_concerns(board, charter, day)
    _note(request, board, concerns)
    chrome = await frame(
        request,
        say("Continuing eligibility"),
        body=board,
        current="/people",
        crumbs=(home_of(board), _people(board)),
    )
    return page(
        "appointments/continuing.html",
        chrome,
        slug=board.slug,
        concerns=concerns,
        closed=await closed_concerns(board, charter),
        lasting=charter.continuing,
        consequences=CONSEQUENCES,
        outcomes=OUTCOMES,
    )


@get(ONE, include_in_schema=False, opt={"permission": "close_concern"})
async def show_concern(
    request: PageRequest,
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    lasting: FromPath[str],
) -> Response[bytes]:
    """Show what is stated, the letter as drafted, and how to keep what was found."""
    return await _concern_page(request, actor, board, appointment, lasting, Form())


@post(
    f"{ONE}/letter",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "send_concern_letter"},
)
async def send_concern_letter_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    lasting: FromPath[str],
    form: Sent,
) -> Answer:
    """Send the letter in the words that the clerk has settled on."""
    wish = form.read(ConcernLetter)
    if wish is not None:
        with form.refusals():
            await send_concern_letter(actor, appointment, lasting, wish)
            return done(f"/bodies/{board.slug}/continuing/{appointment}/{lasting}", "sent")
    return await _concern_page(request, actor, board, appointment, lasting, form)


@post(
    f"{ONE}/finding",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "close_concern"},
)
async def close_concern_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    lasting: FromPath[str],
    form: Sent,
) -> Answer:
    """Keep what was found, and go on to the vacancy if there is one."""
    vacates = form.value("outcome") == Outcome.VACATES.value
    remark = str(form.value("reason"))
    end = form.read(ServiceEnd, remark=remark, evidence=None) if vacates else None
    wish = form.read(ConcernFinding, end=end)
    if wish is not None:
        with form.refusals():
            closed = await close_concern(actor, appointment, lasting, wish)
            if closed.vacancy is not None:
                return done(f"/bodies/{board.slug}/vacancies/{closed.vacancy}")
            return done(f"/bodies/{board.slug}/continuing")
    return await _concern_page(request, actor, board, appointment, lasting, form)


async def _concern_page(
    request: PageRequest, actor: Actor, board: Body, appointment: UUID, lasting: str, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_concern(board, charter, appointment, lasting, today)
    _note(request, board, [found])
    listed = Link(label=say("Continuing eligibility"), href=f"/bodies/{board.slug}/continuing")
    chrome = await frame(
        request,
        say("{name}, {seat}", name=found.name, seat=found.seat_name),
        body=board,
        current="/people",
        crumbs=(home_of(board), _people(board), listed),
    )
    return page(
        "appointments/concern.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        today=today,
        consequences=CONSEQUENCES,
        outcomes=OUTCOMES,
        grounds=[(each.id, f"{each.name} ({each.clause})") for each in charter.grounds],
        asks=charter.ground(found.ground).asks,
        resignation=charter.resignation,
        resigns=found.ground == RESIGNATION,
    )


def _note(request: PageRequest, board: Body, concerns: list[ConcernView]) -> None:
    for each in concerns:
        shown(request, board, {each.person: [each.behind.fact]}, WHAT)


def _people(board: Body) -> Link:
    return Link(label=say("People"), href=f"/bodies/{board.slug}/people")
