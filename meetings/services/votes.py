"""Votes: cast, recorded, closed and counted; recusals; the record of votes."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from governance.charter.findings import require
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.motions import Session, State
from meetings.rules.quorum import present_at
from meetings.rules.recusals import Relation, must_recuse
from meetings.rules.tallies import Outcome, Tally
from meetings.rules.votes import Choice, Room, may_vote, tally
from meetings.schemas.motions import (
    CastVote,
    ClosedVote,
    DisclosureWish,
    Entitled,
    KeptTally,
    MemberVote,
    MotionPage,
    MotionView,
    RecordedVote,
    Recusal,
    Resolution,
    Vote,
    kept_tally,
)
from meetings.services.files import MeetingFile, MotionFile, meeting_file, motion_files
from meetings.services.motions import motion_in_session
from meetings.services.views import motion_view
from meetings.tables import MotionRow, RecusalRow

PAGE = 25
OFFICE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.STAFF})
_entitled = msgspec.json.Decoder(tuple[Entitled, ...])
_kept = msgspec.json.Decoder(KeptTally)

explain({"recusal_one_a_member": say("This member is recused already.")})

_BALLOT = """
SELECT m.state, m.entitled, g.state AS session,
    EXISTS (SELECT 1 FROM attendance a WHERE a.meeting = m.meeting AND a.person = $3
            AND a.left_at IS NULL AND (NOT a.remote OR $4)) AS present,
    EXISTS (SELECT 1 FROM recusal r WHERE r.motion = m.id AND r.person = $3) AS recused,
    (SELECT v.choice FROM vote v WHERE v.motion = m.id AND v.person = $3) AS choice
FROM motion m JOIN meeting g ON g.id = m.meeting WHERE m.id = $1 AND m.body = $2"""

_CAST = """
INSERT INTO vote (id, body, motion, person, choice, cast_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (motion, person) DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at"""


@deed
async def cast_vote(record: Record, motion_id: UUID, wish: CastVote) -> Vote:
    """Cast one's own vote; it may change until the close, and is counted once."""
    if record.actor.person is None:
        raise NotAllowedError(say("Only a member casts a vote."))
    return await _vote(record, motion_id, record.actor.person, wish.choice)


@deed
async def record_vote(record: Record, motion_id: UUID, wish: RecordedVote) -> Vote:
    """Record a member's vote as it was called out in a roll call."""
    return await _vote(record, motion_id, wish.person, wish.choice)


async def _vote(record: Record, motion_id: UUID, person: UUID, choice: Choice) -> Vote:
    by_video = record.charter.meetings.by_video
    rows = await engine().read(_BALLOT, motion_id, record.body.id, person, by_video)
    if not rows:
        raise NotFoundError(say("There is no such motion of this body."))
    row = rows[0]
    room = Room(
        members=frozenset(each.person for each in _entitled.decode(row["entitled"])),
        present=frozenset({person} if row["present"] else ()),
        recused=frozenset({person} if row["recused"] else ()),
    )
    is_open = row["state"] == State.PUT and row["session"] == Session.IN_SESSION
    if not is_open:
        raise OutOfOrderError(say("The vote is not open."))
    require(*may_vote(person, room, record.charter, is_open=is_open))
    if row["choice"] != choice:
        await engine().write(
            _CAST, uuid4(), record.body.id, motion_id, person, choice.value, record.at
        )
        record.note(
            f"motion:{motion_id}",
            before={"person": person, "vote": row["choice"]} if row["choice"] else None,
            after={"person": person, "vote": choice.value},
        )
    return Vote(motion=motion_id, person=person, choice=choice, cast_at=record.at)


@deed
async def declare_recusal(record: Record, motion_id: UUID, wish: DisclosureWish) -> Recusal:
    """Disclose what binds a member to the matter; from now on the member takes no part.

    A vote that was cast before is not counted.
    """
    person = wish.person or record.actor.person
    if person is None:
        raise BadInputError({"person": say("Name the member.")})
    if person != record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("A member discloses only for themselves."))
    _, motion = await motion_in_session(record, motion_id)
    if not motion.state.is_pending:
        raise OutOfOrderError(say("The motion is decided; this comes too late for it."))
    found = must_recuse(wish.relation, record.charter.recusal)
    if wish.relation is Relation.NONE:
        raise BadInputError({"relation": found.reason})
    rows = await engine().read(
        "SELECT name FROM person WHERE id = $1 AND body = $2", person, record.body.id
    )
    if not rows:
        raise BadInputError({"person": say("There is no such member.")})
    await RecusalRow.insert(
        RecusalRow(
            id=uuid4(),
            body=record.body.id,
            motion=motion_id,
            person=person,
            relation=wish.relation,
            reason=wish.reason,
            declared_at=record.at,
        )
    )
    record.note(
        f"motion:{motion_id}",
        after={"recused": person, "relation": wish.relation, "reason": wish.reason},
    )
    return Recusal(
        motion=motion_id,
        person=person,
        name=rows[0]["name"],
        relation=wish.relation,
        reason=wish.reason,
        clause=found.clause,
    )


@deed
async def close_vote(record: Record, motion_id: UUID) -> MotionView:
    """Close the vote and compute its outcome from the room as it is at this instant.

    Without a quorum nothing is decided, and the motion falls.
    """
    file, motion = await motion_in_session(record, motion_id)
    if motion.state is not State.PUT:
        raise OutOfOrderError(say("The vote is not open: {state}.", state=motion.state.words))
    at = file.moment(record.at)
    room = room_at(file, motion, at, by_video=record.charter.meetings.by_video)
    found = tally(motion.votes, room, record.charter, motion.kind)
    decided = found.outcome is not Outcome.NO_QUORUM
    kept = kept_tally(found, tuple(sorted(room.present & room.members)))
    await MotionRow.update(
        {
            MotionRow.state: State.DECIDED if decided else State.DIED,
            MotionRow.closed_at: at,
            MotionRow.tally: msgspec.json.encode(kept).decode(),
            MotionRow.outcome: found.outcome,
            MotionRow.diverges: found.diverges,
        }
    ).where(MotionRow.id == motion_id)
    record.note(
        f"motion:{motion_id}",
        before={"state": State.PUT},
        after={
            "outcome": found.outcome,
            "takes_effect": found.takes_effect,
            "tests": {each.test: each.met for each in found.tests},
            "present": [str(person) for person in kept.present],
            "votes": {str(person): choice for person, choice in motion.votes.items()},
        },
    )
    after = await meeting_file(record.body, file.meeting.id)
    return motion_view(after.motion(motion_id))


@deed
async def resolve_divergence(record: Record, motion_id: UUID, wish: Resolution) -> MotionView:
    """Record how it was resolved that the tests parted ways; who did so stands in the chain."""
    found = await motion_files("m.id = $1 AND m.body = $2", motion_id, record.body.id)
    if not found:
        raise NotFoundError(say("There is no such motion of this body."))
    if not found[0].diverges or found[0].resolution:
        raise OutOfOrderError(say("There is nothing to resolve about this vote."))
    await MotionRow.update({MotionRow.resolution: wish.resolution}).where(MotionRow.id == motion_id)
    record.note(f"motion:{motion_id}", after={"resolution": wish.resolution})
    (after,) = await motion_files("m.id = $1", motion_id)
    return motion_view(after)


def room_at(file: MeetingFile, motion: MotionFile, moment: datetime, *, by_video: bool) -> Room:
    """Return who could vote on a motion at an instant."""
    return Room(
        members=frozenset(each.person for each in motion.entitled),
        present=present_at(file.stays, moment, by_video=by_video),
        recused=motion.recused,
        presiding=file.meeting.presiding,
    )


def recomputed(file: MeetingFile, motion: MotionFile, record: Record) -> Tally:
    """Return the outcome of a closed vote anew, from the roll and the votes alone."""
    moment = motion.closed_at or file.moment(record.at)
    room = room_at(file, motion, moment, by_video=record.charter.meetings.by_video)
    return tally(motion.votes, room, record.charter, motion.kind)


async def record_of_votes(body: Body, *, page: int = 1) -> MotionPage:
    """Return one page of the votes that were closed, the latest first."""
    found = await closed_votes(body, limit=PAGE, after=(page - 1) * PAGE)
    motions = tuple(map(motion_view, found))
    return MotionPage(motions=motions, page=page, pages=await count_vote_pages(body))


async def latest_votes(body: Body, *, limit: int) -> list[ClosedVote]:
    """Return so many of the votes that were closed, the latest first, as a list names them."""
    rows = await engine().read(
        "SELECT meeting, id AS motion, text, outcome, closed_at FROM motion "
        "WHERE body = $1 AND closed_at IS NOT NULL "
        "ORDER BY closed_at DESC, number DESC LIMIT $2",
        body.id,
        limit,
    )
    return msgspec.convert(rows, list[ClosedVote])


async def closed_votes(body: Body, *, limit: int, after: int = 0) -> tuple[MotionFile, ...]:
    """Return so many closed votes with all that the record holds, after so many later ones."""
    return await motion_files(
        "m.body = $1 AND m.closed_at IS NOT NULL",
        body.id,
        order=f"m.closed_at DESC, m.number DESC LIMIT {limit} OFFSET {after}",
    )


async def count_vote_pages(body: Body) -> int:
    """Return how many pages the record of votes has, at least one."""
    counted = await engine().read(
        "SELECT count(*) AS number FROM motion WHERE body = $1 AND closed_at IS NOT NULL", body.id
    )
    return max(-(-int(counted[0]["number"]) // PAGE), 1)


async def votes_of_member(body: Body, person: UUID, *, limit: int = PAGE) -> list[MemberVote]:
    """Return a member's latest votes that were counted."""
    rows = await engine().read(
        "SELECT m.meeting, m.id AS motion, m.text, v.choice, m.outcome, m.closed_at, m.tally "
        "FROM vote v JOIN motion m ON m.id = v.motion "
        "WHERE v.person = $1 AND v.body = $2 AND m.state = 'decided' AND NOT EXISTS "
        "(SELECT 1 FROM recusal r WHERE r.motion = m.id AND r.person = v.person) "
        "ORDER BY m.closed_at DESC LIMIT $3",
        person,
        body.id,
        limit,
    )
    counted = [row for row in rows if person in _kept.decode(row["tally"]).present]
    return msgspec.convert(counted, list[MemberVote])
