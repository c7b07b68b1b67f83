"""Committees: who is on them and what they report, for everybody; the office keeps them."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link
from meetings.rules.committees import Standing
from meetings.rules.motions import Session
from meetings.schemas.committees import (
    AmendmentWish,
    Closing,
    CommitteeWish,
    MeetingEntry,
    Release,
    ReportWish,
    SeatWish,
)
from meetings.schemas.meetings import MeetingKind
from meetings.services import committees as services
from meetings.services.calendars import LATEST, meetings_of
from meetings.services.members import members_on
from meetings.services.rolls import whose

HOME = "/bodies/{slug:str}/committees"
ONE = f"{HOME}/{{committee_id:uuid}}"
Answer = Response[bytes] | Redirect


@get(HOME, include_in_schema=False)
async def show_committees(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the committees, and which of those that the law asks for are missing."""
    return await _all(request, actor, board, Form())


@post(HOME, opt={"permission": "form_committee"}, include_in_schema=False, status_code=200)
async def take_committee(request: PageRequest, actor: Asking, board: Board, form: Sent) -> Answer:
    """Form a committee."""
    wish = form.read(CommitteeWish)
    if wish is not None:
        with form.refusals():
            formed = await services.form_committee(actor, wish)
            return done(f"/bodies/{board.slug}/committees/{formed.id}")
    return await _all(request, actor, board, form)


@get(ONE, include_in_schema=False)
async def show_committee(
    request: PageRequest, actor: Asking, board: Board, committee_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one committee with its members, its meetings and its reports."""
    return await _one(request, actor, board, committee_id, Form())


@post(
    f"{ONE}/members",
    opt={"permission": "seat_committee_member"},
    include_in_schema=False,
    status_code=200,
)
async def take_committee_seat(
    request: PageRequest, actor: Asking, board: Board, committee_id: FromPath[UUID], form: Sent
) -> Answer:
    """Put a member on a committee."""
    wish = form.read(SeatWish)
    if wish is not None:
        with form.refusals():
            await services.seat_committee_member(actor, committee_id, wish)
    return await _answer(request, actor, board, committee_id, form)


@post(
    f"{ONE}/releases",
    opt={"permission": "release_committee_member"},
    include_in_schema=False,
    status_code=200,
)
async def take_release(
    request: PageRequest, actor: Asking, board: Board, committee_id: FromPath[UUID], form: Sent
) -> Answer:
    """Take a member off a committee."""
    wish = form.read(Release)
    if wish is not None:
        with form.refusals():
            await services.release_committee_member(actor, committee_id, wish)
    return await _answer(request, actor, board, committee_id, form)


@post(
    f"{ONE}/amendments",
    opt={"permission": "amend_committee"},
    include_in_schema=False,
    status_code=200,
)
async def take_committee_amendment(
    request: PageRequest, actor: Asking, board: Board, committee_id: FromPath[UUID], form: Sent
) -> Answer:
    """Amend a committee's charge and its number of places."""
    wish = form.read(AmendmentWish)
    if wish is not None:
        with form.refusals():
            await services.amend_committee(actor, committee_id, wish)
    return await _answer(request, actor, board, committee_id, form)


@post(
    f"{ONE}/meetings",
    opt={"permission": "enter_committee_meeting"},
    include_in_schema=False,
    status_code=200,
)
async def take_committee_meeting(
    request: PageRequest, actor: Asking, board: Board, committee_id: FromPath[UUID], form: Sent
) -> Answer:
    """Say that a meeting is this committee's."""
    wish = form.read(MeetingEntry)
    if wish is not None:
        with form.refusals():
            await services.enter_committee_meeting(actor, committee_id, wish)
    return await _answer(request, actor, board, committee_id, form)


@post(
    f"{ONE}/reports",
    opt={"permission": "report_to_body"},
    include_in_schema=False,
    status_code=200,
)
async def take_report(
    request: PageRequest, actor: Asking, board: Board, committee_id: FromPath[UUID], form: Sent
) -> Answer:
    """Keep a report."""
    wish = form.read(ReportWish)
    if wish is not None:
        with form.refusals():
            await services.report_to_body(actor, committee_id, wish)
    return await _answer(request, actor, board, committee_id, form)


@post(
    f"{ONE}/closing",
    opt={"permission": "close_committee"},
    include_in_schema=False,
    status_code=200,
)
async def take_closing(
    request: PageRequest, actor: Asking, board: Board, committee_id: FromPath[UUID], form: Sent
) -> Answer:
    """End a committee."""
    wish = form.read(Closing)
    if wish is not None:
        with form.refusals():
            await services.close_committee(actor, committee_id, wish)
    return await _answer(request, actor, board, committee_id, form)


async def _answer(
    request: PageRequest, actor: Actor, board: Body, committee_id: UUID, form: Form
) -> Answer:
    if form.refused:
        return await _one(request, actor, board, committee_id, form)
    return done(f"/bodies/{board.slug}/committees/{committee_id}")


async def _all(request: PageRequest, actor: Actor, board: Body, form: Form) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    return page(
        "committees.html",
        await frame(request, say("Committees"), body=board, crumbs=(home_of(board),)),
        status=form.status,
        home=f"/bodies/{board.slug}/committees",
        form=form,
        found=await services.list_committees(board, today),
        missing=await services.due(board, charter, today),
        duties=[(each.id, each.name) for each in charter.committees],
        standings=[(each.value, each.words) for each in Standing],
        may_form=may(actor, "form_committee"),
    )


async def _one(
    request: PageRequest, actor: Actor, board: Body, committee_id: UUID, form: Form
) -> Response[bytes]:
    zone = board.timezone
    today = day_in(actor.at, zone)
    charter = await charter_on(board, today)
    found = await services.get_committee(board, committee_id, today)
    on_it = {each.person for each in found.members}
    home = Link(label=say("Committees"), href=f"/bodies/{board.slug}/committees")
    chrome = await frame(request, found.name, body=board, crumbs=(home_of(board), home))
    coming = await meetings_of(board, since=actor.at, until=LATEST)
    return page(
        "committee.html",
        chrome,
        status=form.status,
        slug=board.slug,
        here=f"/bodies/{board.slug}/committees/{committee_id}",
        form=form,
        found=found,
        clause=next((each.clause for each in charter.committees if each.id == found.duty), ""),
        office=may(actor, "form_committee") and found.closed_at is None,
        others=[
            (each.person, each.name)
            for each in await members_on(board, today)
            if each.person not in on_it
        ],
        empty=found.whole - sum(each.in_office for each in found.members),
        quorum_clause=(charter.committee_quorum or charter.quorum).clause,
        members=[(each.person, each.name) for each in found.members],
        coming=[
            (each.id, say("{title}, {day}", title=each.title, day=day_in(each.starts_at, zone)))
            for each in coming
            if each.kind is MeetingKind.COMMITTEE
            and each.state.is_to_come
            and await whose(each.id) is None
        ],
        has_room=found.places is None or len(found.members) < found.places,
        states={each.id: Session(each.state).words for each in found.meetings},
        ahead=next((each for each in found.meetings if Session(each.state).is_to_come), None),
        since=say("{standing} since {day}", standing=found.standing.words, day=found.since),
    )


ROUTES = [
    show_committees,
    take_committee,
    show_committee,
    take_committee_seat,
    take_release,
    take_committee_amendment,
    take_committee_meeting,
    take_report,
    take_closing,
]
