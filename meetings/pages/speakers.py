"""Public comment: the form for anyone, the list for those who run the meeting."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link
from governance.web.tickets import note_pace, require_pace, require_ticket, ticket_for
from meetings.pages.meetings import ONE, crumbs_of
from meetings.rules.comments import SpeakerState
from meetings.schemas.speakers import Settlement, SpeakerWish
from meetings.services.files import get_meeting
from meetings.services.speakers import (
    ABOUT,
    call_speaker,
    close_sign_up,
    erase_speaker_contacts,
    rule_of,
    settle_speaker,
    sign_up_at_the_door,
    sign_up_to_speak,
    speaker_list,
    speakers_of,
)

SPEAK = f"{ONE}/speak"
SPEAKERS = f"{ONE}/speakers"
EXPIRED = "/bodies/{slug:str}/speakers/expired"
POT = "website"
"""A field that no person sees; whoever fills it in is a program."""
Answer = Response[bytes] | Redirect


@get(SPEAK, include_in_schema=False, opt={"permission": "public", "keep": False})
async def show_speak(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the form for whoever wants to speak."""
    return await _speak_page(request, actor, board, meeting_id, Form())


@post(SPEAK, include_in_schema=False, status_code=200, opt={"permission": "sign_up_to_speak"})
async def sign_up_to_speak_page(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Answer:
    """Put a name on the list; what is wrong is told, and nothing typed is lost."""
    after = f"/bodies/{board.slug}/meetings/{meeting_id}/speak"
    if form.value(POT):
        return done(after)
    wish = form.read(SpeakerWish)
    if wish is not None:
        with form.refusals():
            require_ticket(request, f"{ABOUT} {meeting_id}", str(form.value("ticket")))
            require_pace(request, ABOUT)
            await sign_up_to_speak(actor, meeting_id, wish)
            note_pace(request, ABOUT)
            return done(after)
    return await _speak_page(request, actor, board, meeting_id, form)


@get(SPEAKERS, include_in_schema=False, opt={"permission": "read_speakers"})
async def show_speakers(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the list, and who is next."""
    return await _speakers_page(request, actor, board, meeting_id, Form())


@post(
    f"{SPEAKERS}/{{step:str}}",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "read_speakers"},
)
async def take_speakers_step(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    step: FromPath[str],
    form: Sent,
) -> Answer:
    """Do one deed of the list; a refusal is shown on it."""
    if step not in ("door", "call", "settle", "close"):
        raise NotFoundError(say("There is no such step."))
    with form.refusals():
        await _step(actor, form, meeting_id, step)
    if form.refused:
        return await _speakers_page(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/speakers")


@get(EXPIRED, include_in_schema=False, opt={"permission": "erase_speaker_contacts"})
async def show_expired_speakers(
    request: PageRequest, actor: Asking, board: Board
) -> Response[bytes]:
    """Say what is erased, before it is."""
    return await _expired_page(request, actor, board, Form())


@post(
    EXPIRED, include_in_schema=False, status_code=200, opt={"permission": "erase_speaker_contacts"}
)
async def erase_speakers_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Erase the contacts that were kept long enough."""
    with form.refusals():
        await erase_speaker_contacts(actor)
    if form.refused:
        return await _expired_page(request, actor, board, form)
    return done(f"/bodies/{board.slug}/speakers/expired", "erased")


async def _step(actor: Actor, form: Form, meeting_id: UUID, step: str) -> None:
    if step == "door":
        wish = form.read(SpeakerWish)
        if wish is not None:
            await sign_up_at_the_door(actor, meeting_id, wish)
    elif step == "call":
        await call_speaker(actor, meeting_id, _speaker(form))
    elif step == "settle":
        outcome = form.read(Settlement)
        if outcome is not None:
            await settle_speaker(actor, meeting_id, _speaker(form), outcome)
    else:
        await close_sign_up(actor, meeting_id)


def _speaker(form: Form) -> UUID:
    try:
        return UUID(str(form.value("speaker")))
    except ValueError:
        raise BadInputError({"speaker": say("Choose one of the list.")}) from None


async def _speak_page(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    meeting = await get_meeting(board, meeting_id)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    on = day_in(meeting.starts_at, board.timezone)
    chrome = await frame(
        request,
        say("Speak at the meeting of {day}", day=on),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("{day}", day=on), href=home)),
    )
    about = f"{ABOUT} {meeting_id}"
    ticket = str(form.value("ticket"))
    try:
        require_ticket(request, about, ticket)
    except BadInputError:
        ticket = ticket_for(request, about)
    if "ticket" in form.errors:
        form.errors[""] = form.errors.pop("ticket")
    return page(
        "speak.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        meeting=meeting,
        ticket=ticket,
        rule=rule_of(charter),
        listed=await speaker_list(board, charter, meeting, actor.at),
    )


async def _speakers_page(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    meeting = await get_meeting(board, meeting_id)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    on = day_in(meeting.starts_at, board.timezone)
    chrome = await frame(
        request,
        say("Public comment: {title}, {day}", title=meeting.title, day=on),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("{day}", day=on), href=home)),
    )
    them = await speakers_of(meeting_id)
    return page(
        "speakers.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        meeting=meeting,
        rule=rule_of(charter),
        listed=await speaker_list(board, charter, meeting, actor.at),
        speakers=them,
        now=next((each for each in them if each.state is SpeakerState.CALLED), None),
        next_one=next((each for each in them if each.state is SpeakerState.WAITING), None),
    )


async def _expired_page(
    request: PageRequest, actor: Actor, board: Body, form: Form
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    chrome = await frame(
        request,
        say("Erase contacts of speakers"),
        body=board,
        current="/meetings",
        crumbs=(home_of(board),),
    )
    return page(
        "speakers_expired.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        rule=rule_of(charter),
    )


ROUTES = [
    show_speak,
    sign_up_to_speak_page,
    show_expired_speakers,
    erase_speakers_page,
    show_speakers,
    take_speakers_step,
]
