"""What a motion does once it is carried."""

from typing import Any
from uuid import UUID

from piccolo.columns import Column

from governance.charter.model import Does
from governance.services.deeds import Record
from meetings.rules.motions import State
from meetings.services.drafts import Draft, mark, move_on, reword, write_down
from meetings.services.files import MeetingFile, MotionFile, meeting_file, motion_files
from meetings.services.sessions import adjourn_meeting, recess_meeting
from meetings.tables import MotionRow

ASIDE = {
    Does.TABLE: State.TABLED,
    Does.REFER: State.REFERRED,
    Does.POSTPONE: State.POSTPONED,
}
RECONSIDERED, RESCINDED, TAKEN_UP = "reconsidered", "rescinded", "taken_up"


async def take_effect(record: Record, meeting_id: UUID, motion_id: UUID) -> None:
    """Do what a carried motion says."""
    file = await meeting_file(record.body, meeting_id)
    motion = file.motion(motion_id)
    does = record.charter.motion_kind(motion.kind).does
    match does:
        case Does.RECESS:
            await recess_meeting.within(record, meeting_id)
        case Does.ADJOURN:
            await adjourn_meeting.within(record, meeting_id)
        case Does.TAKE_UP | Does.RECONSIDER | Does.RESCIND:
            await _reach_back(record, file, motion, does)
        case Does.ACT | Does.CLOSE_DOORS:
            return  # whoever presides begins the session
        case _:
            await _change_the_question(record, file, motion, does)


async def bring_back(
    record: Record, file: MeetingFile, earlier: MotionFile, afterwards: str
) -> UUID:
    """Put an earlier motion before the body again, as a motion of this meeting."""
    here = earlier.meeting == file.meeting.id
    again = await write_down(
        record,
        Draft(
            meeting=file.meeting.id,
            kind=earlier.kind,
            text=earlier.text,
            mover=earlier.mover,
            seconder=earlier.seconder,
            state=State.SECONDED if earlier.seconder else State.MOVED,
            item=earlier.item if here else None,
            target=earlier.target,
            came_from=earlier.id,
            about=earlier.about,
            noticed=earlier.noticed,
            minutes=earlier.minutes,
            stated_at=record.at,
        ),
    )
    await mark(record, earlier, afterwards, again)
    return again


async def _reach_back(record: Record, file: MeetingFile, motion: MotionFile, does: Does) -> None:
    earlier = (await motion_files("m.id = $1", motion.target))[0]
    if does is Does.RESCIND:
        await mark(record, earlier, RESCINDED, motion.id)
    else:
        afterwards = RECONSIDERED if does is Does.RECONSIDER else TAKEN_UP
        await bring_back(record, file, earlier, afterwards)


async def _change_the_question(
    record: Record, file: MeetingFile, motion: MotionFile, does: Does
) -> None:
    question = file.motion(motion.target) if motion.target else None
    if question is None or not question.state.is_pending:
        return
    if does is Does.AMEND:
        await _amend(record, question, motion)
    elif does is Does.CLOSE_DEBATE:
        await MotionRow.update({MotionRow.debate_closed: True}).where(MotionRow.id == question.id)
        record.note(f"motion:{question.id}", after={"debate_closed": True})
    elif does is Does.DIVIDE:
        await _divide(record, question, motion)
    else:
        await _set_aside(record, file, question, motion, ASIDE[does])


async def _amend(record: Record, question: MotionFile, amendment: MotionFile) -> None:
    """Change the words of the question; those of an amendment are the ones it proposes."""
    if record.charter.motion_kind(question.kind).does is Does.AMEND:
        await MotionRow.update({MotionRow.proposed: amendment.proposed}).where(
            MotionRow.id == question.id
        )
        record.note(
            f"motion:{question.id}",
            before={"proposed": question.proposed},
            after={"proposed": amendment.proposed},
        )
    else:
        await reword(record, question, amendment.proposed, amendment)


async def _divide(record: Record, question: MotionFile, division: MotionFile) -> None:
    await move_on(record, question, State.DIVIDED)
    for part in filter(None, map(str.strip, division.proposed.split("\n\n"))):
        await write_down(
            record,
            Draft(
                meeting=question.meeting,
                kind=question.kind,
                text=part,
                mover=question.mover,
                seconder=question.seconder,
                state=question.state,
                item=question.item,
                came_from=question.id,
                about=question.about,
                stated_at=question.stated_at,
            ),
        )


async def _set_aside(
    record: Record, file: MeetingFile, question: MotionFile, motion: MotionFile, state: State
) -> None:
    """Lay the question aside; what was moved upon it falls, and can be moved anew."""
    values: dict[Column | str, Any] = {  # a column may hold any type
        MotionRow.until_day: motion.until_day,
        MotionRow.until_meeting: motion.until_meeting,
        MotionRow.referred_to: motion.referred_to,
    }
    for each in file.resting_upon(question):
        await move_on(record, each, State.DIED)
    await move_on(record, question, state, values)
    record.note(
        f"motion:{question.id}",
        before={"state": question.state},
        after={"state": state, "by": motion.id},
    )
