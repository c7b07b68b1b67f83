"""What was kept on paper while the machines were silent is taken into the record afterwards.

A sheet is not believed: everything on it is done again by the same deeds, each at its hour, and the
law of that day refuses what it would have refused in the room. All of it is one deed, or nothing.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from governance.clock import day_in
from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed
from meetings.rules.hours import moment_there
from meetings.rules.minutes import Line, LineKind
from meetings.rules.motions import Session, State
from meetings.rules.sheets import Step, Turn, in_order
from meetings.rules.votes import Choice
from meetings.schemas.meetings import Arrival, CallToOrder, Departure
from meetings.schemas.motions import DisclosureWish, MotionWish, RecordedVote, Seconding
from meetings.schemas.sheets import (
    Sheet,
    SheetChoice,
    SheetMotion,
    SheetStay,
    SheetTaken,
    SheetVote,
    SheetWish,
)
from meetings.services import motions, recusals, sessions, votes
from meetings.services.files import get_meeting
from meetings.services.minutes import also
from meetings.tables import SheetRow

LONGEST = timedelta(days=1)
"""How long after its hour the last line of a sheet may be."""

Act = Callable[[Record], Awaitable[None]]
Deed = tuple[Sentence, Act]


@deed
async def take_in_sheet(record: Record, meeting_id: UUID, wish: SheetWish) -> SheetTaken:
    """Take in a roll-call sheet: the roll with its hours, the motions with their votes."""
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.state in (Session.ADJOURNED, Session.CANCELLED):
        raise OutOfOrderError(say("This meeting is over; its record is corrected, with a reason."))
    done: list[UUID] = []
    steps = in_order(_steps(record, meeting_id, wish, done))
    _check_hours(record, steps, latest=meeting.starts_at + LONGEST)
    for step in steps:
        name, act = step.what
        with _naming(name):
            await act(await _back_then(record, step.at))
    sheet = Sheet(
        id=uuid4(),
        reason=wish.reason,
        motions=tuple(done),
        taken_in_by=record.actor.name,
        taken_in_at=record.at,
    )
    await SheetRow.insert(
        SheetRow(
            id=sheet.id,
            body=record.body.id,
            meeting=meeting_id,
            reason=sheet.reason,
            motions=msgspec.json.encode(done).decode(),
            taken_in_by=sheet.taken_in_by,
            taken_in_at=sheet.taken_in_at,
        )
    )
    record.note(
        f"meeting:{meeting_id}",
        after={"taken_in_from_paper": sheet.id, "reason": wish.reason, "motions": len(done)},
    )
    return SheetTaken(sheet=sheet, meeting=await get_meeting(record.body, meeting_id))


async def sheets_of(body: Body, meeting_id: UUID) -> list[Sheet]:
    """Return the sheets that were taken in for a meeting, the first first."""
    rows = await engine().read(
        "SELECT id, reason, motions, taken_in_by, taken_in_at FROM sheet "
        "WHERE meeting = $1 AND body = $2 ORDER BY taken_in_at, id",
        meeting_id,
        body.id,
    )
    kept = [{**row, "motions": msgspec.json.decode(row["motions"])} for row in rows]
    return msgspec.convert(kept, list[Sheet])


async def lines_of_sheets(body: Body, meeting_id: UUID) -> tuple[Line, ...]:
    """Return what the minutes say of paper."""
    return tuple(
        Line(
            LineKind.TEXT,
            say(
                "Hours and votes were written on paper at the meeting and taken into the record "
                "on {day} by {who}: {reason}",
                day=day_in(sheet.taken_in_at, body.timezone),
                who=sheet.taken_in_by,
                reason=sheet.reason,
            ),
        )
        for sheet in await sheets_of(body, meeting_id)
    )


also(lines_of_sheets)


def _steps(
    record: Record, meeting_id: UUID, wish: SheetWish, done: list[UUID]
) -> Iterator[Step[Deed]]:
    def at(field: str, moment: datetime) -> datetime:
        return moment_there(field, moment, record.body.timezone)

    if wish.called_to_order_at is not None:
        moment = at("called_to_order_at", wish.called_to_order_at)
        call = CallToOrder(presiding=wish.presiding)
        yield Step(moment, Turn.CALL, (say("Call to order"), _call(meeting_id, call)))
    for line in wish.roll:
        if line.arrived_at is not None:
            moment = at("arrived_at", line.arrived_at)
            yield Step(moment, Turn.ARRIVAL, (say("An arrival"), _arrival(meeting_id, line)))
        if line.left_at is not None:
            moment = at("left_at", line.left_at)
            left = (say("A departure"), _departure(meeting_id, line.person))
            yield Step(moment, Turn.DEPARTURE, left)
    for number, motion in enumerate(wish.motions, 1):
        known = {"motion": motion.motion} if motion.motion else {}
        voted_at = at("voted_at", motion.voted_at)
        if not known:
            moved_at = at("moved_at", motion.moved_at or motion.voted_at)
            making = say("Motion {number} of the sheet", number=number)
            yield Step(moved_at, Turn.MOTION, (making, _making(meeting_id, motion, known)))
        taking = say("The vote on motion {number} of the sheet", number=number)
        yield Step(voted_at, Turn.VOTE, (taking, _vote(motion, known, done)))
    if wish.adjourned_at is not None:
        moment = at("adjourned_at", wish.adjourned_at)
        yield Step(moment, Turn.ADJOURNMENT, (say("Adjournment"), _adjournment(meeting_id)))


def _check_hours(record: Record, steps: list[Step[Deed]], *, latest: datetime) -> None:
    for step in steps:
        name, _ = step.what
        if step.at > record.at:
            raise BadInputError({"": say("{what}: this moment is still to come.", what=name)})
        if step.at > latest:
            raise BadInputError({"": say("{what}: this is long after the meeting.", what=name)})


async def _back_then(record: Record, at: datetime) -> Record:
    """Return the record as a deed of that moment would have had it, with the same changes."""
    charter = record.charter
    on = day_in(at, record.body.timezone)
    if on != record.today:
        charter = await charter_on(record.body, on)
    return replace(record, actor=replace(record.actor, at=at), charter=charter)


@contextmanager
def _naming(name: Sentence) -> Iterator[None]:
    """Say of which line of the sheet a refusal speaks."""
    try:
        yield
    except RuleBrokenError as error:
        raise RuleBrokenError(
            [
                each._replace(reason=say("{line}: {reason}", line=name, reason=each.reason))
                for each in error.findings
            ]
        ) from error
    except BadInputError as error:
        reasons = error.fields.values()
        raise BadInputError(
            {"": say("{line}: {reasons}", line=name, reasons=tuple(reasons))}
        ) from error
    except OutOfOrderError as error:
        raise OutOfOrderError(say("{line}: {reason}", line=name, reason=error.reason)) from error


def _call(meeting_id: UUID, wish: CallToOrder) -> Act:
    async def act(record: Record) -> None:
        await sessions.call_to_order.within(record, meeting_id, wish)

    return act


def _arrival(meeting_id: UUID, line: SheetStay) -> Act:
    async def act(record: Record) -> None:
        wish = Arrival(person=line.person, remote=line.remote, ground=line.ground)
        await sessions.record_arrival.within(record, meeting_id, wish)

    return act


def _departure(meeting_id: UUID, person: UUID) -> Act:
    async def act(record: Record) -> None:
        await sessions.record_departure.within(record, meeting_id, Departure(person=person))

    return act


def _adjournment(meeting_id: UUID) -> Act:
    async def act(record: Record) -> None:
        await sessions.adjourn_meeting.within(record, meeting_id)

    return act


def _making(meeting_id: UUID, motion: SheetMotion, known: dict[str, UUID]) -> Act:
    async def act(record: Record) -> None:
        if motion.mover is None or not motion.text.strip():
            raise BadInputError({"mover": say("A motion has a text and a mover.")})
        wish = MotionWish(kind=motion.kind, text=motion.text, mover=motion.mover, item=motion.item)
        made = await motions.make_motion.within(record, meeting_id, wish)
        known["motion"] = made.id
        if motion.seconder is not None:
            seconding = Seconding(person=motion.seconder)
            await motions.second_motion.within(record, made.id, seconding)

    return act


def _vote(motion: SheetMotion, known: dict[str, UUID], done: list[UUID]) -> Act:
    async def act(record: Record) -> None:
        motion_id = known["motion"]
        for vote in motion.votes:
            if vote.choice is SheetChoice.RECUSED:
                await recusals.declare_recusal.within(record, motion_id, _disclosure(vote))
        _, file = await motions.motion_in_session(record, motion_id)
        if file.state is not State.PUT:
            await motions.put_motion.within(record, motion_id)
        for vote in motion.votes:
            if vote.choice is not SheetChoice.RECUSED:
                said = RecordedVote(person=vote.person, choice=Choice(vote.choice))
                await votes.record_vote.within(record, motion_id, said)
        await votes.close_vote.within(record, motion_id)
        done.append(motion_id)

    return act


def _disclosure(vote: SheetVote) -> DisclosureWish:
    if not vote.reason.strip():
        raise BadInputError({"reason": say("Say what binds a recused member to the matter.")})
    return DisclosureWish(relation=vote.relation, reason=vote.reason, person=vote.person)
