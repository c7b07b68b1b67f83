"""A closed vote, or the roll, set right: what it was, what it would be, and why."""

from datetime import datetime
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from governance.errors import BadInputError
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.templating import Link
from meetings.pages.meetings import ONE, crumbs_of
from meetings.pages.shown import AFTERWARDS, decided
from meetings.rules.hours import moment_there
from meetings.schemas.meetings import StayCorrectionWish
from meetings.schemas.motions import RecordedVote, TallyView, VoteCorrectionWish
from meetings.services.corrections import (
    correct_stay,
    correct_vote,
    corrections_of,
    preview_vote,
)
from meetings.services.files import meeting_file
from meetings.services.sessions import room_view
from meetings.services.views import histories

VOTE = f"{ONE}/motions/{{motion_id:uuid}}/correction"
ROLL = f"{ONE}/roll"


@get(VOTE, opt={"permission": "correct_vote"}, include_in_schema=False)
async def show_vote_correction(
    request: PageRequest, board: Board, meeting_id: FromPath[UUID], motion_id: FromPath[UUID]
) -> Response[bytes]:
    """Ask which vote was recorded wrongly."""
    return await _vote(request, board, meeting_id, motion_id, Form())


@post(VOTE, opt={"permission": "correct_vote"}, include_in_schema=False, status_code=200)
async def take_vote_correction(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    motion_id: FromPath[UUID],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Show first what a correction would change; correct it once that was seen."""
    preview = None
    if form.value("outcome"):
        wish = form.read(VoteCorrectionWish)
        if wish is not None:
            with form.refusals():
                await correct_vote(actor, motion_id, wish)
        if not form.refused:
            return done(f"/bodies/{board.slug}/meetings/{meeting_id}/console")
    else:
        asked = form.read(RecordedVote)
        if asked is not None:
            with form.refusals():
                preview = await preview_vote(board, motion_id, asked.person, asked.choice, actor.at)
    return await _vote(request, board, meeting_id, motion_id, form, preview)


@get(ROLL, include_in_schema=False)
async def show_roll(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    at: FromQuery[str] = "",
    stay: FromQuery[str] = "",
) -> Response[bytes]:
    """Show who was there, now or at an instant that is asked for; `stay` is to be corrected."""
    form = Form({**({"at": at} if at else {}), **({"stay": stay} if stay else {})})
    return await _roll(request, actor, board, meeting_id, form)


@post(ROLL, opt={"permission": "correct_stay"}, include_in_schema=False, status_code=200)
async def take_stay_correction(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Response[bytes] | Redirect:
    """Set a line of the roll right; votes that come out differently must be accepted."""
    wish = form.read(StayCorrectionWish, zone=board.timezone)
    if wish is not None:
        with form.refusals():
            await correct_stay(actor, meeting_id, wish)
    if form.refused:
        return await _roll(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/roll")


async def _vote(
    request: PageRequest,
    board: Body,
    meeting_id: UUID,
    motion_id: UUID,
    form: Form,
    preview: TallyView | None = None,
) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    motion = file.motion(motion_id)
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    shown = decided(motion, more=(await histories(meeting_id)).get(motion_id))
    chrome = await frame(
        request,
        say("Correct a vote on motion {number}", number=motion.number),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("Console"), href=f"{home}/console")),
    )
    return page(
        "meeting_vote_correction.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        motion=motion,
        shown=shown,
        words=AFTERWARDS,
        voters=[(each.person, each.name) for each in shown.said if each.said in _COULD],
        preview=preview,
        voter=next((e.name for e in shown.said if str(e.person) == form.value("person")), ""),
    )


_COULD = ("yes", "no", "abstain", "silent")


async def _roll(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    moment = _asked(form, board) or file.meeting.adjourned_at or actor.at
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("Roll: {title}", title=file.meeting.title),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=file.meeting.title, href=home)),
    )
    return page(
        "meeting_roll.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        file=file,
        room=await room_view(board, meeting_id, moment),
        corrections=await corrections_of(meeting_id),
        may_correct=may(actor, "correct_stay"),
        chosen=next((each for each in file.roll if str(each.id) == form.value("stay")), None),
        stays=[(each.id, each.name) for each in file.roll],
    )


def _asked(form: Form, board: Body) -> datetime | None:
    """Return the instant that was asked for; what cannot be read is told beside the field."""
    typed = str(form.value("at"))
    if not typed:
        return None
    try:
        return moment_there("at", datetime.fromisoformat(typed), board.timezone)
    except ValueError:
        form.errors["at"] = say("This is not a day and time, such as 2026-12-03T18:30.")
    except BadInputError as error:
        form.errors.update(error.fields)
    return None


ROUTES = [show_vote_correction, take_vote_correction, show_roll, take_stay_correction]
