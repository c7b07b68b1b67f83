"""Meetings, agendas, notices and rolls, as JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from governance.web.access import Asking, Board
from meetings.rules.hours import moment_there
from meetings.schemas.consoles import ConsoleView, MeetingView
from meetings.schemas.meetings import (
    AgendaItem,
    Arrival,
    Attendance,
    CallToOrder,
    Departure,
    ItemWish,
    Meeting,
    MeetingPage,
    MeetingWish,
    Notice,
    NoticeWish,
    Publication,
    RoomView,
    StayCorrection,
    StayCorrectionWish,
)
from meetings.schemas.schedules import Cancellation, MeetingChange, NewTime
from meetings.services import agendas, calendars, consoles, corrections, notices, sessions
from meetings.services.changes import changes_of

HOME = "/api/v1/bodies/{slug:str}/meetings"
ONE = f"{HOME}/{{meeting_id:uuid}}"
TAGS = ["meetings"]

PageNumber = Annotated[int, QueryParameter(ge=1, le=100_000)]


@get(HOME, opt={"permission": "public"}, operation_id="list_meetings", tags=TAGS)
async def list_meetings(board: Board, page_number: FromQuery[PageNumber] = 1) -> MeetingPage:
    """Return one page of all meetings, the latest first."""
    return await calendars.past_meetings(board, calendars.LATEST, page=page_number)


@get(ONE, opt={"permission": "public"}, operation_id="get_meeting", tags=TAGS)
async def get_meeting(board: Board, actor: Asking, meeting_id: FromPath[UUID]) -> MeetingView:
    """Return a meeting with its agenda, roll, votes by name, duties and minutes."""
    return await consoles.meeting_view(board, meeting_id, actor.at)


@get(
    f"{ONE}/changes",
    opt={"permission": "public"},
    operation_id="list_meeting_changes",
    tags=TAGS,
)
async def list_meeting_changes(board: Board, meeting_id: FromPath[UUID]) -> list[MeetingChange]:
    """Return how a meeting stood before each change, who changed it, when and why."""
    return list(await changes_of(board, meeting_id))


@get(f"{ONE}/console", opt={"permission": "read_console"}, operation_id="read_console", tags=TAGS)
async def read_console(board: Board, actor: Asking, meeting_id: FromPath[UUID]) -> ConsoleView:
    """Return what the presiding officer sees now."""
    return consoles.console_view(await consoles.console(board, meeting_id, actor.at))


@get(f"{ONE}/roll", opt={"permission": "public"}, operation_id="roll_at", tags=TAGS)
async def roll_at(
    board: Board, meeting_id: FromPath[UUID], at: FromQuery[datetime]
) -> list[Attendance]:
    """Return who was in the room at an instant."""
    moment = moment_there("at", at, board.timezone)
    return await sessions.roll_at(board, meeting_id, moment)


@get(f"{ONE}/quorum", opt={"permission": "public"}, operation_id="quorum_at", tags=TAGS)
async def quorum_at(
    board: Board, actor: Asking, meeting_id: FromPath[UUID], at: FromQuery[datetime | None] = None
) -> RoomView:
    """Return who was in the room at an instant, and whether they could act; now, unless told."""
    moment = actor.at if at is None else moment_there("at", at, board.timezone)
    return await sessions.room_view(board, meeting_id, moment)


@post(HOME, opt={"permission": "schedule_meeting"}, operation_id="schedule_meeting", tags=TAGS)
async def schedule_meeting(actor: Asking, data: JSONBody[MeetingWish]) -> Meeting:
    """Set a meeting."""
    return await calendars.schedule_meeting(actor, data)


@post(
    f"{ONE}/time",
    opt={"permission": "reschedule_meeting"},
    operation_id="reschedule_meeting",
    tags=TAGS,
)
async def reschedule_meeting(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[NewTime]
) -> Meeting:
    """Move a meeting."""
    return await calendars.reschedule_meeting(actor, meeting_id, data)


@post(
    f"{ONE}/cancellation",
    opt={"permission": "cancel_meeting"},
    operation_id="cancel_meeting",
    tags=TAGS,
)
async def cancel_meeting(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[Cancellation]
) -> Meeting:
    """Call a meeting off."""
    return await calendars.cancel_meeting(actor, meeting_id, data)


@post(
    f"{ONE}/agenda",
    opt={"permission": "add_agenda_item"},
    operation_id="add_agenda_item",
    tags=TAGS,
)
async def add_agenda_item(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[ItemWish]
) -> AgendaItem:
    """Put an item at the end of the agenda."""
    return await agendas.add_agenda_item(actor, meeting_id, data)


@post(f"{ONE}/notices", opt={"permission": "give_notice"}, operation_id="give_notice", tags=TAGS)
async def give_notice(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[NoticeWish]
) -> Notice:
    """Record that notice is given now."""
    return await notices.give_notice(actor, meeting_id, data)


@post(
    f"{ONE}/documents",
    opt={"permission": "publish_documents"},
    operation_id="publish_documents",
    tags=TAGS,
)
async def publish_documents(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[Publication]
) -> Notice:
    """Record that the documents can be read now."""
    return await notices.publish_documents(actor, meeting_id, data)


@post(
    f"{ONE}/call-to-order",
    opt={"permission": "call_to_order"},
    operation_id="call_to_order",
    tags=TAGS,
)
async def call_to_order(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[CallToOrder]
) -> Meeting:
    """Open a meeting."""
    return await sessions.call_to_order(actor, meeting_id, data)


@post(
    f"{ONE}/arrivals",
    opt={"permission": "record_arrival"},
    operation_id="record_arrival",
    tags=TAGS,
)
async def record_arrival(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[Arrival]
) -> Attendance:
    """Note that a member came in."""
    return await sessions.record_arrival(actor, meeting_id, data)


@post(
    f"{ONE}/departures",
    opt={"permission": "record_departure"},
    operation_id="record_departure",
    tags=TAGS,
)
async def record_departure(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[Departure]
) -> Attendance:
    """Note that a member left."""
    return await sessions.record_departure(actor, meeting_id, data)


@post(
    f"{ONE}/stay-corrections",
    opt={"permission": "correct_stay"},
    operation_id="correct_stay",
    tags=TAGS,
)
async def correct_stay(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[StayCorrectionWish]
) -> StayCorrection:
    """Set right when a member came or left; the votes are counted anew."""
    return await corrections.correct_stay(actor, meeting_id, data)


@post(
    f"{ONE}/recess", opt={"permission": "recess_meeting"}, operation_id="recess_meeting", tags=TAGS
)
async def recess_meeting(actor: Asking, meeting_id: FromPath[UUID]) -> Meeting:
    """Interrupt a meeting."""
    return await sessions.recess_meeting(actor, meeting_id)


@post(
    f"{ONE}/resumption",
    opt={"permission": "resume_meeting"},
    operation_id="resume_meeting",
    tags=TAGS,
)
async def resume_meeting(actor: Asking, meeting_id: FromPath[UUID]) -> Meeting:
    """Go on after a recess."""
    return await sessions.resume_meeting(actor, meeting_id)


@post(
    f"{ONE}/adjournment",
    opt={"permission": "adjourn_meeting"},
    operation_id="adjourn_meeting",
    tags=TAGS,
)
async def adjourn_meeting(actor: Asking, meeting_id: FromPath[UUID]) -> Meeting:
    """End a meeting."""
    return await sessions.adjourn_meeting(actor, meeting_id)


ROUTES = [
    list_meetings,
    get_meeting,
    list_meeting_changes,
    read_console,
    roll_at,
    quorum_at,
    schedule_meeting,
    reschedule_meeting,
    cancel_meeting,
    add_agenda_item,
    give_notice,
    publish_documents,
    call_to_order,
    record_arrival,
    record_departure,
    correct_stay,
    recess_meeting,
    resume_meeting,
    adjourn_meeting,
]
