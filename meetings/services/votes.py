"""Votes: cast, recorded, closed and counted; recusals; the record of votes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
from piccolo.columns import Column

from governance.charter.findings import require
from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import NotAllowedError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from meetings.rules.motions import Session, State, may_consent
from meetings.rules.quorum import Stay, distant_at, present_at, quorum
from meetings.rules.recusals import Entry, may_stay_silent, standing_aside
from meetings.rules.tallies import Outcome, Tally
from meetings.rules.votes import Choice, Room, may_vote, tally
from meetings.schemas.meetings import MeetingKind
from meetings.schemas.motions import (
    CastVote,
    Entitled,
    KeptTally,
    MemberVote,
    MotionPage,
    MotionView,
    RecordedVote,
    Resolution,
    Vote,
    kept_tally,
)
from meetings.services.drafts import last_step, move_on
from meetings.services.effects import take_effect
from meetings.services.files import (
    MeetingFile,
    MotionFile,
    Row,
    get_meeting,
    meeting_file,
    motion_files,
)
from meetings.services.motions import motion_in_session, put_motion, quorum_of
from meetings.services.recusals import asked_of
from meetings.services.rolls import roll_now
from meetings.services.views import motion_view
from meetings.tables import MotionRow

PAGE = 25
_entitled = msgspec.json.Decoder(tuple[Entitled, ...])
_kept = msgspec.json.Decoder(KeptTally)

_BALLOT = """
SELECT m.state, m.entitled, m.put_at, m.closed_at, m.meeting, m.item, g.state AS session, g.kind,
    EXISTS (SELECT 1 FROM recusal_entry r WHERE r.meeting = m.meeting) AS asides,
    EXISTS (SELECT 1 FROM disclosure d WHERE d.person = $3 AND d.ended_at IS NULL) AS disclosed,
    (SELECT v.choice FROM vote v WHERE v.motion = m.id AND v.person = $3) AS choice
FROM motion m JOIN meeting g ON g.id = m.meeting WHERE m.id = $1 AND m.body = $2"""

_THERE = "SELECT person, remote, ground FROM attendance WHERE meeting = $1 AND left_at IS NULL"

_CAST = """
INSERT INTO vote (id, body, motion, person, choice, cast_at, how)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (motion, person)
DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at, how = excluded.how"""

OWN, CALLED, CONSENT = "own", "called", "consent"


@deed
async def cast_vote(record: Record, motion_id: UUID, wish: CastVote) -> Vote:
    """Cast one's own vote; it may change until the close, and is counted once."""
    if record.actor.person is None:
        raise NotAllowedError(say("Only a member casts a vote."))
    return await _vote(record, motion_id, record.actor.person, wish.choice, OWN)


@deed
async def record_vote(record: Record, motion_id: UUID, wish: RecordedVote) -> Vote:
    """Record a member's vote as it was called out in a roll call."""
    return await _vote(record, motion_id, wish.person, wish.choice, CALLED)


async def _vote(record: Record, motion_id: UUID, person: UUID, choice: Choice, how: str) -> Vote:
    rows = await engine().read(_BALLOT, motion_id, record.body.id, person)
    if not rows:
        raise NotFoundError(say("There is no such motion of this body."))
    row = rows[0]
    is_open = row["state"] == State.PUT and row["session"] == Session.IN_SESSION
    if not is_open:
        raise OutOfOrderError(_too_late(record, row))
    room = await _room_now(record, motion_id, row)
    gathered = room.present - room.distant
    found = quorum(gathered, room.members, record.charter, recused=room.recused)
    require(*may_vote(person, room, record.charter, is_open=is_open), found.finding)
    if row["disclosed"]:
        await _require_a_word(record, row["meeting"], motion_id, person)
    if row["choice"] != choice:
        await keep_vote(record, motion_id, person, choice, how)
        record.note(
            f"motion:{motion_id}",
            before={"person": person, "vote": row["choice"]} if row["choice"] else None,
            after={"person": person, "vote": choice.value},
        )
    return Vote(motion=motion_id, person=person, choice=choice, cast_at=record.at)


async def keep_vote(
    record: Record, motion_id: UUID, person: UUID, choice: Choice, how: str
) -> None:
    """Write a vote down in place of what the member said before."""
    await engine().write(
        _CAST, uuid4(), record.body.id, motion_id, person, choice.value, record.at, how
    )


async def _room_now(record: Record, motion_id: UUID, row: Row) -> Room:
    """Return who can vote at this instant: in office when it was put, and still today."""
    entitled = frozenset(each.person for each in _entitled.decode(row["entitled"]))
    members = entitled
    is_today = day_in(row["put_at"], record.body.timezone) == record.today
    if not (is_today and MeetingKind(row["kind"]).is_of_the_whole_body):
        now = await roll_now(record, await get_meeting(record.body, row["meeting"]))
        members = frozenset(each.person for each in now)
    by_video = record.charter.meetings.by_video
    stays = [
        Stay(each["person"], row["put_at"], None, bool(each["remote"]), each["ground"])
        for each in await engine().read(_THERE, row["meeting"])
    ]
    return Room(
        members=members,
        present=present_at(stays, row["put_at"], by_video=by_video),
        recused=await _aside(motion_id, row["item"]) if row["asides"] else frozenset(),
        distant=distant_at(stays, row["put_at"], record.charter),
        entitled=entitled,
    )


async def _aside(motion_id: UUID, item: UUID | None) -> frozenset[UUID]:
    rows = await engine().read(
        "SELECT person, takes_part FROM recusal_entry WHERE motion = $1 OR item = $2 "
        "ORDER BY declared_at",
        motion_id,
        item,
    )
    return standing_aside([Entry(row["person"], bool(row["takes_part"])) for row in rows])


async def _require_a_word(record: Record, meeting: UUID, motion_id: UUID, person: UUID) -> None:
    """Refuse the vote of whoever disclosed something that the matter names and said no more."""
    file = await meeting_file(record.body, meeting)
    asked = await asked_of(record.body, file, file.motion(motion_id))
    mine = [each for each in asked if each.person == person]
    require(may_stay_silent(mine, record.charter.recusal))


def _too_late(record: Record, row: Row) -> Sentence:
    if row["closed_at"] is None:
        return say("The vote is not open.")
    hour = row["closed_at"].astimezone(ZoneInfo(record.body.timezone)).time()
    return say("The vote was closed at {hour}; yours came after it.", hour=hour)


@deed
async def close_vote(record: Record, motion_id: UUID) -> MotionView:
    """Close the vote and compute its outcome from the room as it is at this instant.

    Without a quorum nothing is decided, and the motion falls. What is carried takes effect.
    """
    file, motion = await motion_in_session(record, motion_id)
    if motion.state is not State.PUT:
        raise OutOfOrderError(
            say(
                "The vote is not open: {state}. {last}",
                state=motion.state.words,
                last=last_step(record, motion),
            )
        )
    at = file.moment(record.at)
    members = await roll_now(record, file.meeting)
    room = room_at(file, motion, at, record.charter, members)
    found = tally(motion.votes, room, record.charter, motion.kind, noticed=motion.noticed)
    decided = found.outcome is not Outcome.NO_QUORUM
    kept = kept_tally(found, room)
    state = State.DECIDED if decided else State.DIED
    await move_on(record, motion, state, {MotionRow.closed_at: at, **outcome_columns(found, kept)})
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
    if found.takes_effect:
        await take_effect(record, file.meeting.id, motion_id)
    after = await meeting_file(record.body, file.meeting.id)
    return motion_view(after.motion(motion_id), after)


@deed
async def decide_by_consent(record: Record, motion_id: UUID) -> MotionView:
    """Decide a question on which nobody objected: everybody who can vote is recorded with yes."""
    file, motion = await motion_in_session(record, motion_id)
    kind = record.charter.motion_kind(motion.kind)
    found = await quorum_of(record, file)
    require(*may_consent(motion.facts, kind, found, record.charter))
    await put_motion.within(record, motion_id)
    members = await roll_now(record, file.meeting)
    room = room_at(file, motion, file.moment(record.at), record.charter, members)
    for member in members:
        if member.person in room.voters:
            await _vote(record, motion_id, member.person, Choice.YES, CONSENT)
    return await close_vote.within(record, motion_id)


def outcome_columns(found: Tally, kept: KeptTally) -> dict[Column | str, Any]:
    """Return what is stored of an outcome."""
    return {
        MotionRow.tally: msgspec.json.encode(kept).decode(),
        MotionRow.outcome: found.outcome,
        MotionRow.diverges: found.diverges,
    }


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
    return motion_view(after, await meeting_file(record.body, after.meeting))


def room_at(
    file: MeetingFile,
    motion: MotionFile,
    moment: datetime,
    charter: Charter,
    members: Iterable[Entitled] | None = None,
) -> Room:
    """Return who could vote on a motion at an instant.

    `members` are those in office then; without them, what the close found, or the opening.
    """
    entitled = frozenset(each.person for each in motion.entitled)
    if members is not None:
        in_office = frozenset(each.person for each in members)
    else:
        in_office = frozenset(motion.kept.members if motion.kept else ()) or entitled
    return Room(
        members=in_office,
        present=present_at(file.stays, moment, by_video=charter.meetings.by_video),
        recused=motion.recused,
        presiding=file.meeting.presiding,
        distant=distant_at(file.stays, moment, charter),
        entitled=entitled or None,
    )


def recomputed(file: MeetingFile, motion: MotionFile, charter: Charter) -> tuple[Tally, Room]:
    """Return the outcome of a closed vote anew, from the roll and the votes alone."""
    assert motion.closed_at is not None  # who asks has seen that it was closed
    room = room_at(file, motion, motion.closed_at, charter)
    return tally(motion.votes, room, charter, motion.kind, noticed=motion.noticed), room


async def record_of_votes(body: Body, *, page: int = 1) -> MotionPage:
    """Return one page of the votes that were closed, the latest first."""
    found = await closed_votes(body, limit=PAGE, after=(page - 1) * PAGE)
    motions = tuple(map(motion_view, found))
    return MotionPage(motions=motions, page=page, pages=await count_vote_pages(body))


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
        "(SELECT 1 FROM recusal_entry r WHERE r.person = v.person AND NOT r.takes_part "
        "AND r.motion = m.id) ORDER BY m.closed_at DESC LIMIT $3",
        person,
        body.id,
        limit,
    )
    counted = [row for row in rows if person in _kept.decode(row["tally"]).present]
    return msgspec.convert(counted, list[MemberVote])
