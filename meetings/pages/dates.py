"""The page on which a meeting is moved, called off and noticed."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.papers import sent
from governance.web.templating import Link
from meetings.pages.meetings import ONE, crumbs_of
from meetings.pages.shown import STATE_TONES, duty_line
from meetings.schemas.meetings import NoticeWish
from meetings.schemas.schedules import Cancellation, CancelledFor, NewTime
from meetings.services import calendars, notices
from meetings.services.changes import changes_of
from meetings.services.conflicts import conflicts_of
from meetings.services.files import meeting_file
from meetings.services.mailings import mailed_of, publish_notice
from meetings.services.media import media_list
from meetings.services.subscriptions import count_subscribers

HERE = f"{ONE}/notice"
Step = Callable[[Actor, Form, UUID, str], Awaitable[object]]


@get(HERE, opt={"permission": "read_console"}, include_in_schema=False)
async def show_dates(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show when a meeting is, how it stood before, and who was told of it through what."""
    return await _page(request, actor, board, meeting_id, Form())


@post(
    f"{HERE}/{{step:str}}",
    opt={"permission": "read_console"},
    include_in_schema=False,
    status_code=200,
)
async def take_dates_step(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    step: FromPath[str],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Move it, call it off or record notice of it; a refusal is shown beside what was typed."""
    if step not in STEPS:
        raise NotFoundError(say("There is no such step."))
    with form.refusals():
        await STEPS[step](actor, form, meeting_id, board.timezone)
    if form.refused:
        return await _page(request, actor, board, meeting_id, form, step)
    home = f"/bodies/{board.slug}/meetings/{meeting_id}/notice"
    return done(home, "sent" if step == "mail" else "saved")


@get(f"{HERE}/proofs/{{paper:uuid}}", opt={"permission": "read_console"}, include_in_schema=False)
async def show_proof(
    board: Board, meeting_id: FromPath[UUID], paper: FromPath[UUID]
) -> Response[bytes]:
    """Return the file that proves a notice of this meeting."""
    file = await meeting_file(board, meeting_id)
    if paper not in {each.paper for each in file.notices}:
        raise NotFoundError(say("There is no such file here."))
    return sent(await get_paper(board, paper), await paper_content(board, paper))


async def _page(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form, step: str = ""
) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    meeting = file.meeting
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    title = say(
        "Date and notice: {title}, {day}",
        title=meeting.title,
        day=day_in(meeting.starts_at, board.timezone),
    )
    chrome = await frame(
        request,
        title,
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=meeting.title, href=home)),
    )
    duties = [duty_line(each, board, actor.at) for each in notices.duties_of(file, board, charter)]
    empty = Form()
    return page(
        "meeting_dates.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        forms={each: form if each == step else empty for each in STEPS},
        new_key=lambda: uuid4().hex,
        meeting=meeting,
        file=file,
        changes=await changes_of(board, meeting_id),
        mailed=await mailed_of(board, meeting_id),
        contacts=len((await media_list(board)).contacts),
        subscribers=await count_subscribers(board),
        slug=board.slug,
        conflicts=await conflicts_of(board, charter, meeting) if meeting.state.is_to_come else (),
        duties=duties,
        owed={each.duty.id: each.duty for each in duties},
        rule=charter.meetings.notice,
        channel_options=[(each, each) for each in charter.meetings.notice.channels],
        reasons=[(each.value, each.words) for each in CancelledFor],
        tones=STATE_TONES,
    )


async def _time(actor: Actor, form: Form, meeting_id: UUID, zone: str) -> None:
    wish = form.read(NewTime, zone=zone)
    if wish is None:
        return
    emptied = {name: "" for name in ("video", "take_part") if form.values.get(name) == ""}
    wish = msgspec.structs.replace(wish, **emptied)
    await calendars.reschedule_meeting(actor, meeting_id, wish)


async def _cancel(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    if not form.value("cancelled_for"):
        form.errors["cancelled_for"] = say("Choose why the meeting is not held.")
    wish = form.read(Cancellation)
    if wish is not None:
        await calendars.cancel_meeting(actor, meeting_id, wish)


async def _channel(actor: Actor, form: Form, meeting_id: UUID, zone: str) -> None:
    wish = form.read(NoticeWish, zone=zone)
    if wish is not None:
        await notices.give_notice(actor, meeting_id, wish)


async def _mail(actor: Actor, _: Form, meeting_id: UUID, __: str) -> None:
    await publish_notice(actor, meeting_id)


STEPS: dict[str, Step] = {
    "mail": _mail,
    "time": _time,
    "cancel": _cancel,
    "channel": _channel,
}

ROUTES = [show_dates, take_dates_step, show_proof]
