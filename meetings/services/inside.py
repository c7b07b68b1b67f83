"""A formal vote that was taken behind closed doors is written down, each member by name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import msgspec

from governance.charter.findings import require
from governance.errors import BadInputError, OutOfOrderError
from governance.sentences import say
from governance.services.deeds import Record
from meetings.rules.executive import may_be_told, may_be_voted_inside
from meetings.rules.hours import moment_there
from meetings.rules.motions import State, may_move, may_put
from meetings.rules.quorum import present_at
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice, Room, tally
from meetings.schemas.executive import ClosedVoteWish, ExecutiveSession
from meetings.schemas.motions import DisclosureWish, Entitled, kept_tally
from meetings.schemas.sheets import SheetChoice
from meetings.services.drafts import Draft, move_on, write_down
from meetings.services.files import INSTANT, MeetingFile, MotionFile, meeting_file
from meetings.services.motions import kind_of
from meetings.services.recusals import declare_recusal
from meetings.services.rolls import roll_now
from meetings.services.sessions import quorum_at
from meetings.services.votes import CALLED, keep_vote, outcome_columns, room_at
from meetings.tables import MotionRow


async def take_vote(record: Record, session: ExecutiveSession, wish: ClosedVoteWish) -> UUID:
    """Write down a vote at its moment inside, and count it as the room was then."""
    file = await meeting_file(record.body, session.meeting)
    members = await roll_now(record, file.meeting)
    kind = kind_of(record, wish.kind)
    require(
        may_be_voted_inside(kind, record.charter, appropriates=wish.appropriates),
        may_be_told(kind, record.charter),
    )
    at = _moment(record, session, file, wish)
    then = replace(record, actor=replace(record.actor, at=at))
    motion_id = wish.motion or await _made(then, file, wish, members)
    await _recusals(then, motion_id, wish)
    file = await meeting_file(record.body, session.meeting)
    motion = file.motion(motion_id)
    _check_pending(file, motion)
    closed_at = max([at, *(each.declared_at for each in motion.entries)])
    found = quorum_at(file, members, record.charter, closed_at)
    require(*may_put(motion.facts, kind_of(record, motion.kind), found))
    room = room_at(file, motion, closed_at, record.charter, members)
    votes = _votes(wish, room, members)
    for person, choice in votes.items():
        await keep_vote(then, motion_id, person, choice, CALLED)
    await _decide(then, file, motion, room, votes, closed_at, members)
    return motion_id


def _moment(
    record: Record, session: ExecutiveSession, file: MeetingFile, wish: ClosedVoteWish
) -> datetime:
    """Return when the vote was taken: inside, after the vote before it."""
    ended_at = session.ended_at or record.at
    at = ended_at
    if wish.voted_at is not None:
        at = moment_there("voted_at", wish.voted_at, record.body.timezone)
        if not session.begun_at.replace(second=0, microsecond=0) <= at <= ended_at:
            raise BadInputError({"voted_at": say("The doors were not closed then.")})
    last = file.last_vote_at
    return max([at, session.begun_at, *([last + INSTANT] if last else [])])


async def _made(
    record: Record, file: MeetingFile, wish: ClosedVoteWish, members: tuple[Entitled, ...]
) -> UUID:
    kind = kind_of(record, wish.kind)
    if not wish.text.strip():
        raise BadInputError({"text": say("This is needed.")})
    found = quorum_at(file, members, record.charter, record.at)
    require(*may_move(kind, file.pending, found, record.charter))
    present = present_at(file.stays, record.at, by_video=record.charter.meetings.by_video)
    if wish.mover not in present:
        raise BadInputError({"mover": say("This member is not in the room.")})
    if wish.seconder is not None and wish.seconder not in present - {wish.mover}:
        raise BadInputError({"seconder": say("Another member who was in the room seconds.")})
    return await write_down(
        record,
        Draft(
            meeting=file.meeting.id,
            kind=kind.id,
            text=wish.text.strip(),
            mover=wish.mover,
            seconder=wish.seconder,
            state=State.SECONDED if wish.seconder else State.MOVED,
            stated_at=record.at,
        ),
    )


async def _recusals(record: Record, motion_id: UUID, wish: ClosedVoteWish) -> None:
    for vote in wish.votes:
        if vote.choice is SheetChoice.RECUSED:
            if not vote.reason.strip():
                raise BadInputError(
                    {"votes": say("Say what binds a recused member to the matter.")}
                )
            disclosure = DisclosureWish(
                relation=vote.relation, reason=vote.reason, person=vote.person
            )
            await declare_recusal.within(record, motion_id, disclosure)


def _check_pending(file: MeetingFile, motion: MotionFile) -> None:
    if not motion.state.is_pending:
        raise OutOfOrderError(say("The motion is decided; this comes too late for it."))
    if file.resting_upon(motion):
        raise OutOfOrderError(say("Something was moved upon this motion; that is decided first."))


def _votes(
    wish: ClosedVoteWish, room: Room, members: tuple[Entitled, ...]
) -> Mapping[UUID, Choice]:
    """Return what each member said; all who could vote must be named, and nobody else."""
    said = {
        each.person: Choice(each.choice)
        for each in wish.votes
        if each.choice is not SheetChoice.RECUSED
    }
    names = {each.person: each.name for each in members}
    silent = tuple(name for person, name in names.items() if person in room.voters - set(said))
    if silent:
        raise BadInputError({"votes": say("Say how these members voted: {names}.", names=silent)})
    for person in said:
        if person not in room.voters:
            raise BadInputError(
                {
                    "votes": say(
                        "{name} was not in the room at that hour, or stands aside.",
                        name=names.get(person, say("Somebody")),
                    )
                }
            )
    return said


async def _decide(
    record: Record,
    file: MeetingFile,
    motion: MotionFile,
    room: Room,
    votes: Mapping[UUID, Choice],
    at: datetime,
    members: tuple[Entitled, ...],
) -> None:
    found = tally(votes, room, record.charter, motion.kind, noticed=motion.noticed)
    kept = kept_tally(found, room)
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
    put = (await meeting_file(record.body, file.meeting.id)).motion(motion.id)
    state = State.DIED if found.outcome is Outcome.NO_QUORUM else State.DECIDED
    await move_on(record, put, state, {MotionRow.closed_at: at, **outcome_columns(found, kept)})
    record.note(
        f"motion:{motion.id}",
        after={
            "outcome": found.outcome,
            "takes_effect": found.takes_effect,
            "votes": {str(person): choice for person, choice in votes.items()},
        },
    )
