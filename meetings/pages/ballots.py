"""A member's ballot: one motion, three answers, and the way to stand aside."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.errors import BadInputError, NotAllowedError, NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.templating import Link
from meetings.pages.live import live
from meetings.pages.meetings import ONE, crumbs_of
from meetings.pages.shown import SAID
from meetings.rules.recusals import Entry, Relation, standing_aside
from meetings.rules.votes import Room, may_vote
from meetings.schemas.motions import CastVote, DisclosureWish, RecusalEntry, TakingPart
from meetings.services.consoles import Console, console
from meetings.services.files import MotionFile
from meetings.services.recusals import (
    declare_item_recusal,
    declare_recusal,
    entries_at,
    take_part_again,
)
from meetings.services.votes import cast_vote

BALLOT = f"{ONE}/ballot"
ITEM = f"{BALLOT}/items/{{item_id:uuid}}/recusal"
OPT = {"permission": "read_ballot"}


@get(BALLOT, opt=OPT, include_in_schema=False)
async def show_ballot(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the open vote to a member, or that there is none."""
    return await _ballot(request, actor, board, meeting_id, Form())


@post(BALLOT, opt=OPT, include_in_schema=False, status_code=200)
async def take_vote(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Response[bytes] | Redirect:
    """Cast the vote, and show that it is saved."""
    wish = form.read(CastVote)
    if wish is not None:
        with form.refusals():
            await cast_vote(actor, _motion(form), wish)
    if form.refused:
        return await _ballot(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/ballot")


@get(f"{BALLOT}/recusal", opt=OPT, include_in_schema=False)
async def show_recusal(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Ask what binds the member to the matter."""
    return await _recusal(request, actor, board, meeting_id, Form())


@post(f"{BALLOT}/recusal", opt=OPT, include_in_schema=False, status_code=200)
async def take_recusal(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Response[bytes] | Redirect:
    """Record the disclosure; the member takes no part from now on."""
    wish = form.read(DisclosureWish, person=_person(actor))
    if wish is not None:
        with form.refusals():
            await declare_recusal(actor, _motion(form), wish)
    if form.refused:
        return await _recusal(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/ballot")


@post(f"{BALLOT}/part", opt=OPT, include_in_schema=False, status_code=200)
async def take_part(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Response[bytes] | Redirect:
    """Record why the member takes part after all, or what a disclosure has not to do with it."""
    wish = form.read(TakingPart, person=_person(actor))
    if wish is not None:
        with form.refusals():
            await take_part_again(actor, _motion(form), wish)
    if form.refused:
        return await _ballot(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/ballot")


@get(ITEM, opt=OPT, include_in_schema=False)
async def show_item_recusal(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    item_id: FromPath[UUID],
) -> Response[bytes]:
    """Ask what binds the member to an item of the agenda."""
    return await _recusal(request, actor, board, meeting_id, Form(), item_id)


@post(ITEM, opt=OPT, include_in_schema=False, status_code=200)
async def take_item_recusal(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    item_id: FromPath[UUID],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Record the disclosure; the member takes no part in anything under the item."""
    wish = form.read(DisclosureWish, person=_person(actor))
    if wish is not None:
        with form.refusals():
            await declare_item_recusal(actor, item_id, wish)
    if form.refused:
        return await _recusal(request, actor, board, meeting_id, form, item_id)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/ballot")


async def _ballot(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    seen = await console(board, meeting_id, actor.at)
    person = _person(actor)
    mine = next((each for each in seen.said if each.person == person), None)
    motion = seen.vote or seen.motion
    entries = await entries_at(meeting_id)
    chrome = await frame(
        request, _title(motion), body=board, current="/meetings", crumbs=_crumbs(board, seen)
    )
    return page(
        "meeting_ballot.html",
        chrome,
        status=409 if form.findings else 400 if form.errors else 200,
        home=f"/bodies/{board.slug}/meetings/{meeting_id}",
        disclosures=f"/bodies/{board.slug}/disclosures",
        form=form,
        seen=seen,
        motion=motion,
        mine=mine,
        words=SAID[mine.said] if mine else None,
        why_not=_why_not(seen, person),
        asked=[each for each in seen.asked if each.person == person],
        recused=motion is not None and person in motion.recused,
        aside={
            item.id: person in standing_aside(_said_of(item.id, entries))
            for item in seen.file.agenda
        },
        recusal_clause=seen.charter.recusal.clause,
        live=live(board, seen.file, actor),
    )


def _said_of(item: UUID, entries: tuple[RecusalEntry, ...]) -> list[Entry]:
    return [Entry(each.person, each.takes_part) for each in entries if each.item == item]


async def _recusal(
    request: PageRequest,
    actor: Actor,
    board: Body,
    meeting_id: UUID,
    form: Form,
    item_id: UUID | None = None,
) -> Response[bytes]:
    seen = await console(board, meeting_id, actor.at)
    item = next((each for each in seen.file.agenda if each.id == item_id), None)
    if item_id is not None and item is None:
        raise NotFoundError(say("There is no such item."))
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("I must recuse myself"),
        body=board,
        current="/meetings",
        crumbs=_crumbs(board, seen),
    )
    return page(
        "meeting_recusal.html",
        chrome,
        status=409 if form.findings else 400 if form.errors else 200,
        home=home,
        action=f"{home}/ballot/items/{item_id}/recusal" if item else f"{home}/ballot/recusal",
        form=form,
        item=item,
        motion=None if item else seen.vote or seen.motion,
        relations=[(each.value, each.words) for each in Relation if each is not Relation.NONE],
        recusal_clause=seen.charter.recusal.clause,
    )


def _why_not(seen: Console, person: UUID) -> tuple[object, ...]:
    if seen.vote is None:
        return ()
    room = Room(
        members=frozenset(each.person for each in seen.vote.entitled),
        present=seen.present,
        recused=seen.vote.recused,
    )
    found = (*may_vote(person, room, seen.charter, is_open=True), seen.quorum.finding)
    return tuple(each for each in found if each.blocks)


def _person(actor: Actor) -> UUID:
    if actor.person is None:
        raise NotAllowedError(say("This account is not that of a member."))
    return actor.person


def _title(motion: MotionFile | None) -> Sentence:
    return say("Motion {number}", number=motion.number) if motion else say("No vote is open")


def _crumbs(board: Body, seen: Console) -> tuple[Link, ...]:
    meeting = seen.file.meeting
    href = f"/bodies/{board.slug}/meetings/{meeting.id}"
    return (*crumbs_of(board), Link(label=meeting.title, href=href))


def _motion(form: Form) -> UUID:
    try:
        return UUID(str(form.value("motion")))
    except ValueError:
        raise BadInputError({"": say("No motion is before the board any more.")}) from None


ROUTES = [
    show_ballot,
    take_vote,
    show_recusal,
    take_recusal,
    take_part,
    show_item_recusal,
    take_item_recusal,
]
