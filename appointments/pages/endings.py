"""The clerk's pages of how a service ends: each ground with what it asks, and taken back."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from appointments.schemas.appointments import (
    RemovalStep,
    RemovalWish,
    ResignationWithdrawal,
    ServiceEnd,
)
from appointments.services.departures import end_service
from appointments.services.endings import RESIGNATION, get_ending
from appointments.services.history import get_appointment
from appointments.services.legislation import list_legislation
from appointments.services.removals import follow_removal, get_removal, removals_of, request_removal
from appointments.services.withdrawals import withdraw_resignation
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import sent
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
ONE = "/bodies/{slug:str}/appointments/{appointment:uuid}"
REMOVAL = "/bodies/{slug:str}/removals/{removal:uuid}"


@get(f"{ONE}/end", include_in_schema=False, opt={"permission": "end_service"})
async def show_ending(
    request: PageRequest,
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    ground: Annotated[str, QueryParameter(max_length=100)] = "",
) -> Response[bytes]:
    """Show each ground on which a service ends, and the form of the one that is chosen."""
    return await _ending_page(request, actor, board, appointment, Form(), ground)


@post(f"{ONE}/end", include_in_schema=False, status_code=200, opt={"permission": "end_service"})
async def end_service_page(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID], form: Sent
) -> Answer:
    """End a service, and go on to the vacancy that it leaves."""
    wish = form.read(ServiceEnd)
    if wish is not None:
        with form.refusals():
            ended = await end_service(actor, appointment, wish)
            if ended.vacancy is not None:
                return done(f"/bodies/{board.slug}/vacancies/{ended.vacancy}")
            return done(f"/bodies/{board.slug}/appointments/{appointment}")
    ground = str(form.value("ground"))
    return await _ending_page(request, actor, board, appointment, form, ground)


@get(
    f"{ONE}/withdrawal",
    include_in_schema=False,
    opt={"permission": "withdraw_resignation"},
)
async def show_withdrawal(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID]
) -> Response[bytes]:
    """Show the form with which a resignation is taken back."""
    return await _withdrawal_page(request, actor, board, appointment, Form())


@post(
    f"{ONE}/withdrawal",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_resignation"},
)
async def withdraw_resignation_page(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID], form: Sent
) -> Answer:
    """Take a resignation back."""
    wish = form.read(ResignationWithdrawal)
    if wish is not None:
        with form.refusals():
            await withdraw_resignation(actor, appointment, wish)
            return done(f"/bodies/{board.slug}/appointments/{appointment}")
    return await _withdrawal_page(request, actor, board, appointment, form)


@post(
    f"{ONE}/removals",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "request_removal"},
)
async def request_removal_page(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that the body asked for a removal."""
    wish = form.read(RemovalWish)
    if wish is not None:
        with form.refusals():
            await request_removal(actor, appointment, wish)
            return done(f"/bodies/{board.slug}/appointments/{appointment}/end?ground=removal")
    return await _ending_page(request, actor, board, appointment, form, "removal")


@post(
    f"{REMOVAL}/steps",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "follow_removal"},
)
async def follow_removal_page(
    request: PageRequest, actor: Asking, board: Board, removal: FromPath[UUID], form: Sent
) -> Answer:
    """Keep what followed the request."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await get_removal(board, charter, removal)
    wish = form.read(RemovalStep)
    if wish is not None:
        with form.refusals():
            await follow_removal(actor, removal, wish)
            here = f"/bodies/{board.slug}/appointments/{found.appointment}"
            return done(f"{here}/end?ground=removal")
    return await _ending_page(request, actor, board, found.appointment, form, "removal")


@get(
    f"{ONE}/endings/{{ending:uuid}}/evidence.file",
    include_in_schema=False,
    opt={"permission": "read_appointments"},
)
async def read_ending_evidence(
    board: Board, appointment: FromPath[UUID], ending: FromPath[UUID]
) -> Response[bytes]:
    """Give the file that proves a ground."""
    found = await get_ending(board, ending)
    if found.appointment != appointment or found.paper is None:
        raise NotFoundError(say("There is no such file here."))
    return sent(await get_paper(board, found.paper), await paper_content(board, found.paper))


async def _ending_page(
    request: PageRequest, actor: Actor, board: Body, appointment: UUID, form: Form, ground: str
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_appointment(board, appointment)
    chosen = next((each for each in charter.grounds if each.id == ground), None)
    acts = await list_legislation(board, charter)
    removing = chosen is not None and chosen.proof == "act"
    return page(
        "appointments/ending.html",
        await frame(
            request,
            say("End the service of {name}", name=found.name),
            body=board,
            current="/appointments",
            crumbs=_crumbs(board, appointment, found.name),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        seat=charter.seat(found.seat),
        grounds=charter.grounds,
        chosen=chosen,
        resigns=ground == RESIGNATION,
        resignation=charter.resignation,
        removal=charter.removal,
        requests=await removals_of(board, charter, appointment) if removing else [],
        acts=[(each.id, f"{each.number}: {each.title}") for each in acts if each.number],
        oath=charter.oath,
        today=today,
    )


async def _withdrawal_page(
    request: PageRequest, actor: Actor, board: Body, appointment: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_appointment(board, appointment)
    rule = charter.resignation
    return page(
        "appointments/withdrawal.html",
        await frame(
            request,
            say("Withdraw the resignation of {name}", name=found.name),
            body=board,
            current="/appointments",
            crumbs=_crumbs(board, appointment, found.name),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        clause=rule.withdrawal_clause or rule.clause,
        recipient=rule.delivered_to,
        today=today,
    )


def _crumbs(board: Body, appointment: UUID, name: str) -> tuple[Link, ...]:
    home = f"/bodies/{board.slug}/appointments"
    return (
        home_of(board),
        Link(label=say("Appointments"), href=home),
        Link(label=name, href=f"{home}/{appointment}"),
    )
