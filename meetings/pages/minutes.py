"""Minutes: every published version at an address of its own, and where they are written."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.clock import day_in
from governance.errors import NotFoundError, OutOfOrderError
from governance.printing import printed
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.papers import pdf
from governance.web.templating import Link, wording
from meetings.pages.meetings import ONE, crumbs_of
from meetings.pages.shown import duty_line
from meetings.pages.written import gaps, wish_of
from meetings.rules.approvals import signers_of
from meetings.schemas.minutes import (
    MinutesHistory,
    MinutesPublishing,
    MinutesVersion,
    Signing,
)
from meetings.services.approvals import current, history_of, sign_minutes, version_in
from meetings.services.files import get_meeting, meeting_file
from meetings.services.minutes import publish_minutes
from meetings.services.minutes_texts import draft_of, edit_minutes
from meetings.services.notices import duties_of

HOME = f"{ONE}/minutes"
VERSION = f"{HOME}/{{version:int}}"
Answer = Response[bytes] | Redirect


@get(HOME, include_in_schema=False)
async def show_minutes(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the version that counts now, and all the others."""
    history = await history_of(board, await get_meeting(board, meeting_id))
    shown = current(history)
    if shown is None:
        raise NotFoundError(say("No minutes of this meeting have been published yet."))
    return await _version(request, actor, board, history, shown, Form())


@get(VERSION, include_in_schema=False)
async def show_version(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    version: FromPath[int],
) -> Response[bytes]:
    """Show one version, with what changed from the one before."""
    history = await history_of(board, await get_meeting(board, meeting_id))
    return await _version(request, actor, board, history, version_in(history, version), Form())


@get(f"{VERSION}/pdf", include_in_schema=False)
async def print_version(
    board: Board, meeting_id: FromPath[UUID], version: FromPath[int]
) -> Response[bytes]:
    """Return one version as a paper."""
    meeting = await get_meeting(board, meeting_id)
    found = version_in(await history_of(board, meeting), version)
    words = wording("en")
    on = day_in(meeting.starts_at, board.timezone)
    approval = found.approval if found.is_approved else None
    data = {
        "body": board.name,
        "day": words.long_day(on),
        "heading": meeting.title,
        "draft": approval is None,
        "standing": str(
            say(
                "Approved as corrected by motion {number} of {day}."
                if approval.as_corrected
                else "Approved by motion {number} of {day}.",
                number=approval.motion,
                day=approval.met_on,
            )
            if approval
            else say("A draft: the members have not approved these minutes.")
        ),
        "version": str(
            say("Version {version}, {moment}", version=version, moment=found.published_at)
        ),
        "lines": [{"kind": line.kind, "text": line.text} for line in found.lines],
        "signatures": [
            {
                "title": each.title,
                "name": each.name,
                "moment": words.moment(each.signed_at, board.timezone),
            }
            for each in found.signatures
        ],
        "digest": found.digest,
        "foot": f"{board.name} · {words.long_day(on)}" + (" · DRAFT" if approval is None else ""),
    }
    title = f"Minutes: {meeting.title}, {words.long_day(on)}"
    content = await printed("minutes", data, title=title, at=found.published_at)
    return pdf(content, f"minutes-{on.isoformat()}-{version}")


@post(
    f"{VERSION}/signature",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "sign_minutes"},
)
async def sign_minutes_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    version: FromPath[int],
    form: Sent,
) -> Answer:
    """Sign a version."""
    wish = form.read(Signing)
    if wish is not None:
        with form.refusals():
            await sign_minutes(actor, meeting_id, version, wish)
            return done(f"/bodies/{board.slug}/meetings/{meeting_id}/minutes/{version}")
    history = await history_of(board, await get_meeting(board, meeting_id))
    return await _version(request, actor, board, history, version_in(history, version), form)


@get(f"{HOME}/edit", include_in_schema=False, opt={"permission": "read_minutes_draft"})
async def show_edit(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the minutes as they are written."""
    return await _edit(request, actor, board, meeting_id, Form())


@post(f"{HOME}/edit", include_in_schema=False, status_code=200, opt={"permission": "edit_minutes"})
async def edit_minutes_page(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Answer:
    """Keep what is written between the lines of the record."""
    with form.refusals():
        await edit_minutes(actor, meeting_id, wish_of(form))
    if form.refused:
        return await _edit(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/minutes/edit")


@post(
    f"{HOME}/publish",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "publish_minutes"},
)
async def publish_minutes_page(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Answer:
    """Publish the minutes as they are now."""
    wish = form.read(MinutesPublishing)
    if wish is not None:
        with form.refusals():
            published = await publish_minutes(actor, meeting_id, wish)
            home = f"/bodies/{board.slug}/meetings/{meeting_id}"
            return done(f"{home}/minutes/{published.version}")
    return await _edit(request, actor, board, meeting_id, form)


async def _version(
    request: PageRequest,
    actor: Actor,
    board: Body,
    history: MinutesHistory,
    shown: MinutesVersion,
    form: Form,
) -> Response[bytes]:
    meeting = await get_meeting(board, history.meeting)
    home = f"/bodies/{board.slug}/meetings/{meeting.id}"
    on = day_in(meeting.starts_at, board.timezone)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    chrome = await frame(
        request,
        say("Minutes: {title}, {day}", title=meeting.title, day=on),
        body=board,
        current="/meetings",
        crumbs=(
            *crumbs_of(board),
            Link(label=say("{day}", day=on), href=home),
            Link(label=say("Minutes")),
        ),
    )
    roles = {role.value for role in actor.roles}
    signed = {each.title for each in shown.signatures}
    mine = signers_of(charter.minutes, roles) if may(actor, "sign_minutes") else ()
    required = charter.minutes.signers if charter.minutes else ()
    answer = page(
        "meeting_minutes.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        meeting=meeting,
        history=history,
        shown=shown,
        newer=[each for each in history.versions if each.version > shown.version],
        signable=[each.title for each in mine if each.title not in signed] * shown.is_approved,
        unsigned=[each.title for each in required if each.title not in signed],
        signing=charter.minutes,
        may_edit=may(actor, "read_minutes_draft"),
    )
    return answer if form.refused or actor.account is not None else cached(answer)


async def _edit(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    if file.meeting.called_to_order_at is None:
        raise OutOfOrderError(say("Minutes are written once the meeting has been called to order."))
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    on = day_in(file.meeting.starts_at, board.timezone)
    draft = await draft_of(board, meeting_id)
    charter = await charter_on(board, day_in(file.meeting.set_at, board.timezone))
    history = await history_of(board, file.meeting)
    owed = [
        duty_line(each, board, actor.at)
        for each in duties_of(file, board, charter)
        if each.id == "minutes" and each.done_at is None
    ]
    chrome = await frame(
        request,
        say("Write the minutes: {title}, {day}", title=file.meeting.title, day=on),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("{day}", day=on), href=home)),
    )
    return page(
        "meeting_minutes_edit.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        meeting=file.meeting,
        draft=draft,
        gaps=gaps(draft, form),
        owed=owed[0] if owed else None,
        history=history,
        shown=current(history),
        may_publish=may(actor, "publish_minutes"),
        to_enter=any(each.corrections_to_enter for each in history.versions),
    )


ROUTES = [
    show_minutes,
    show_edit,
    edit_minutes_page,
    publish_minutes_page,
    show_version,
    print_version,
    sign_minutes_page,
]
