"""Executive sessions: begun by a carried motion, ended in the open, told of afterwards."""

from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter, Does, Ground
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.executive import Inside, LetIn, ground_in_words, ground_named, lines
from meetings.rules.minutes import Line
from meetings.rules.motions import Session
from meetings.schemas.executive import (
    ClosedVotes,
    ExecutiveSession,
    Guest,
    GuestGone,
    GuestWish,
)
from meetings.schemas.meetings import Attendance
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.inside import take_vote
from meetings.services.minutes import also
from meetings.services.motions import motion_in_session
from meetings.services.rolls import roll_now
from meetings.services.sessions import quorum_at
from meetings.tables import ExecutiveGuestRow, ExecutiveSessionRow, MeetingRow

explain(
    {
        "executive_session_motion": say("The session that this motion asked for has been begun."),
        "executive_session_one_open": say("The board is in executive session already."),
    }
)


@deed
async def begin_executive_session(record: Record, motion_id: UUID) -> ExecutiveSession:
    """Close the doors, as a motion made and carried in the open asked for; a quorum is there."""
    file, motion = await motion_in_session(record, motion_id)
    if motion not in waiting_to_close(file, record.charter):
        raise OutOfOrderError(
            say("Only a motion to close the doors that was carried at this meeting closes them.")
        )
    if file.open_vote is not None:
        raise OutOfOrderError(say("A vote is open; it is closed first."))
    at = file.moment(record.at)
    members = await roll_now(record, file.meeting)
    require(quorum_at(file, members, record.charter, at).finding)
    session = ExecutiveSession(
        id=uuid4(),
        meeting=file.meeting.id,
        motion=motion_id,
        ground=motion.ground,
        subject=motion.subject,
        begun_at=at,
        ended_at=None,
        formal_vote=None,
        answered_at=None,
    )
    await ExecutiveSessionRow.insert(
        ExecutiveSessionRow(
            id=session.id,
            body=record.body.id,
            meeting=session.meeting,
            motion=motion_id,
            ground=session.ground,
            subject=session.subject,
            begun_at=at,
            ended_at=None,
            formal_vote=None,
            votes="[]",
            answered_at=None,
        )
    )
    await _set(record, file, Session.EXECUTIVE)
    record.note(
        f"executive_session:{session.id}",
        after={"motion": motion_id, "ground": motion.ground, "begun_at": at},
    )
    return session


@deed
async def admit_guest(record: Record, session_id: UUID, wish: GuestWish) -> Guest:
    """Let somebody in who is no member, and say why; every member may be there anyway."""
    file, session = await _going_on(record, session_id)
    guest = Guest(
        id=uuid4(),
        name=wish.name,
        why=wish.why,
        came_at=max(file.moment(record.at), session.begun_at),
        left_at=None,
    )
    if any(each.left_at is None and each.name == wish.name for each in session.guests):
        raise OutOfOrderError(say("{name} is inside already.", name=wish.name))
    await ExecutiveGuestRow.insert(
        ExecutiveGuestRow(body=record.body.id, session=session_id, **msgspec.structs.asdict(guest))
    )
    record.note(
        f"executive_session:{session_id}",
        after={"guest": guest.id, "name": Private(guest.name), "why": Private(guest.why)},
    )
    return guest


@deed
async def note_guest_gone(record: Record, session_id: UUID, wish: GuestGone) -> Guest:
    """Note that a guest left while the session went on."""
    _, session = await _going_on(record, session_id)
    guest = next((each for each in session.guests if each.id == wish.guest), None)
    if guest is None:
        raise BadInputError({"guest": say("Choose one of the list.")})
    if guest.left_at is not None:
        raise OutOfOrderError(say("{name} has left already.", name=guest.name))
    at = max(record.at, guest.came_at)
    await ExecutiveGuestRow.update({ExecutiveGuestRow.left_at: at}).where(
        ExecutiveGuestRow.id == guest.id
    )
    record.note(f"executive_session:{session_id}", after={"guest_gone": guest.id, "at": at})
    return msgspec.structs.replace(guest, left_at=at)


@deed
async def end_executive_session(record: Record, session_id: UUID) -> ExecutiveSession:
    """Come back into the open; nothing goes on until it is told whether a vote was taken."""
    file, session = await _going_on(record, session_id)
    last = [each.left_at or each.came_at for each in session.guests]
    at = max(file.moment(record.at), session.begun_at, *last)
    await ExecutiveSessionRow.update({ExecutiveSessionRow.ended_at: at}).where(
        ExecutiveSessionRow.id == session_id
    )
    await ExecutiveGuestRow.update({ExecutiveGuestRow.left_at: at}).where(
        ExecutiveGuestRow.session == session_id, ExecutiveGuestRow.left_at.is_null()
    )
    await _set(record, file, Session.RETURNING)
    record.note(f"executive_session:{session_id}", after={"ended_at": at})
    return await _found(record.body, session_id)


@deed
async def tell_closed_votes(
    record: Record, session_id: UUID, wish: ClosedVotes
) -> ExecutiveSession:
    """Say whether a formal vote was taken inside, and how each member voted; the meeting goes on.

    Public money is not appropriated there. Minutes of a vote are due sooner.
    """
    file, session = await _told(record, session_id, Session.RETURNING)
    if wish.formal_vote and not wish.votes:
        raise BadInputError({"votes": say("Say what was voted on, and how each member voted.")})
    if wish.votes and not wish.formal_vote:
        raise BadInputError({"formal_vote": say("If no vote was taken, there is none to record.")})
    await _set(record, file, Session.IN_SESSION)
    taken = [await take_vote(record, session, vote) for vote in wish.votes]
    await ExecutiveSessionRow.update(
        {
            ExecutiveSessionRow.formal_vote: wish.formal_vote,
            ExecutiveSessionRow.votes: msgspec.json.encode(taken).decode(),
            ExecutiveSessionRow.answered_at: record.at,
        }
    ).where(ExecutiveSessionRow.id == session_id)
    record.note(
        f"executive_session:{session_id}",
        after={"formal_vote": wish.formal_vote, "votes": [str(each) for each in taken]},
    )
    return await _found(record.body, session_id)


def waiting_to_close(file: MeetingFile, charter: Charter) -> list[MotionFile]:
    """Return the carried motions to close the doors of which no session has come yet."""
    used = {each.motion for each in file.executive}
    return [
        each
        for each in file.motions
        if charter.motion_kind(each.kind).does is Does.CLOSE_DOORS
        and each.tally is not None
        and each.tally.takes_effect
        and not each.afterwards
        and each.id not in used
    ]


def ground_of(session: ExecutiveSession | None, charter: Charter) -> Ground | None:
    """Return the ground on which the doors are closed, if they are."""
    return None if session is None else ground_named(session.ground, charter)


def as_anyone_sees(session: ExecutiveSession) -> ExecutiveSession:
    """Return a session without who was let in, until it has been told what was done there."""
    if session.answered_at is not None:
        return session
    return msgspec.structs.replace(session, guests=())


async def lines_of_sessions(body: Body, meeting_id: UUID) -> tuple[Line, ...]:
    """Return what the minutes say of the executive sessions of a meeting."""
    file = await meeting_file(body, meeting_id)
    if not file.executive:
        return ()
    charter = await charter_on(body, day_in(file.executive[0].begun_at, body.timezone))
    zone = ZoneInfo(body.timezone)
    return tuple(
        line for each in file.executive for line in lines(_inside(file, each, charter, zone))
    )


also(lines_of_sessions)


def members_inside(file: MeetingFile, session: ExecutiveSession) -> list[Attendance]:
    """Return the stays of members that overlap a session: all of them may be there."""
    return [
        stay
        for stay in file.roll
        if (session.ended_at is None or stay.arrived_at <= session.ended_at)
        and (stay.left_at is None or stay.left_at > session.begun_at)
    ]


def _inside(
    file: MeetingFile, session: ExecutiveSession, charter: Charter, zone: ZoneInfo
) -> Inside:
    ground = ground_named(session.ground, charter)
    numbers = {each.id: each.number for each in file.motions}
    stays = members_inside(file, session)
    ended_at = session.ended_at or session.begun_at
    return Inside(
        motion=numbers[session.motion],
        ground=ground_in_words(ground) if ground else say("{ground}", ground=session.ground),
        subject=session.subject,
        begun_at=session.begun_at.astimezone(zone),
        ended_at=session.ended_at.astimezone(zone) if session.ended_at else None,
        members=tuple(dict.fromkeys(each.name for each in stays)),
        came=tuple(
            (each.name, each.arrived_at.astimezone(zone))
            for each in stays
            if each.arrived_at > session.begun_at
        ),
        left=tuple(
            (each.name, each.left_at.astimezone(zone))
            for each in stays
            if each.left_at is not None and each.left_at < ended_at
        ),
        guests=tuple(
            LetIn(each.name, each.why, each.came_at.astimezone(zone), _in(each.left_at, zone))
            for each in session.guests
        ),
        decided=None
        if session.answered_at is None
        else tuple(numbers[each] for each in session.votes),
    )


def _in(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)


async def _going_on(record: Record, session_id: UUID) -> tuple[MeetingFile, ExecutiveSession]:
    return await _told(record, session_id, Session.EXECUTIVE)


async def _told(
    record: Record, session_id: UUID, state: Session
) -> tuple[MeetingFile, ExecutiveSession]:
    """Return a session whose meeting is at this point, or refuse."""
    session = await _found(record.body, session_id)
    file = await meeting_file(record.body, session.meeting)
    if file.meeting.state is not state or session.answered_at is not None:
        raise OutOfOrderError(
            say("The meeting is not at that point: {state}.", state=file.meeting.state.words)
        )
    return file, session


async def _found(body: Body, session_id: UUID) -> ExecutiveSession:
    rows = await engine().read(
        "SELECT meeting FROM executive_session WHERE id = $1 AND body = $2", session_id, body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such executive session of this body."))
    file = await meeting_file(body, rows[0]["meeting"])
    return next(each for each in file.executive if each.id == session_id)


async def _set(record: Record, file: MeetingFile, state: Session) -> None:
    await MeetingRow.update({MeetingRow.state: state}).where(MeetingRow.id == file.meeting.id)
    record.note(
        f"meeting:{file.meeting.id}",
        before={"state": file.meeting.state},
        after={"state": state},
    )
