"""A meeting from the call to order to its end, and who was in the room when."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from piccolo.columns import Column

from governance.charter.findings import require
from governance.charter.model import Charter
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.committees import stands_on_roll
from meetings.rules.executive import may_stop
from meetings.rules.hours import moment_there
from meetings.rules.motions import Session, State, may_adjourn
from meetings.rules.quorum import Quorum, distant_at, may_be_remote, present_at, quorum
from meetings.schemas.meetings import (
    Arrival,
    Attendance,
    CallToOrder,
    Departure,
    Meeting,
    RoomView,
)
from meetings.schemas.motions import Entitled
from meetings.services.files import MeetingFile, get_meeting, meeting_file
from meetings.services.forced import let_forced_items_move, put_forced_items
from meetings.services.presiding import require_own_meeting
from meetings.services.recesses import begin_recess, end_recess
from meetings.services.rolls import Roll, let_the_body_go_on, roll_now, roll_of, sit
from meetings.services.turns import end, who_presides
from meetings.tables import AttendanceRow, MeetingRow, MotionRow

EARLIEST_ARRIVAL = timedelta(hours=12)
"""How long before its hour the roll of a meeting can begin."""

explain({"attendance_in_the_room_once": say("This member is in the room already.")})


@deed
async def call_to_order(record: Record, meeting_id: UUID, wish: CallToOrder) -> Meeting:
    """Open a meeting that has been scheduled; whether a quorum is there is found, not asked."""
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.state is not Session.SCHEDULED:
        raise OutOfOrderError(
            say("Only a scheduled meeting is called to order: {state}.", state=meeting.state.words)
        )
    if record.at < meeting.starts_at - EARLIEST_ARRIVAL:
        raise _too_early(record, meeting)
    require_own_meeting(record, meeting)
    presiding = _presiding(await sit(record, meeting), record, wish)
    presiding = await who_presides(record, meeting, presiding)
    await _set(
        record,
        meeting,
        {
            MeetingRow.state: Session.IN_SESSION,
            MeetingRow.called_to_order_at: record.at,
            MeetingRow.presiding: presiding,
        },
        {"state": Session.IN_SESSION, "presiding": presiding},
    )
    await put_forced_items(record, meeting)
    return await get_meeting(record.body, meeting_id)


@deed
async def recess_meeting(record: Record, meeting_id: UUID) -> Meeting:
    """Interrupt a meeting; not in the middle of a vote, unless that waits for a quorum."""
    file = await _in_the_open(record, meeting_id, Session.IN_SESSION)
    found = await _quorum_now(record, file)
    require(may_adjourn(file.pending, record.charter, found))
    change = {"state": Session.RECESS}
    await _set(record, file.meeting, {MeetingRow.state: Session.RECESS}, change)
    await begin_recess(record, meeting_id, file.moment(record.at))
    return await get_meeting(record.body, meeting_id)


@deed
async def resume_meeting(record: Record, meeting_id: UUID) -> Meeting:
    """Go on after a recess."""
    file = await _file_in(record, meeting_id, Session.RECESS)
    change = {"state": Session.IN_SESSION}
    await _set(record, file.meeting, {MeetingRow.state: Session.IN_SESSION}, change)
    await end_recess(meeting_id, file.moment(record.at))
    return await get_meeting(record.body, meeting_id)


@deed
async def adjourn_meeting(record: Record, meeting_id: UUID) -> Meeting:
    """End a meeting, quorum or not; everybody leaves, and motions still pending fall.

    So does one whose vote stood still for want of a quorum: the vote is void. Behind closed doors
    a meeting does not end.
    """
    file = await _in_the_open(record, meeting_id, Session.IN_SESSION, Session.RECESS)
    found = await _quorum_now(record, file)
    require(may_adjourn(file.pending, record.charter, found))
    at = file.moment(record.at)
    await end_recess(meeting_id, at)
    await AttendanceRow.update({AttendanceRow.left_at: at}).where(
        AttendanceRow.meeting == meeting_id, AttendanceRow.left_at.is_null()
    )
    await MotionRow.update({MotionRow.state: State.DIED}).where(
        MotionRow.meeting == meeting_id,
        MotionRow.state.is_in([State.MOVED, State.SECONDED, State.PUT]),
    )
    await _set(
        record,
        file.meeting,
        {MeetingRow.state: Session.ADJOURNED, MeetingRow.adjourned_at: at},
        {"state": Session.ADJOURNED, "adjourned_at": at},
    )
    await end(record, file)
    await let_the_body_go_on(record)
    await let_forced_items_move(record)
    return await get_meeting(record.body, meeting_id)


@deed
async def record_arrival(record: Record, meeting_id: UUID, wish: Arrival) -> Attendance:
    """Note that a member came in; before the call to order too, never before the last vote."""
    file = await _open_file(record, meeting_id)
    if any(each.person == wish.person and each.left_at is None for each in file.roll):
        raise OutOfOrderError(say("This member is in the room already."))
    member = await _member(record, file.meeting, wish.person)
    if wish.remote:
        require(may_be_remote(wish.ground, record.charter))
    at = _moment(record, file, wish.at)
    left = [each.left_at for each in file.roll if each.person == wish.person and each.left_at]
    if at < max(left, default=at):
        raise BadInputError({"at": say("The member had not left by then.")})
    row = Attendance(
        person=member.person,
        name=member.name,
        seat=member.seat,
        arrived_at=at,
        left_at=None,
        remote=wish.remote,
        ground=wish.ground if wish.remote else "",
        id=uuid4(),
    )
    await AttendanceRow.insert(
        AttendanceRow(
            id=row.id,
            body=record.body.id,
            meeting=meeting_id,
            person=member.person,
            seat=member.seat,
            arrived_at=at,
            left_at=None,
            remote=wish.remote,
            ground=row.ground,
        )
    )
    record.note(
        f"meeting:{meeting_id}", after={"arrived": member.person, "at": at, "remote": wish.remote}
    )
    return row


@deed
async def record_departure(record: Record, meeting_id: UUID, wish: Departure) -> Attendance:
    """Note that a member left; whoever leaves while a vote is open is not counted at its close."""
    file = await _open_file(record, meeting_id)
    stays = [each for each in file.roll if each.person == wish.person and each.left_at is None]
    if not stays:
        raise OutOfOrderError(say("This member is not in the room."))
    stay = stays[0]
    at = _moment(record, file, wish.at)
    if at < stay.arrived_at:
        raise BadInputError({"at": say("The member had not arrived by then.")})
    await engine().write(
        "UPDATE attendance SET left_at = $1 WHERE meeting = $2 AND person = $3 AND left_at IS NULL",
        at,
        meeting_id,
        wish.person,
    )
    record.note(f"meeting:{meeting_id}", after={"left": wish.person, "at": at})
    return msgspec.structs.replace(stay, left_at=at)


async def roll_at(body: Body, meeting_id: UUID, moment: datetime) -> list[Attendance]:
    """Return who was in the room at an instant."""
    file = await meeting_file(body, meeting_id)
    return [each for each, stay in zip(file.roll, file.stays, strict=True) if stay.covers(moment)]


def quorum_at(
    file: MeetingFile, members: tuple[Entitled, ...], charter: Charter, moment: datetime
) -> Quorum:
    """Find whether the members in the room at an instant may act."""
    present = present_at(file.stays, moment, by_video=charter.meetings.by_video)
    gathered = present - distant_at(file.stays, moment, charter)
    recused = file.open_vote.recused if file.open_vote else frozenset()
    return quorum(gathered, [each.person for each in members], charter, recused=recused)


async def room_view(body: Body, meeting_id: UUID, at: datetime) -> RoomView:
    """Return who was in the room at an instant, who was not, and whether they could act."""
    file = await meeting_file(body, meeting_id)
    roll = await roll_of(body, file.meeting, at)
    charter, members = roll.charter, roll.members
    found = quorum_at(file, members, charter, at)
    there = present_at(file.stays, at, by_video=charter.meetings.by_video)
    return RoomView(
        at=at,
        present=tuple(each.name for each in members if each.person in there),
        missing=tuple(each.name for each in members if each.person not in there),
        counted=found.present,
        needed=found.needed,
        is_there=found.is_there,
        reason=str(found.reason),
        clause=found.clause,
    )


async def _quorum_now(record: Record, file: MeetingFile) -> Quorum:
    members = await roll_now(record, file.meeting)
    return quorum_at(file, members, record.charter, file.moment(record.at))


def _presiding(roll: Roll, record: Record, wish: CallToOrder) -> UUID | None:
    """Return who presides: whom the wish names, a committee's own chair, or whoever calls."""
    on_roll = {each.person for each in roll.members}
    if wish.presiding is not None and wish.presiding not in on_roll:
        if roll.committee:
            require(stands_on_roll(False, roll.charter))
        raise BadInputError({"presiding": say("Only a member in office presides.")})
    presiding = wish.presiding or roll.chair or record.actor.person
    return presiding if presiding in on_roll else None


async def _file_in(record: Record, meeting_id: UUID, *states: Session) -> MeetingFile:
    file = await meeting_file(record.body, meeting_id)
    if file.meeting.state not in states:
        raise OutOfOrderError(
            say("The meeting is not at that point: {state}.", state=file.meeting.state.words)
        )
    require_own_meeting(record, file.meeting)
    return file


async def _in_the_open(record: Record, meeting_id: UUID, *states: Session) -> MeetingFile:
    """Return a meeting that is at one of these points, which is never in executive session."""
    meeting = await get_meeting(record.body, meeting_id)
    require(may_stop(meeting.state, record.charter))
    return await _file_in(record, meeting_id, *states)


async def _open_file(record: Record, meeting_id: UUID) -> MeetingFile:
    """Return a meeting whose roll can be written: from shortly before its hour to its end."""
    roll_is_open = (Session.SCHEDULED, *(each for each in Session if each.is_under_way))
    file = await _file_in(record, meeting_id, *roll_is_open)
    if record.at < file.meeting.starts_at - EARLIEST_ARRIVAL:
        raise _too_early(record, file.meeting)
    return file


async def _member(record: Record, meeting: Meeting, person: UUID) -> Entitled:
    for each in await roll_now(record, meeting):
        if each.person == person:
            return each
    if record.charter.committee:
        require(stands_on_roll(False, record.charter))
    raise BadInputError({"person": say("Only members in office stand on the roll.")})


def _moment(record: Record, file: MeetingFile, stated: datetime | None) -> datetime:
    """Return the moment of a coming or going: after the last vote was opened or closed."""
    last = file.last_vote_at
    if stated is None:
        return file.after_the_last_vote(record.at)
    at = moment_there("at", stated, record.body.timezone)
    if at > record.at:
        raise BadInputError({"at": say("This moment is still to come.")})
    if last is not None and at <= last:
        raise BadInputError(
            {"at": say("A vote was taken after that; correct the roll, with a reason, instead.")}
        )
    if at < file.meeting.starts_at - EARLIEST_ARRIVAL:
        raise BadInputError({"at": say("This is long before the meeting.")})
    return at


async def _set(
    record: Record,
    meeting: Meeting,
    values: dict[Column | str, Any],  # a column may hold any type
    shown: Mapping[str, object],
) -> None:
    await MeetingRow.update(values).where(MeetingRow.id == meeting.id)
    record.note(f"meeting:{meeting.id}", before={"state": meeting.state}, after=shown)


def _too_early(record: Record, meeting: Meeting) -> OutOfOrderError:
    starts_at = moment_there("starts_at", meeting.starts_at, record.body.timezone)
    return OutOfOrderError(say("It is too early: the meeting is on {day}.", day=starts_at))
