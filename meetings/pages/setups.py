"""Setting a meeting up: its hour, agenda, notice, documents."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.templating import Link
from meetings.pages.meetings import HOME, ONE, crumbs_of
from meetings.pages.shown import STATE_TONES, duty_line
from meetings.schemas.meetings import (
    ItemWish,
    MeetingKind,
    MeetingWish,
    Publication,
)
from meetings.services import agendas, calendars, notices
from meetings.services.approvals import history_of
from meetings.services.files import meeting_file

SETUP = f"{ONE}/setup"
Step = Callable[[Actor, Form, UUID, str], Awaitable[object]]


@get(f"{HOME}/new", opt={"permission": "schedule_meeting"}, include_in_schema=False)
async def show_new_meeting(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Ask for a meeting to be set."""
    return await _new(request, actor, board, Form())


@post(
    f"{HOME}/new", opt={"permission": "schedule_meeting"}, include_in_schema=False, status_code=200
)
async def take_new_meeting(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes] | Redirect:
    """Set the meeting and go on with its agenda and notice."""
    wish = form.read(MeetingWish, zone=board.timezone)
    if wish is not None:
        with form.refusals():
            meeting = await calendars.schedule_meeting(actor, wish)
    if form.refused:
        return await _new(request, actor, board, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting.id}/setup")


@get(SETUP, opt={"permission": "read_console"}, include_in_schema=False)
async def show_setup(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show what is set up and what is still to do."""
    return await _setup(request, actor, board, meeting_id, Form())


@post(
    f"{SETUP}/{{step:str}}",
    opt={"permission": "read_console"},
    include_in_schema=False,
    status_code=200,
)
async def take_setup_step(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    step: FromPath[str],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Do one deed of the setup; a refusal is shown on it."""
    if step not in STEPS:
        raise NotFoundError(say("There is no such step."))
    with form.refusals():
        await STEPS[step](actor, form, meeting_id, board.timezone)
    if form.refused:
        return await _setup(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/setup")


async def _new(request: PageRequest, actor: Actor, board: Body, form: Form) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    chrome = await frame(
        request, say("Set a meeting"), body=board, current="/meetings", crumbs=crumbs_of(board)
    )
    return page(
        "meeting_new.html",
        chrome,
        status=409 if form.findings else 400 if form.errors else 200,
        slug=board.slug,
        form=form,
        kinds=[(kind.value, kind.words) for kind in MeetingKind],
        districts=[(each, each) for each in _districts(charter)],
        notice=charter.meetings.notice,
    )


async def _setup(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    on = day_in(file.meeting.starts_at, board.timezone)
    chrome = await frame(
        request,
        say("Set up: {title}, {day}", title=file.meeting.title, day=on),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=file.meeting.title, href=home)),
    )
    duties = [duty_line(each, board, actor.at) for each in notices.duties_of(file, board, charter)]
    return page(
        "meeting_setup.html",
        chrome,
        status=409 if form.findings else 400 if form.errors else 200,
        home=home,
        form=form,
        new_key=lambda: uuid4().hex,
        file=file,
        meeting=file.meeting,
        duties=duties,
        owed={each.duty.id: each.duty for each in duties},
        tones=STATE_TONES,
        history=await history_of(board, file.meeting),
    )


def _districts(charter: Charter) -> list[str]:
    return sorted({seat.district for seat in charter.seats if seat.district})


async def _item(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    wish = form.read(ItemWish)
    if wish is not None:
        await agendas.add_agenda_item(actor, meeting_id, wish)


async def _documents(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    wish = form.read(Publication)
    if wish is not None:
        await notices.publish_documents(actor, meeting_id, wish)


STEPS: dict[str, Step] = {
    "item": _item,
    "documents": _documents,
}

ROUTES = [show_new_meeting, take_new_meeting, show_setup, take_setup_step]
