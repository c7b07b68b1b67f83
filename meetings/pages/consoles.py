"""The Chair's console: the roll, the motion, the vote, what is in order now."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import frame, page
from governance.web.templating import Link
from meetings.pages import executive as behind_doors
from meetings.pages.gatherings import gathering_of
from meetings.pages.live import live
from meetings.pages.meetings import ONE, crumbs_of
from meetings.pages.orders import motions_with_a_page, movable, next_voter, not_now
from meetings.pages.shown import STATE_TONES, decided, missing_votes, seat_cards
from meetings.rules.agendas import ItemKind
from meetings.rules.comments import SpeakerState
from meetings.rules.motions import Session
from meetings.rules.recusals import Relation
from meetings.schemas.meetings import Arrival, CallToOrder, Departure, ItemWish
from meetings.schemas.motions import (
    DisclosureWish,
    MotionWish,
    RecordedVote,
    Resolution,
    Seconding,
    TakingPart,
    Withdrawal,
)
from meetings.services import agendas, motions, recusals, returns, sessions, votes
from meetings.services.consoles import console
from meetings.services.executive import ground_of, waiting_to_close
from meetings.services.speakers import speakers_of

CONSOLE = f"{ONE}/console"
Step = Callable[[Actor, Form, UUID, str], Awaitable[object]]


@get(CONSOLE, opt={"permission": "read_console"}, include_in_schema=False)
async def show_console(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the console."""
    return await _console(request, actor, board, meeting_id, Form())


@post(
    f"{CONSOLE}/{{step:str}}",
    opt={"permission": "read_console"},
    include_in_schema=False,
    status_code=200,
)
async def take_step(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    step: FromPath[str],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Do one deed of the console; a refusal is shown on it."""
    if step not in STEPS:
        raise NotFoundError(say("There is no such step."))
    with form.refusals():
        await STEPS[step](actor, form, meeting_id, board.timezone)
    if form.refused:
        return await _console(request, actor, board, meeting_id, form)
    return Redirect(f"/bodies/{board.slug}/meetings/{meeting_id}/console", status_code=303)


async def _console(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    seen = await console(board, meeting_id, actor.at)
    chrome = await frame(
        request,
        seen.file.meeting.title,
        body=board,
        current="/meetings",
        crumbs=(
            *crumbs_of(board),
            Link(label=say("Console")),
        ),
    )
    listed = await speakers_of(meeting_id)
    motion = seen.motion
    seats = seat_cards(seen)
    in_office = [(each.person, each.name) for each in seats if each.person]
    in_room = [(each.person, each.name) for each in seats if each.present]
    return page(
        "meeting_console.html",
        chrome,
        status=409 if form.findings else 400 if form.errors else 200,
        slug=board.slug,
        home=f"/bodies/{board.slug}/meetings/{meeting_id}",
        form=form,
        new_key=lambda: uuid4().hex,
        seen=seen,
        meeting=seen.file.meeting,
        on=day_in(seen.file.meeting.starts_at, board.timezone),
        seats=seats,
        in_office=in_office,
        in_room=in_room,
        voters=[each for each in in_room if motion and each[0] not in motion.recused],
        next_voter=next_voter(seen, seats),
        seconders=[each for each in in_room if motion and each[0] != motion.mover],
        movable=movable(seen) if may(actor, "make_motion") else [],
        own_form=motions_with_a_page(seen) if may(actor, "make_motion") else [],
        not_now=not_now(seen) if may(actor, "make_motion") else [],
        may_order=may(actor, "add_agenda_item"),
        elects=any(each.kind is ItemKind.ELECTION for each in seen.file.agenda),
        below=[each for each in seen.file.motions if each.state.is_pending and each != motion],
        kind=seen.charter.motion_kind(motion.kind) if motion else None,
        items=[(each.id, each.title) for each in seen.file.agenda],
        missing=missing_votes(seen),
        motion=motion,
        item=next((each for each in seen.file.agenda if motion and each.id == motion.item), None),
        outcomes={
            each.item: decided(each)
            for each in seen.file.motions
            if each.tally and each.target is None
        },
        done=[decided(each, seen) for each in seen.file.motions if not each.state.is_pending],
        relations=[(each.value, each.words) for each in Relation if each is not Relation.NONE],
        grounds=[(each.id, each.name) for each in seen.charter.meetings.remote_grounds],
        tones=STATE_TONES,
        speaking=next((each for each in listed if each.state is SpeakerState.CALLED), None),
        next_speaker=next((each for each in listed if each.state is SpeakerState.WAITING), None),
        live=live(board, seen.file, actor),
        gathering=await gathering_of(board, seen.file.meeting, actor.at),
        closed=seen.file.closed,
        closed_ground=ground_of(seen.file.closed, seen.charter),
        to_close=waiting_to_close(seen.file, seen.charter)
        if seen.file.meeting.state is Session.IN_SESSION
        else (),
    )


async def _call(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    wish = form.read(CallToOrder)
    if wish is not None:
        await sessions.call_to_order(actor, meeting_id, wish)


async def _arrive(actor: Actor, form: Form, meeting_id: UUID, zone: str) -> None:
    wish = form.read(Arrival, zone=zone)
    if wish is not None:
        await sessions.record_arrival(actor, meeting_id, wish)


async def _depart(actor: Actor, form: Form, meeting_id: UUID, zone: str) -> None:
    wish = form.read(Departure, zone=zone)
    if wish is not None:
        await sessions.record_departure(actor, meeting_id, wish)


async def _recess(actor: Actor, _: Form, meeting_id: UUID, __: str) -> None:
    await sessions.recess_meeting(actor, meeting_id)


async def _resume(actor: Actor, _: Form, meeting_id: UUID, __: str) -> None:
    await sessions.resume_meeting(actor, meeting_id)


async def _adjourn(actor: Actor, _: Form, meeting_id: UUID, __: str) -> None:
    await sessions.adjourn_meeting(actor, meeting_id)


async def _item(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    wish = form.read(ItemWish)
    if wish is not None:
        await agendas.add_agenda_item(actor, meeting_id, wish)


async def _move(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    wish = form.read(MotionWish)
    if wish is not None:
        await motions.make_motion(actor, meeting_id, wish)


async def _second(actor: Actor, form: Form, _: UUID, __: str) -> None:
    wish = form.read(Seconding)
    if wish is not None:
        await motions.second_motion(actor, _motion(form), wish)


async def _withdraw(actor: Actor, form: Form, _: UUID, __: str) -> None:
    wish = form.read(Withdrawal)
    if wish is not None:
        await motions.withdraw_motion(actor, _motion(form), wish)


async def _state(actor: Actor, form: Form, _: UUID, __: str) -> None:
    await motions.state_motion(actor, _motion(form))


async def _consent(actor: Actor, form: Form, _: UUID, __: str) -> None:
    await votes.decide_by_consent(actor, _motion(form))


async def _return(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    await returns.take_up_motion(actor, meeting_id, _motion(form))


async def _part(actor: Actor, form: Form, _: UUID, __: str) -> None:
    wish = form.read(TakingPart)
    if wish is not None:
        await recusals.take_part_again(actor, _motion(form), wish)


async def _put(actor: Actor, form: Form, _: UUID, __: str) -> None:
    await motions.put_motion(actor, _motion(form))


async def _vote(actor: Actor, form: Form, _: UUID, __: str) -> None:
    wish = form.read(RecordedVote)
    if wish is not None:
        await votes.record_vote(actor, _motion(form), wish)


async def _recuse(actor: Actor, form: Form, _: UUID, __: str) -> None:
    wish = form.read(DisclosureWish)
    if wish is not None:
        await recusals.declare_recusal(actor, _motion(form), wish)


async def _close(actor: Actor, form: Form, _: UUID, __: str) -> None:
    await votes.close_vote(actor, _motion(form))


async def _resolve(actor: Actor, form: Form, _: UUID, __: str) -> None:
    wish = form.read(Resolution)
    if wish is not None:
        await votes.resolve_divergence(actor, _motion(form), wish)


def _motion(form: Form) -> UUID:
    try:
        return UUID(str(form.value("motion")))
    except ValueError:
        raise BadInputError({"motion": say("Choose one of the list.")}) from None


STEPS: dict[str, Step] = {
    "call": _call,
    "arrive": _arrive,
    "depart": _depart,
    "recess": _recess,
    "resume": _resume,
    "adjourn": _adjourn,
    "item": _item,
    "move": _move,
    "second": _second,
    "withdraw": _withdraw,
    "state": _state,
    "consent": _consent,
    "return": _return,
    "part": _part,
    "put": _put,
    "vote": _vote,
    "recuse": _recuse,
    "close": _close,
    "resolve": _resolve,
    **behind_doors.STEPS,
}

ROUTES = [show_console, take_step]
