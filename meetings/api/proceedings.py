"""Attendance, public comment and the record of votes, as JSON."""

from datetime import date, timedelta
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from appointments.schemas.applications import FormTicket
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest, moment_of
from governance.web.tickets import LEAST, note_pace, require_pace, require_ticket, ticket_for
from meetings.schemas.attendance import (
    AbsenceReport,
    AttendanceYear,
    Excuse,
    ExcuseWish,
    ExcuseWithdrawal,
    MemberAttendance,
)
from meetings.schemas.motions import VoteLine
from meetings.schemas.speakers import (
    ContactsErased,
    Settlement,
    SignedUp,
    Speaker,
    SpeakerList,
    SpeakerSignUp,
    SpeakerWish,
)
from meetings.services import attendance, speakers, voting_records
from meetings.services.files import get_meeting

BODY = "/api/v1/bodies/{slug:str}"
ONE = f"{BODY}/meetings/{{meeting_id:uuid}}"
SPEAKERS = f"{ONE}/speakers"
ATTENDANCE, COMMENT, VOTES = ["attendance"], ["public comment"], ["motions"]


@get(f"{ONE}/votes", opt={"permission": "public"}, operation_id="votes_of_meeting", tags=VOTES)
async def votes_of_meeting(board: Board, meeting_id: FromPath[UUID]) -> list[VoteLine]:
    """Return every member's final vote on every motion that was voted at a meeting."""
    return list(await voting_records.votes_of_meeting(board, meeting_id))


@get(
    f"{BODY}/votes/years/{{year:int}}",
    opt={"permission": "public"},
    operation_id="votes_of_year",
    tags=VOTES,
)
async def votes_of_year(board: Board, year: FromPath[int]) -> list[VoteLine]:
    """Return every member's final vote in a calendar year."""
    return list(await voting_records.votes_of_year(board, year))


@get(
    f"{BODY}/attendance",
    opt={"permission": "public"},
    operation_id="get_attendance",
    tags=ATTENDANCE,
)
async def get_attendance(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> AttendanceYear:
    """Return how each member attended in the service year of a day; this year, unless told."""
    day = on or day_in(actor.at, board.timezone)
    return await attendance.attendance_year(board, await charter_on(board, day), day)


@get(
    f"{ONE}/excuses",
    opt={"permission": "read_excuses"},
    operation_id="read_excuses",
    tags=ATTENDANCE,
)
async def read_excuses(board: Board, meeting_id: FromPath[UUID]) -> list[Excuse]:
    """Return whose absence is excused, and why."""
    await get_meeting(board, meeting_id)
    return list(await attendance.excuses_of(meeting_id))


@post(
    f"{ONE}/excuses",
    opt={"permission": "excuse_absence"},
    operation_id="excuse_absence",
    tags=ATTENDANCE,
)
async def excuse_absence(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[ExcuseWish]
) -> Excuse:
    """Excuse a member's absence."""
    return await attendance.excuse_absence(actor, meeting_id, data)


@post(
    f"{ONE}/excuses/withdrawal",
    opt={"permission": "withdraw_excuse"},
    operation_id="withdraw_excuse",
    tags=ATTENDANCE,
)
async def withdraw_excuse(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[ExcuseWithdrawal]
) -> Excuse:
    """Take an excuse back."""
    return await attendance.withdraw_excuse(actor, meeting_id, data)


@post(
    f"{BODY}/attendance/reports",
    opt={"permission": "report_absences"},
    operation_id="report_absences",
    tags=ATTENDANCE,
)
async def report_absences(actor: Asking, data: JSONBody[AbsenceReport]) -> MemberAttendance:
    """Record that what the rule asks for after too many absences was done."""
    return await attendance.report_absences(actor, data)


@get(f"{ONE}/sign-up", opt={"permission": "public"}, operation_id="get_sign_up", tags=COMMENT)
async def get_sign_up(actor: Asking, board: Board, meeting_id: FromPath[UUID]) -> SpeakerList:
    """Return whether one can sign up to speak, and how many have."""
    meeting = await get_meeting(board, meeting_id)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await speakers.speaker_list(board, charter, meeting, actor.at)


@get(
    f"{ONE}/sign-up/ticket",
    opt={"permission": "public", "keep": False},
    operation_id="get_sign_up_ticket",
    tags=COMMENT,
)
async def get_sign_up_ticket(
    request: PageRequest, board: Board, meeting_id: FromPath[UUID]
) -> FormTicket:
    """Return what a sign-up must bring along."""
    await get_meeting(board, meeting_id)
    return FormTicket(
        ticket=ticket_for(request, f"{speakers.ABOUT} {meeting_id}"),
        usable_at=moment_of(request) + LEAST + timedelta(seconds=1),
    )


@post(
    f"{ONE}/sign-up",
    opt={"permission": "sign_up_to_speak"},
    operation_id="sign_up_to_speak",
    tags=COMMENT,
)
async def sign_up_to_speak(
    request: PageRequest, actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[SpeakerSignUp]
) -> SignedUp:
    """Sign up to speak at a meeting, without an account."""
    require_ticket(request, f"{speakers.ABOUT} {meeting_id}", data.ticket)
    require_pace(request, speakers.ABOUT)
    signed = await speakers.sign_up_to_speak(actor, meeting_id, data.speaker)
    note_pace(request, speakers.ABOUT)
    return signed


@get(SPEAKERS, opt={"permission": "read_speakers"}, operation_id="read_speakers", tags=COMMENT)
async def read_speakers(board: Board, meeting_id: FromPath[UUID]) -> list[Speaker]:
    """Return everybody on the list of a meeting, with their contacts."""
    await get_meeting(board, meeting_id)
    return list(await speakers.speakers_of(meeting_id))


@post(
    SPEAKERS,
    opt={"permission": "sign_up_at_the_door"},
    operation_id="sign_up_at_the_door",
    tags=COMMENT,
)
async def sign_up_at_the_door(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[SpeakerWish]
) -> SignedUp:
    """Put the name of somebody who is there on the list."""
    return await speakers.sign_up_at_the_door(actor, meeting_id, data)


@post(
    f"{SPEAKERS}/{{speaker_id:uuid}}/call",
    opt={"permission": "call_speaker"},
    operation_id="call_speaker",
    tags=COMMENT,
)
async def call_speaker(
    actor: Asking, meeting_id: FromPath[UUID], speaker_id: FromPath[UUID]
) -> Speaker:
    """Call somebody to speak."""
    return await speakers.call_speaker(actor, meeting_id, speaker_id)


@post(
    f"{SPEAKERS}/{{speaker_id:uuid}}/outcome",
    opt={"permission": "settle_speaker"},
    operation_id="settle_speaker",
    tags=COMMENT,
)
async def settle_speaker(
    actor: Asking,
    meeting_id: FromPath[UUID],
    speaker_id: FromPath[UUID],
    data: JSONBody[Settlement],
) -> Speaker:
    """Record that somebody spoke, did not appear, or withdrew."""
    return await speakers.settle_speaker(actor, meeting_id, speaker_id, data)


@post(
    f"{ONE}/sign-up/closing",
    opt={"permission": "close_sign_up"},
    operation_id="close_sign_up",
    tags=COMMENT,
)
async def close_sign_up(actor: Asking, meeting_id: FromPath[UUID]) -> SpeakerList:
    """Close the list of those who want to speak."""
    return await speakers.close_sign_up(actor, meeting_id)


@post(
    f"{BODY}/speakers/erasure",
    opt={"permission": "erase_speaker_contacts"},
    operation_id="erase_speaker_contacts",
    tags=COMMENT,
)
async def erase_speaker_contacts(actor: Asking) -> ContactsErased:
    """Forget the contacts that were kept long enough."""
    return await speakers.erase_speaker_contacts(actor)


ROUTES = [
    votes_of_meeting,
    votes_of_year,
    get_attendance,
    read_excuses,
    excuse_absence,
    withdraw_excuse,
    report_absences,
    get_sign_up,
    get_sign_up_ticket,
    sign_up_to_speak,
    read_speakers,
    sign_up_at_the_door,
    call_speaker,
    settle_speaker,
    close_sign_up,
    erase_speaker_contacts,
]
