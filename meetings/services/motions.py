"""Motions: made, seconded, withdrawn, put."""

from uuid import UUID, uuid4

import msgspec

from governance.charter.findings import require
from governance.charter.model import MotionKind
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.motions import (
    Session,
    State,
    may_die,
    may_move,
    may_put,
    may_second,
    may_withdraw,
)
from meetings.rules.quorum import present_at
from meetings.schemas.motions import MotionView, MotionWish, Seconding, Withdrawal
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.members import members_on
from meetings.services.sessions import quorum_at
from meetings.services.views import motion_view
from meetings.tables import MotionRow

explain(
    {
        "motion_number": say("Somebody else made a motion just now; look again."),
        "motion_one_vote_open": say("Another vote is open."),
    }
)


@deed
async def make_motion(record: Record, meeting_id: UUID, wish: MotionWish) -> MotionView:
    """Make a motion for a member in the room; one question stands before the body at a time."""
    file = await in_session(record, meeting_id)
    kind = _kind(record, wish.kind)
    _check_item(file, wish.item)
    members = await members_on(record.body, record.today)
    require(
        *may_move(
            kind,
            file.pending,
            quorum_at(file, members, record.charter, file.moment(record.at)),
            record.charter,
        )
    )
    _check_in_room(record, file, "mover", wish.mover)
    motion_id = uuid4()
    await MotionRow.insert(
        MotionRow(
            id=motion_id,
            body=record.body.id,
            meeting=meeting_id,
            item=wish.item,
            number=len(file.motions) + 1,
            kind=kind.id,
            text=wish.text,
            mover=wish.mover,
            seconder=None,
            state=State.MOVED,
            moved_at=record.at,
            put_at=None,
            closed_at=None,
            entitled="[]",
            tally="null",
            outcome="",
            diverges=False,
            resolution="",
        )
    )
    record.note(
        f"motion:{motion_id}",
        after={"meeting": meeting_id, "kind": kind.id, "text": wish.text, "mover": wish.mover},
    )
    return await _view(record.body, meeting_id, motion_id)


@deed
async def second_motion(record: Record, motion_id: UUID, wish: Seconding) -> MotionView:
    """Second a motion: another member than the mover, in the room."""
    file, motion = await motion_in_session(record, motion_id)
    require(*may_second(wish.person, motion.facts, _kind(record, motion.kind)))
    _check_in_room(record, file, "person", wish.person)
    await MotionRow.update(
        {MotionRow.state: State.SECONDED, MotionRow.seconder: wish.person}
    ).where(MotionRow.id == motion_id)
    record.note(f"motion:{motion_id}", after={"state": State.SECONDED, "seconder": wish.person})
    return await _view(record.body, file.meeting.id, motion_id)


@deed
async def withdraw_motion(record: Record, motion_id: UUID, wish: Withdrawal) -> MotionView:
    """End a motion without a vote: its mover withdraws it, or nobody seconded it."""
    file, motion = await motion_in_session(record, motion_id)
    kind = _kind(record, motion.kind)
    if wish.for_want_of_a_second:
        require(may_die(motion.facts, kind))
    else:
        require(may_withdraw(motion.facts, kind))
    state = State.DIED if wish.for_want_of_a_second else State.WITHDRAWN
    await MotionRow.update({MotionRow.state: state}).where(MotionRow.id == motion_id)
    record.note(f"motion:{motion_id}", before={"state": motion.state}, after={"state": state})
    return await _view(record.body, file.meeting.id, motion_id)


@deed
async def put_motion(record: Record, motion_id: UUID) -> MotionView:
    """Put the question: the vote opens, and who is in office now is who is entitled."""
    file, motion = await motion_in_session(record, motion_id)
    members = await members_on(record.body, record.today)
    at = file.moment(record.at)
    require(
        *may_put(
            motion.facts,
            _kind(record, motion.kind),
            quorum_at(file, members, record.charter, at),
        )
    )
    if any(each.state.is_pending and each.number > motion.number for each in file.motions):
        raise OutOfOrderError(say("A motion that was made later is decided first."))
    await MotionRow.update(
        {
            MotionRow.state: State.PUT,
            MotionRow.put_at: at,
            MotionRow.entitled: msgspec.json.encode(members).decode(),
        }
    ).where(MotionRow.id == motion_id)
    record.note(
        f"motion:{motion_id}",
        after={"state": State.PUT, "entitled": [str(each.person) for each in members]},
    )
    return await _view(record.body, file.meeting.id, motion_id)


async def in_session(record: Record, meeting_id: UUID) -> MeetingFile:
    """Return a meeting of the whole body that is in session, or refuse."""
    file = await meeting_file(record.body, meeting_id)
    if file.meeting.state is not Session.IN_SESSION:
        raise OutOfOrderError(
            say("The meeting is not in session: {state}.", state=file.meeting.state.words)
        )
    if not file.meeting.kind.is_of_the_whole_body:
        raise OutOfOrderError(say("Committees and panels do not vote for the body."))
    return file


async def motion_in_session(record: Record, motion_id: UUID) -> tuple[MeetingFile, MotionFile]:
    """Return a motion with the meeting at which it was made, which is in session."""
    rows = await engine().read(
        "SELECT meeting FROM motion WHERE id = $1 AND body = $2", motion_id, record.body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such motion of this body."))
    file = await in_session(record, rows[0]["meeting"])
    return file, file.motion(motion_id)


def _kind(record: Record, name: str) -> MotionKind:
    for kind in record.charter.motion_kinds:
        if kind.id == name:
            return kind
    raise BadInputError({"kind": say("The law knows no motion of this kind.")})


def _check_item(file: MeetingFile, item: UUID | None) -> None:
    if item is not None and all(each.id != item for each in file.agenda):
        raise BadInputError({"item": say("This item is not on the agenda.")})


def _check_in_room(record: Record, file: MeetingFile, field: str, person: UUID) -> None:
    """Require a member to be in the room; the roll lists members only."""
    present = present_at(
        file.stays, file.moment(record.at), by_video=record.charter.meetings.by_video
    )
    if person not in present:
        raise BadInputError({field: say("This member is not in the room.")})


async def _view(body: Body, meeting_id: UUID, motion_id: UUID) -> MotionView:
    file = await meeting_file(body, meeting_id)
    return motion_view(file.motion(motion_id))
