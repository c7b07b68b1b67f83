"""The clerk's pages of appointments: appoint, tell, keep the oath, end a service."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from appointments.pages.corrected import corrected
from appointments.pages.words import ANSWERS, ENDS, KINDS, OATHS, STATUSES, last_day
from appointments.rules.oaths import oath_clocks
from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    AppointmentView,
    Oath,
)
from appointments.services.appointments import (
    appoint_member,
    record_oath,
    send_appointment_notice,
)
from appointments.services.endings import RESIGNATION, endings_of
from appointments.services.findings import findings_of
from appointments.services.history import get_appointment
from appointments.services.legislation import list_legislation
from appointments.services.seats import states_on
from governance.charter.model import Charter
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.people import list_people
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/appointments"
ONE = f"{HOME}/{{appointment:uuid}}"


@get(HOME, include_in_schema=False, opt={"permission": "read_appointments"})
async def show_appointments(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show for each seat who has it, and what is still to be done for them."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    chrome = await frame(
        request, say("Appointments"), body=board, current="/appointments", crumbs=(home_of(board),)
    )
    return page(
        "appointments/appointments.html",
        chrome,
        slug=board.slug,
        last=last_day,
        states=await states_on(board, charter, today),
        statuses=STATUSES,
    )


@get(f"{HOME}/new", include_in_schema=False, opt={"permission": "appoint_member"})
async def show_appointing(
    request: PageRequest,
    actor: Asking,
    board: Board,
    seat: Annotated[str, QueryParameter(max_length=100)] = "",
    person: Annotated[str, QueryParameter(max_length=100)] = "",
    search: Annotated[str, QueryParameter(max_length=200)] = "",
) -> Response[bytes]:
    """Show the form for appointing a person to a seat."""
    form = Form({"seat": seat, "person": person})
    return await _appointing_page(request, actor, board, form, search)


@post(HOME, include_in_schema=False, status_code=200, opt={"permission": "appoint_member"})
async def appoint_member_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Appoint, or show every refusal beside what was typed."""
    wish = form.read(Appointing)
    if wish is not None:
        with form.refusals():
            made = await appoint_member(actor, wish)
            return done(f"/bodies/{board.slug}/appointments/{made.id}")
    return await _appointing_page(request, actor, board, form)


@get(ONE, include_in_schema=False, opt={"permission": "read_appointments"})
async def show_appointment(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID]
) -> Response[bytes]:
    """Show one appointment: its notice, its oath with both clocks, how to end the service."""
    return await _appointment_page(request, actor, board, appointment, Form())


@post(
    f"{ONE}/notice",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "send_appointment_notice"},
)
async def send_appointment_notice_page(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID], form: Sent
) -> Answer:
    """Send the notice, or keep the day of one on paper."""
    wish = form.read(AppointmentNotice)
    if wish is not None:
        with form.refusals():
            await send_appointment_notice(actor, appointment, wish)
            return done(f"/bodies/{board.slug}/appointments/{appointment}", "sent")
    return await _appointment_page(request, actor, board, appointment, form)


@post(f"{ONE}/oath", include_in_schema=False, status_code=200, opt={"permission": "record_oath"})
async def record_oath_page(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID], form: Sent
) -> Answer:
    """Keep when the oath was taken and filed."""
    wish = form.read(Oath)
    if wish is not None:
        with form.refusals():
            await record_oath(actor, appointment, wish)
            return done(f"/bodies/{board.slug}/appointments/{appointment}")
    return await _appointment_page(request, actor, board, appointment, form)


async def _appointing_page(
    request: PageRequest, actor: Actor, board: Body, form: Form, search: str = ""
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    acts = await list_legislation(board, charter)
    chrome = await frame(
        request,
        say("Appoint a member"),
        body=board,
        current="/appointments",
        crumbs=(home_of(board), _list_link(board)),
    )
    return page(
        "appointments/appoint.html",
        chrome,
        status=form.status,
        slug=board.slug,
        last=last_day,
        form=form,
        search=search,
        states=await states_on(board, charter, today),
        statuses=STATUSES,
        seats=[(each.id, each.name) for each in charter.seats],
        people=[(each.id, each.name) for each in await list_people(board, search=search)],
        acts=[(each.id, f"{each.number}: {each.title}") for each in acts],
    )


async def _appointment_page(
    request: PageRequest, actor: Actor, board: Body, appointment: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_appointment(board, appointment)
    seat = charter.seat(found.seat)
    title = say("{name}, {seat}", name=found.name, seat=seat.name)
    chrome = await frame(
        request,
        title,
        body=board,
        current="/appointments",
        crumbs=(home_of(board), _list_link(board)),
    )
    clocks = None
    if found.since is not None:
        clocks = oath_clocks(
            notice_sent_on=found.notice_sent_on,
            term_since=found.since,
            filed_on=found.oath_filed_on,
            rule=charter.oath,
            calendar=charter.calendar,
            on=today,
        )
    return page(
        "appointments/appointment.html",
        chrome,
        **await corrected(board, actor, appointment),
        status=form.status,
        slug=board.slug,
        last=last_day,
        form=form,
        found=found,
        today=today,
        clocks=clocks,
        past=await findings_of(board, appointment),
        answers=ANSWERS,
        kinds=KINDS,
        why_ended=_why_ended(charter, found),
        may_end=found.lapsed_on is None and (found.until is None or found.until > today),
        oaths=OATHS,
        endings=[
            (each, charter.ground(each.ground)) for each in await endings_of(board, appointment)
        ],
        resigned=found.ended_by == RESIGNATION and bool(found.until and found.until > today),
        oath=charter.oath,
    )


def _list_link(board: Body) -> Link:
    return Link(label=say("Appointments"), href=f"/bodies/{board.slug}/appointments")


def _why_ended(charter: Charter, found: AppointmentView) -> object:
    if found.ended_by in ENDS or not found.ended_by:
        return ENDS.get(found.ended_by, "")
    return charter.ground(found.ended_by).name
