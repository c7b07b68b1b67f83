"""A motion that asks for more than words: to which day, to which committee, about which motion."""

from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.charter.model import Does, MotionKind
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import frame, page
from governance.web.templating import Link
from meetings.pages.consoles import CONSOLE
from meetings.pages.meetings import crumbs_of
from meetings.rules.motions import State
from meetings.schemas.motions import MotionWish
from meetings.services.approvals import minutes_to_approve
from meetings.services.calendars import LATEST, meetings_of
from meetings.services.consoles import Console, console
from meetings.services.files import MotionFile
from meetings.services.motions import make_motion
from meetings.services.pasts import motion_of
from meetings.services.votes import closed_votes

MOVING = f"{CONSOLE}/motion/{{kind:str}}"
RECENT = 50
"""So many of the latest votes can be chosen to be rescinded; what is older has its API."""


@get(MOVING, opt={"permission": "make_motion"}, include_in_schema=False)
async def show_motion_form(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    kind: FromPath[str],
) -> Response[bytes]:
    """Ask for what a motion of this kind needs."""
    return await _form(request, actor, board, meeting_id, kind, Form())


@post(MOVING, opt={"permission": "make_motion"}, include_in_schema=False, status_code=200)
async def take_motion_form(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    kind: FromPath[str],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Record the motion, and go back to the console."""
    wish = form.read(MotionWish, kind=kind)
    if wish is not None:
        with form.refusals():
            await make_motion(actor, meeting_id, wish)
    if form.refused:
        return await _form(request, actor, board, meeting_id, kind, form)
    return Redirect(f"/bodies/{board.slug}/meetings/{meeting_id}/console", status_code=303)


async def _form(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, name: str, form: Form
) -> Response[bytes]:
    seen = await console(board, meeting_id, actor.at)
    kind = next((each for each in seen.charter.motion_kinds if each.id == name), None)
    if kind is None:
        raise NotFoundError(say("The law knows no motion of this kind."))
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        kind.name,
        body=board,
        current="/meetings",
        crumbs=(
            *crumbs_of(board),
            Link(label=say("Console"), href=f"{home}/console"),
        ),
    )
    now = next((each for each in seen.in_order if each.kind == kind.id), None)
    zone = ZoneInfo(board.timezone)
    coming = await meetings_of(board, since=actor.at, until=LATEST)
    return page(
        "meeting_motion.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        seen=seen,
        kind=kind,
        motion=seen.motion,
        finding=now.finding if now and now.finding.blocks else None,
        members=[(each.person, each.name) for each in seen.members],
        in_room=[(each.person, each.name) for each in seen.members if each.person in seen.present],
        closed_grounds=[
            (each.id, say("({letter}) {ground}", letter=each.id, ground=each.name))
            for each in seen.charter.meetings.closed_grounds
        ],
        meetings=[
            (each.id, say("{moment}", moment=each.starts_at.astimezone(zone))) for each in coming
        ],
        approvable=await _approvable(board, meeting_id) if kind.approves_minutes else [],
        targets=[
            (each.id, say("Motion {number}: {words}", number=each.number, words=_short(each.text)))
            for each in await _targets(board, seen, kind)
        ],
    )


async def _approvable(board: Body, meeting_id: UUID) -> list[tuple[UUID, Sentence]]:
    """Return the meetings whose minutes wait to be approved."""
    return [
        (
            meeting.id,
            say(
                "{title}, {day}: version {version}",
                title=meeting.title,
                day=day_in(meeting.starts_at, board.timezone),
                version=version.version,
            ),
        )
        for meeting, version in await minutes_to_approve(board, meeting_id)
    ]


async def _targets(board: Body, seen: Console, kind: MotionKind) -> tuple[MotionFile, ...]:
    """Return the earlier motions among which a motion of this kind chooses."""
    if kind.does is Does.TAKE_UP:
        waiting = [each.id for each in seen.waiting if each.state is State.TABLED]
        return tuple([await motion_of(board, each) for each in waiting])
    found = await closed_votes(board, limit=RECENT) if kind.does.reaches_back else ()
    return tuple(
        each
        for each in found
        if not each.afterwards
        and each.state is State.DECIDED
        and seen.charter.motion_kind(each.kind).does is Does.ACT
        and (kind.does is Does.RECONSIDER or (each.tally and each.tally.takes_effect))
    )


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:88]}…"


ROUTES = [show_motion_form, take_motion_form]
