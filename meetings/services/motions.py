"""Motions: made, seconded, stated, withdrawn, put."""

from uuid import UUID

import msgspec

from governance.charter.findings import require
from governance.charter.model import Does, MotionKind
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.executive import ground_in_words, ground_named, may_be_closed_for
from meetings.rules.motions import (
    Session,
    State,
    immediate,
    main_question,
    may_be_moved_by,
    may_die,
    may_move,
    may_put,
    may_second,
    may_state,
    may_withdraw,
)
from meetings.rules.quorum import Quorum, present_at
from meetings.rules.reopening import may_reopen
from meetings.schemas.motions import MotionView, MotionWish, Seconding, Withdrawal
from meetings.services.approvals import on_the_table
from meetings.services.drafts import Draft, move_on, write_down
from meetings.services.files import MeetingFile, MotionFile, get_meeting, meeting_file
from meetings.services.members import members_on
from meetings.services.pasts import past_of
from meetings.services.recusals import stand_aside_as_the_subject
from meetings.services.rolls import roll_now
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
    kind = kind_of(record, wish.kind)
    _check_item(file, wish.item)
    found = await quorum_of(record, file)
    require(
        *may_move(kind, file.pending, found, record.charter),
        may_be_moved_by(wish.mover, file.meeting.presiding, record.charter),
    )
    await _check_in_room(record, file, "mover", wish.mover)
    target = await _target(record, file, kind, wish)
    await _check_wish(record, kind, wish, target)
    table = await on_the_table(record, file, kind, wish.minutes_of)
    closes = kind.does is Does.CLOSE_DOORS
    own = _closing(record, wish) if closes else wish.text.strip()
    draft = Draft(
        meeting=meeting_id,
        kind=kind.id,
        text=own or (table.words if table else _text(kind, wish, target)),
        mover=wish.mover,
        item=wish.item or (target.item if target and target.meeting == meeting_id else None),
        target=target.id if target else None,
        about=wish.about if kind.concerns_member else None,
        proposed=wish.wording.strip(),
        noticed=wish.noticed and bool(kind.noticed_test),
        until_day=wish.until_day,
        until_meeting=wish.until_meeting,
        referred_to=wish.referred_to,
        minutes=table.id if table else None,
        ground=wish.ground if closes else "",
        subject=wish.text.strip() if closes else "",
    )
    motion_id = await write_down(record, draft)
    if draft.about is not None:
        await stand_aside_as_the_subject(record, meeting_id, motion_id, draft.about)
    return await _view(record.body, meeting_id, motion_id)


@deed
async def second_motion(record: Record, motion_id: UUID, wish: Seconding) -> MotionView:
    """Second a motion: another member than the mover, in the room."""
    file, motion = await motion_in_session(record, motion_id)
    require(*may_second(wish.person, motion.facts, kind_of(record, motion.kind)))
    await _check_in_room(record, file, "person", wish.person)
    await move_on(record, motion, State.SECONDED, {MotionRow.seconder: wish.person})
    record.note(f"motion:{motion_id}", after={"state": State.SECONDED, "seconder": wish.person})
    return await _view(record.body, file.meeting.id, motion_id)


@deed
async def state_motion(record: Record, motion_id: UUID) -> MotionView:
    """State the question: from now on it is the body's, and not the mover's alone."""
    file, motion = await motion_in_session(record, motion_id)
    require(*may_state(motion.facts, kind_of(record, motion.kind)))
    _check_immediate(record, file, motion)
    await MotionRow.update(
        {
            MotionRow.stated_at: record.at,
            MotionRow.touched_by: record.actor.name,
            MotionRow.touched_at: record.at,
        }
    ).where(MotionRow.id == motion_id)
    record.note(f"motion:{motion_id}", after={"stated_at": record.at})
    return await _view(record.body, file.meeting.id, motion_id)


@deed
async def withdraw_motion(record: Record, motion_id: UUID, wish: Withdrawal) -> MotionView:
    """End a motion without a vote: its mover withdraws it, or nobody seconded it.

    What was moved upon it goes with it.
    """
    file, motion = await motion_in_session(record, motion_id)
    kind = kind_of(record, motion.kind)
    if wish.for_want_of_a_second:
        require(may_die(motion.facts, kind))
    else:
        require(may_withdraw(motion.facts, kind, record.charter, by_leave=wish.by_leave))
    state = State.DIED if wish.for_want_of_a_second else State.WITHDRAWN
    for each in (motion, *file.resting_upon(motion)):
        if each.state is State.PUT:
            raise OutOfOrderError(say("A vote is open; it is closed first."))
        await move_on(record, each, state if each is motion else State.DIED)
    record.note(
        f"motion:{motion_id}",
        before={"state": motion.state},
        after={"state": state, **({"by_leave": True} if wish.by_leave else {})},
    )
    return await _view(record.body, file.meeting.id, motion_id)


@deed
async def put_motion(record: Record, motion_id: UUID) -> MotionView:
    """Put the question: the vote opens, and who is in office now is who is entitled."""
    file, motion = await motion_in_session(record, motion_id)
    members = await roll_now(record, file.meeting)
    at = file.moment(record.at)
    found = quorum_at(file, members, record.charter, at)
    require(*may_put(motion.facts, kind_of(record, motion.kind), found))
    _check_immediate(record, file, motion)
    await move_on(
        record,
        motion,
        State.PUT,
        {
            MotionRow.put_at: at,
            MotionRow.stated_at: motion.stated_at or at,
            MotionRow.entitled: msgspec.json.encode(members).decode(),
        },
    )
    record.note(
        f"motion:{motion_id}",
        after={"state": State.PUT, "entitled": [str(each.person) for each in members]},
    )
    return await _view(record.body, file.meeting.id, motion_id)


async def in_session(record: Record, meeting_id: UUID) -> MeetingFile:
    """Return a meeting that is in session, or refuse; from here on its own law holds."""
    file = await meeting_file(record.body, meeting_id)
    if file.meeting.state is not Session.IN_SESSION:
        raise OutOfOrderError(
            say("The meeting is not in session: {state}.", state=file.meeting.state.words)
        )
    await roll_now(record, file.meeting)
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


def kind_of(record: Record, name: str) -> MotionKind:
    """Return a kind of motion by its id, or refuse the wish."""
    for kind in record.charter.motion_kinds:
        if kind.id == name:
            return kind
    raise BadInputError({"kind": say("The law knows no motion of this kind.")})


async def quorum_of(record: Record, file: MeetingFile) -> Quorum:
    """Return whether the members in the room may act now."""
    members = await roll_now(record, file.meeting)
    return quorum_at(file, members, record.charter, file.moment(record.at))


async def _target(
    record: Record, file: MeetingFile, kind: MotionKind, wish: MotionWish
) -> MotionFile | None:
    """Return the motion that this one is about: the pending question, or an earlier motion."""
    if kind.does.reaches_back:
        if wish.target is None:
            raise BadInputError({"target": say("Choose the motion to be taken up.")})
        earlier, past = await past_of(record.body, record.charter, wish.target, file, wish.mover)
        require(*may_reopen(kind, past))
        return earlier
    if not kind.does.needs_a_pending_question:
        return None
    whole = kind.does in (Does.REFER, Does.POSTPONE, Does.TABLE, Does.DIVIDE)
    found = (main_question if whole else immediate)(file.pending, record.charter)
    return next((each for each in file.motions if found and each.number == found.number), None)


async def _check_wish(
    record: Record, kind: MotionKind, wish: MotionWish, target: MotionFile | None
) -> None:
    """Require what a motion of its kind cannot do without."""
    wrong: dict[str, Sentence] = {}
    if kind.does is Does.CLOSE_DOORS:
        if not wish.text.strip():
            wrong["text"] = say("Name the general subject.")
        if not wish.ground:
            wrong["ground"] = say("Name the ground on which the doors are closed.")
        elif not wrong:
            require(may_be_closed_for(wish.ground, record.charter))
    parts = [each for each in wish.wording.split("\n\n") if each.strip()]
    if kind.does is Does.ACT and not kind.approves_minutes and not wish.text.strip():
        wrong["text"] = say("This is needed.")
    if kind.does is Does.AMEND:
        now = target.wording if target else ""
        if not wish.wording.strip():
            wrong["wording"] = say("Write how the motion reads when it is amended.")
        elif wish.wording.strip() == now.strip():
            wrong["wording"] = say("These are the words as they stand.")
    if kind.does is Does.DIVIDE and len(parts) < 2:
        wrong["wording"] = say("Write at least two parts, with an empty line between them.")
    if kind.does is Does.REFER and not wish.referred_to.strip():
        wrong["referred_to"] = say("Name the committee.")
    if kind.does is Does.POSTPONE:
        wrong |= await _when(record, wish)
    if kind.concerns_member and wish.about is None:
        wrong["about"] = say("Name the member whom it concerns.")
    members = await members_on(record.body, record.today)
    if wish.about is not None and all(each.person != wish.about for each in members):
        wrong["about"] = say("There is no such member in office.")
    if wrong:
        raise BadInputError(wrong)


async def _when(record: Record, wish: MotionWish) -> dict[str, Sentence]:
    if wish.until_meeting is not None:
        meeting = await get_meeting(record.body, wish.until_meeting)
        if not meeting.state.is_to_come:
            return {"until_meeting": say("Choose a meeting that is still to come.")}
        return {}
    if wish.until_day is None:
        return {"until_day": say("Say to which day or meeting.")}
    if wish.until_day < record.today:
        return {"until_day": say("This day has passed.")}
    return {}


def _text(kind: MotionKind, wish: MotionWish, target: MotionFile | None) -> str:
    """Return the words of a motion that needs none of its own."""
    number = target.number if target else 0
    match kind.does:
        case Does.AMEND:
            said = say(
                "To amend motion {number} to read: {words}", number=number, words=wish.wording
            )
        case Does.REFER:
            said = say("To refer motion {number} to {to}.", number=number, to=wish.referred_to)
        case Does.POSTPONE if wish.until_day is not None:
            said = say("To postpone motion {number} to {day}.", number=number, day=wish.until_day)
        case _ if target is not None:
            said = say("{name}: motion {number}.", name=kind.name, number=number)
        case _:
            said = say("{name}.", name=kind.name)
    return str(said)[:5000]


def _closing(record: Record, wish: MotionWish) -> str:
    """Return the words of a motion to close the doors: its ground, and its subject."""
    ground = ground_named(wish.ground, record.charter)
    assert ground is not None  # required before
    said = say(
        "To go into executive session on {ground}. Subject: {subject}",
        ground=ground_in_words(ground),
        subject=wish.text.strip(),
    )
    return str(said)[:5000]


def _check_item(file: MeetingFile, item: UUID | None) -> None:
    if item is not None and all(each.id != item for each in file.agenda):
        raise BadInputError({"item": say("This item is not on the agenda.")})


async def _check_in_room(record: Record, file: MeetingFile, field: str, person: UUID) -> None:
    """Require a member to be in the room, of those who may act at this meeting."""
    members = {each.person for each in await roll_now(record, file.meeting)}
    present = present_at(
        file.stays, file.moment(record.at), by_video=record.charter.meetings.by_video
    )
    if person not in present & members:
        raise BadInputError({field: say("This member is not in the room.")})


def _check_immediate(record: Record, file: MeetingFile, motion: MotionFile) -> None:
    """Require a motion to be the question that is before the body now."""
    found = immediate(file.pending, record.charter)
    if found is not None and found.number != motion.number:
        raise OutOfOrderError(say("Motion {number} is decided first.", number=found.number))


async def _view(body: Body, meeting_id: UUID, motion_id: UUID) -> MotionView:
    file = await meeting_file(body, meeting_id)
    return motion_view(file.motion(motion_id), file)
