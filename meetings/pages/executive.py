"""Behind closed doors: what the console offers there, and the question on the return."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.errors import BadInputError, OutOfOrderError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import get_body
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import frame, page
from governance.web.templating import Link
from meetings.pages.meetings import ONE, crumbs_of
from meetings.pages.typed_sheets import count_of, part_of, votes_of
from meetings.rules.executive import ground_named, may_be_told
from meetings.rules.motions import Session
from meetings.rules.recusals import Relation
from meetings.schemas.executive import (
    ClosedVotes,
    ClosedVoteWish,
    ExecutiveSession,
    GuestGone,
    GuestWish,
)
from meetings.schemas.sheets import SheetChoice
from meetings.services import executive
from meetings.services.consoles import console
from meetings.services.files import get_meeting, meeting_file
from meetings.services.rolls import roll_of

VOTES = f"{ONE}/console/closed-votes"
CHOICES = {
    SheetChoice.YES: say("Yes"),
    SheetChoice.NO: say("No"),
    SheetChoice.ABSTAIN: say("Abstained"),
    SheetChoice.RECUSED: say("Recused"),
}
Step = Callable[[Actor, Form, UUID, str], Awaitable[object]]


@get(VOTES, opt={"permission": "tell_closed_votes"}, include_in_schema=False)
async def show_closed_votes(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Ask which formal votes were taken behind closed doors."""
    return await _page(request, actor, board, meeting_id, Form())


@post(VOTES, opt={"permission": "tell_closed_votes"}, include_in_schema=False, status_code=200)
async def take_closed_votes(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Response[bytes] | Redirect:
    """Record the votes that were taken there, or make room for one more."""
    if not form.value("more"):
        with form.refusals():
            session = await _session(actor, meeting_id)
            meeting = await get_meeting(board, meeting_id)
            roll = await roll_of(board, meeting, session.begun_at)
            people = [each.person for each in roll.members]
            votes = _wishes(form, board.timezone, people)
            if not form.errors:
                wish = ClosedVotes(formal_vote=True, votes=votes)
                await executive.tell_closed_votes(actor, session.id, wish)
        if not form.refused:
            home = f"/bodies/{board.slug}/meetings/{meeting_id}/console"
            return Redirect(home, status_code=303)
    return await _page(request, actor, board, meeting_id, form)


def _wishes(form: Form, zone: str, people: list[UUID]) -> tuple[ClosedVoteWish, ...]:
    found = []
    for number in range(1, count_of(form) + 1):
        prefix = f"m{number}-"
        votes = tuple(vote for person in people for vote in votes_of(form, prefix, person))
        if number > 1 and not votes and not form.value(f"{prefix}text"):
            continue
        wish = part_of(form, ClosedVoteWish, prefix, zone, votes=votes)
        found.extend([wish] if wish else [])
    return tuple(found)


async def _page(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    seen = await console(board, meeting_id, actor.at)
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("Votes taken in executive session"),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("Console"), href=f"{home}/console")),
    )
    session = seen.file.closed
    inside = executive.members_inside(seen.file, session) if session else []
    there = {each.person for each in inside}
    members = [each for each in seen.members if each.person in there]
    kinds = [
        (each.id, each.name)
        for each in seen.charter.motion_kinds
        if may_be_told(each, seen.charter).holds and not each.concerns_member
    ]
    return page(
        "meeting_closed_votes.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        session=session if seen.file.meeting.state is Session.RETURNING else None,
        ground=ground_named(session.ground, seen.charter) if session else None,
        members=members,
        people=[(each.person, each.name) for each in members],
        numbers=range(1, count_of(form) + 1),
        kinds=kinds,
        pending=[
            (each.id, say("Motion {number}: {words}", number=each.number, words=each.text))
            for each in seen.file.motions
            if each.state.is_pending
        ],
        choices=[(each.value, words) for each, words in CHOICES.items()],
        relations=[(each.value, each.words) for each in Relation if each is not Relation.NONE],
        clause=seen.charter.meetings.closed_clause,
        soon=seen.charter.meetings.closed_minutes,
    )


async def _session(actor: Actor, meeting_id: UUID) -> ExecutiveSession:
    file = await meeting_file(await get_body(actor.body), meeting_id)
    if file.closed is None:
        raise OutOfOrderError(say("The board is not in executive session."))
    return file.closed


async def _begin(actor: Actor, form: Form, _: UUID, __: str) -> None:
    await executive.begin_executive_session(actor, _id(form, "motion"))


async def _guest(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    wish = form.read(GuestWish)
    if wish is not None:
        await executive.admit_guest(actor, (await _session(actor, meeting_id)).id, wish)


async def _gone(actor: Actor, form: Form, meeting_id: UUID, _: str) -> None:
    wish = form.read(GuestGone)
    if wish is not None:
        await executive.note_guest_gone(actor, (await _session(actor, meeting_id)).id, wish)


async def _end(actor: Actor, _: Form, meeting_id: UUID, __: str) -> None:
    await executive.end_executive_session(actor, (await _session(actor, meeting_id)).id)


async def _no_vote(actor: Actor, _: Form, meeting_id: UUID, __: str) -> None:
    session = await _session(actor, meeting_id)
    await executive.tell_closed_votes(actor, session.id, ClosedVotes(formal_vote=False))


def _id(form: Form, field: str) -> UUID:
    try:
        return UUID(str(form.value(field)))
    except ValueError:
        raise BadInputError({field: say("Choose one of the list.")}) from None


STEPS: dict[str, Step] = {
    "begin-executive": _begin,
    "guest": _guest,
    "guest-gone": _gone,
    "end-executive": _end,
    "no-closed-vote": _no_vote,
}

ROUTES = [show_closed_votes, take_closed_votes]
