"""Votes and roll set right after the fact: a dated entry with a reason, the outcome anew."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from governance.charter.model import Charter, Does
from governance.clock import day_in
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed
from meetings.rules.hours import moment_there
from meetings.rules.motions import State
from meetings.rules.tallies import Outcome, Tally
from meetings.rules.votes import Choice, Room
from meetings.schemas.meetings import Attendance, StayCorrection, StayCorrectionWish
from meetings.schemas.motions import (
    MotionView,
    TallyView,
    VoteCorrectionWish,
    kept_tally,
    tally_view,
)
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.pasts import motion_of
from meetings.services.rolls import roll_of
from meetings.services.views import histories, motion_view, said_by_member
from meetings.services.votes import CALLED, outcome_columns, recomputed
from meetings.tables import MotionRow, StayCorrectionRow, VoteCorrectionRow

_SET = """
INSERT INTO vote (id, body, motion, person, choice, cast_at, how)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (motion, person) DO UPDATE SET choice = excluded.choice, how = excluded.how"""


@deed
async def correct_vote(record: Record, motion_id: UUID, wish: VoteCorrectionWish) -> MotionView:
    """Set a vote right that was recorded wrongly; the outcome is computed anew.

    Who corrects says which outcome they have seen that gives; another one is refused.
    """
    found, room, file, motion = await _corrected(record.body, motion_id, wish.person, wish.choice)
    if found.outcome is not wish.outcome:
        raise OutOfOrderError(
            say("With this vote it reads: {summary} Look at it again.", summary=found.summary)
        )
    _check_what_followed(motion, found.outcome, record.charter)
    await engine().write(
        _SET,
        uuid4(),
        record.body.id,
        motion_id,
        wish.person,
        wish.choice.value,
        motion.closed_at,
        CALLED,
    )
    was = motion.votes.get(wish.person)
    await VoteCorrectionRow.insert(
        VoteCorrectionRow(
            id=uuid4(),
            body=record.body.id,
            motion=motion_id,
            person=wish.person,
            was=was.value if was else "",
            choice=wish.choice,
            reason=wish.reason,
            outcome_was=motion.outcome,
            outcome=found.outcome,
            corrected_by=record.actor.name,
            corrected_at=record.at,
        )
    )
    await _store(record, motion, found, room)
    record.note(
        f"motion:{motion_id}",
        before={"person": wish.person, "vote": was.value if was else ""},
        after={"person": wish.person, "vote": wish.choice.value, "reason": wish.reason},
    )
    after = await meeting_file(record.body, file.meeting.id)
    more = (await histories(file.meeting.id)).get(motion_id)
    return motion_view(after.motion(motion_id), after, more)


async def preview_vote(
    body: Body, motion_id: UUID, person: UUID, choice: Choice, at: datetime
) -> TallyView:
    """Return the outcome that a vote would give if it were corrected; nothing is kept."""
    found, _, _, motion = await _corrected(body, motion_id, person, choice)
    _check_what_followed(motion, found.outcome, await charter_on(body, day_in(at, body.timezone)))
    return tally_view(found)


@deed
async def correct_stay(
    record: Record, meeting_id: UUID, wish: StayCorrectionWish
) -> StayCorrection:
    """Set the times of a stay right; every vote of the meeting is computed anew.

    Where one comes out differently, whoever corrects must have accepted that.
    """
    file = await meeting_file(record.body, meeting_id)
    stay = next((each for each in file.roll if each.id == wish.stay), None)
    if stay is None:
        raise BadInputError({"stay": say("There is no such line on the roll.")})
    mended = _mended(record, file, stay, wish)
    record.charter = (await roll_of(record.body, file.meeting, record.at)).charter
    changes = list(_changes(record, file, replace(file, roll=mended)))
    flipped = [motion for motion, found, _ in changes if found.outcome != motion.outcome]
    if flipped and not wish.accepts_outcomes:
        raise BadInputError({"accepts_outcomes": _how_they_change(changes)})
    for motion, found, _ in changes:
        _check_what_followed(motion, found.outcome, record.charter)
    await engine().write(
        "UPDATE attendance SET arrived_at = $1, left_at = $2 WHERE id = $3",
        *_times(mended, wish.stay),
        wish.stay,
    )
    correction = StayCorrection(
        stay=wish.stay,
        name=stay.name,
        arrived_was=stay.arrived_at,
        left_was=stay.left_at,
        arrived_at=_times(mended, wish.stay)[0],
        left_at=_times(mended, wish.stay)[1],
        reason=wish.reason,
        corrected_at=record.at,
    )
    await _keep(record, meeting_id, correction)
    for motion, found, room in changes:
        await _store(record, motion, found, room)
    return correction


async def corrections_of(meeting_id: UUID) -> tuple[StayCorrection, ...]:
    """Return what was set right on a meeting's roll, in order."""
    rows = await engine().read(
        "SELECT c.attendance AS stay, p.name, c.arrived_was, c.left_was, c.arrived_at, c.left_at, "
        "c.reason, c.corrected_at FROM stay_correction c "
        "JOIN attendance a ON a.id = c.attendance JOIN person p ON p.id = a.person "
        "WHERE c.meeting = $1 ORDER BY c.corrected_at",
        meeting_id,
    )
    return tuple(StayCorrection(**row) for row in rows)


async def _corrected(
    body: Body, motion_id: UUID, person: UUID, choice: Choice
) -> tuple[Tally, Room, MeetingFile, MotionFile]:
    motion = await motion_of(body, motion_id)
    if motion.kept is None or motion.closed_at is None:
        raise OutOfOrderError(say("This vote was not closed; it can still be changed."))
    said = {each.person: each.said for each in said_by_member(motion)}
    if person not in said:
        raise BadInputError({"person": say("This member was not entitled to this vote.")})
    if person in motion.recused or person not in motion.kept.present:
        raise BadInputError(
            {"person": say("This member could not vote: {said}.", said=said[person])}
        )
    if motion.votes.get(person) is choice:
        raise BadInputError({"choice": say("So it is recorded already.")})
    file = await meeting_file(body, motion.meeting)
    charter = (await roll_of(body, file.meeting, motion.closed_at)).charter
    mended = replace(motion, votes={**motion.votes, person: choice})
    found, room = recomputed(file, mended, charter)
    return found, room, file, motion


def _mended(
    record: Record, file: MeetingFile, stay: Attendance, wish: StayCorrectionWish
) -> tuple[Attendance, ...]:
    """Return the roll with the right times, or refuse times that cannot be."""
    zone = record.body.timezone
    arrived_at = moment_there("arrived_at", wish.arrived_at, zone)
    left_at = None if wish.left_at is None else moment_there("left_at", wish.left_at, zone)
    wrong: dict[str, Sentence] = {}
    if max(arrived_at, left_at or arrived_at) > record.at:
        wrong["arrived_at"] = say("This moment is still to come.")
    if left_at is not None and left_at < arrived_at:
        wrong["left_at"] = say("A member leaves after arriving.")
    if left_at is None and stay.left_at is not None:
        wrong["left_at"] = say("Say when the member left.")
    others = [each for each in file.roll if each.person == stay.person and each.id != stay.id]
    for other in others:
        if _overlap(arrived_at, left_at, other.arrived_at, other.left_at):
            wrong["arrived_at"] = say("The member stands on the roll for that time already.")
    if wrong:
        raise BadInputError(wrong)
    return tuple(
        _with(each, arrived_at, left_at) if each.id == stay.id else each for each in file.roll
    )


def _with(stay: Attendance, arrived_at: datetime, left_at: datetime | None) -> Attendance:
    return msgspec.structs.replace(stay, arrived_at=arrived_at, left_at=left_at)


def _times(roll: Iterable[Attendance], stay: UUID) -> tuple[datetime, datetime | None]:
    found = next(each for each in roll if each.id == stay)
    return found.arrived_at, found.left_at


def _overlap(
    since: datetime, until: datetime | None, other: datetime, other_until: datetime | None
) -> bool:
    return (other_until is None or since < other_until) and (until is None or other < until)


def _changes(
    record: Record, file: MeetingFile, mended: MeetingFile
) -> Iterable[tuple[MotionFile, Tally, Room]]:
    """Yield each closed vote whose count comes out differently with another roll."""
    for motion in file.motions:
        if motion.kept is None or motion.closed_at is None:
            continue
        found, room = recomputed(mended, motion, record.charter)
        if kept_tally(found, room) != motion.kept:
            yield motion, found, room


def _how_they_change(changes: Iterable[tuple[MotionFile, Tally, Room]]) -> Sentence:
    said = tuple(
        say("motion {number}: {word}", number=motion.number, word=found.word)
        for motion, found, _ in changes
        if found.outcome != motion.outcome
    )
    return say("These votes come out differently: {votes}. Say that you accept it.", votes=said)


def _check_what_followed(motion: MotionFile, outcome: Outcome, charter: Charter) -> None:
    """Refuse to turn a vote round on whose outcome something else was built."""
    if outcome == motion.outcome:
        return
    acts = charter.motion_kind(motion.kind).does is Does.ACT
    if not acts or motion.afterwards:
        raise OutOfOrderError(
            say(
                "Motion {number} would come out differently, and the meeting went on from it; "
                "the body itself sets that right, by a motion.",
                number=motion.number,
            )
        )


async def _store(record: Record, motion: MotionFile, found: Tally, room: Room) -> None:
    """Keep an outcome that was computed anew; a new divergence waits for its resolution."""
    state = State.DIED if found.outcome is Outcome.NO_QUORUM else State.DECIDED
    await MotionRow.update(
        {MotionRow.state: state, **outcome_columns(found, kept_tally(found, room))}
    ).where(MotionRow.id == motion.id)
    record.note(
        f"motion:{motion.id}",
        before={"outcome": motion.outcome},
        after={"outcome": found.outcome, "takes_effect": found.takes_effect},
    )


async def _keep(record: Record, meeting_id: UUID, correction: StayCorrection) -> None:
    await StayCorrectionRow.insert(
        StayCorrectionRow(
            id=uuid4(),
            body=record.body.id,
            meeting=meeting_id,
            attendance=correction.stay,
            arrived_was=correction.arrived_was,
            left_was=correction.left_was,
            arrived_at=correction.arrived_at,
            left_at=correction.left_at,
            reason=correction.reason,
            corrected_by=record.actor.name,
            corrected_at=record.at,
        )
    )
    record.note(
        f"meeting:{meeting_id}",
        before={"arrived_at": correction.arrived_was, "left_at": correction.left_was},
        after={
            "stay": correction.stay,
            "arrived_at": correction.arrived_at,
            "left_at": correction.left_at,
            "reason": correction.reason,
        },
    )
