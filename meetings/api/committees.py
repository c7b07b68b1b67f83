"""Committees as JSON."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from governance.clock import day_in
from governance.web.access import Asking, Board
from meetings.schemas.committees import (
    AmendmentWish,
    Closing,
    Committee,
    CommitteeWish,
    MeetingEntry,
    Release,
    ReportWish,
    SeatWish,
)
from meetings.services import committees

HOME = "/api/v1/bodies/{slug:str}/committees"
ONE = f"{HOME}/{{committee_id:uuid}}"
TAGS = ["committees"]


@get(HOME, opt={"permission": "public"}, operation_id="list_committees", tags=TAGS)
async def list_committees(board: Board, actor: Asking) -> list[Committee]:
    """Return the committees with their members, meetings and reports."""
    return await committees.list_committees(board, day_in(actor.at, board.timezone))


@get(ONE, opt={"permission": "public"}, operation_id="get_committee", tags=TAGS)
async def get_committee(board: Board, actor: Asking, committee_id: FromPath[UUID]) -> Committee:
    """Return one committee."""
    return await committees.get_committee(board, committee_id, day_in(actor.at, board.timezone))


@post(HOME, opt={"permission": "form_committee"}, operation_id="form_committee", tags=TAGS)
async def form_committee(actor: Asking, data: JSONBody[CommitteeWish]) -> Committee:
    """Form a committee."""
    return await committees.form_committee(actor, data)


@post(
    f"{ONE}/members",
    opt={"permission": "seat_committee_member"},
    operation_id="seat_committee_member",
    tags=TAGS,
)
async def seat_committee_member(
    actor: Asking, committee_id: FromPath[UUID], data: JSONBody[SeatWish]
) -> Committee:
    """Put a member of the body on a committee."""
    return await committees.seat_committee_member(actor, committee_id, data)


@post(
    f"{ONE}/releases",
    opt={"permission": "release_committee_member"},
    operation_id="release_committee_member",
    tags=TAGS,
)
async def release_committee_member(
    actor: Asking, committee_id: FromPath[UUID], data: JSONBody[Release]
) -> Committee:
    """Take a member off a committee."""
    return await committees.release_committee_member(actor, committee_id, data)


@post(
    f"{ONE}/amendments",
    opt={"permission": "amend_committee"},
    operation_id="amend_committee",
    tags=TAGS,
)
async def amend_committee(
    actor: Asking, committee_id: FromPath[UUID], data: JSONBody[AmendmentWish]
) -> Committee:
    """Give a committee another charge or number of places."""
    return await committees.amend_committee(actor, committee_id, data)


@post(
    f"{ONE}/meetings",
    opt={"permission": "enter_committee_meeting"},
    operation_id="enter_committee_meeting",
    tags=TAGS,
)
async def enter_committee_meeting(
    actor: Asking, committee_id: FromPath[UUID], data: JSONBody[MeetingEntry]
) -> Committee:
    """Say that a meeting that was set is this committee's."""
    return await committees.enter_committee_meeting(actor, committee_id, data)


@post(
    f"{ONE}/reports",
    opt={"permission": "report_to_body"},
    operation_id="report_to_body",
    tags=TAGS,
)
async def report_to_body(
    actor: Asking, committee_id: FromPath[UUID], data: JSONBody[ReportWish]
) -> Committee:
    """Keep what a committee reports."""
    return await committees.report_to_body(actor, committee_id, data)


@post(
    f"{ONE}/closing",
    opt={"permission": "close_committee"},
    operation_id="close_committee",
    tags=TAGS,
)
async def close_committee(
    actor: Asking, committee_id: FromPath[UUID], data: JSONBody[Closing]
) -> Committee:
    """End a committee that has no meeting left."""
    return await committees.close_committee(actor, committee_id, data)


ROUTES = [
    list_committees,
    get_committee,
    form_committee,
    seat_committee_member,
    release_committee_member,
    amend_committee,
    enter_committee_meeting,
    report_to_body,
    close_committee,
]
