"""Rounds: opened, cast by roll call, closed and counted, until somebody is elected."""

from uuid import UUID, uuid4

import msgspec

from elections.rules.ballots import Stage, may_ballot, may_come_before, may_open_round
from elections.rules.candidacies import may_hold, may_stand
from elections.rules.counts import MOTION_KIND, RoundCount, count_round, settled
from elections.rules.officers import election_due, officer_span
from elections.schemas.elections import BallotWish, Election, KeptCount, RecordedBallot
from elections.services.files import ElectionFile, RoundFile, election_file, election_files
from elections.services.nominations import move_to, put_off, view
from elections.services.officers import end_the_gap, install, officers_on, tenures_of
from elections.tables import RoundRow
from governance.charter.findings import require
from governance.charter.model import Charter, Office
from governance.days import Span
from governance.errors import NotAllowedError, OutOfOrderError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.quorum import distant_at, present_at
from meetings.rules.votes import Room
from meetings.schemas.motions import kept_tally
from meetings.services.files import MeetingFile
from meetings.services.members import members_on
from meetings.services.motions import in_session
from meetings.services.presiding import let_preside, require_own_meeting
from meetings.services.sessions import quorum_at

explain(
    {
        "election_round_one_open": say("A round is open already."),
        "election_round_number": say("Somebody else opened a round just now."),
    }
)

_CAST = """
INSERT INTO ballot (id, body, round, voter, candidate, cast_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (round, voter)
DO UPDATE SET candidate = excluded.candidate, cast_at = excluded.cast_at"""


@deed
async def open_round(record: Record, election: UUID) -> Election:
    """Open a round among those who accepted; who is in office now is who is entitled."""
    file = await election_file(record.body, election)
    if not file.state.takes_nominations:
        raise OutOfOrderError(say("It is not at that point: {state}.", state=file.state.words))
    meeting = await in_session(record, file.meeting)
    require_own_meeting(record, meeting.meeting)
    if meeting.open_vote is not None:
        raise OutOfOrderError(say("A vote is open; it is closed first."))
    members = await members_on(record.body, record.today)
    standing = await _standing(record, file, frozenset(each.person for each in members))
    found = quorum_at(meeting, members, record.charter, meeting.moment(record.at))
    office = record.charter.office(file.office)
    waiting = await _offices_before(record, file)
    require(may_come_before(office, waiting), *may_open_round(standing, found, office))
    number = len(file.rounds) + 1
    await RoundRow.insert(
        RoundRow(
            id=uuid4(),
            body=record.body.id,
            election=election,
            number=number,
            opened_at=meeting.moment(record.at),
            entitled=msgspec.json.encode(members).decode(),
            candidates=msgspec.json.encode(standing).decode(),
        )
    )
    await move_to(file, Stage.BALLOTING)
    record.note(
        f"election:{election}",
        after={"round": number, "candidates": [str(person) for person in standing]},
    )
    return await view(record, election)


@deed
async def cast_ballot(record: Record, election: UUID, wish: BallotWish) -> Election:
    """Cast one's own ballot; it may change until the round is closed, and is counted once."""
    if record.actor.person is None:
        raise NotAllowedError(say("Only a member casts a ballot."))
    return await _ballot(record, election, record.actor.person, wish.candidate)


@deed
async def record_ballot(record: Record, election: UUID, wish: RecordedBallot) -> Election:
    """Record a member's ballot as it was called out in a roll call."""
    return await _ballot(record, election, wish.voter, wish.candidate)


@deed
async def close_round(record: Record, election: UUID) -> Election:
    """Close a round and count it from the room as it is at this instant.

    Whoever has the majority is declared elected, and serves from today to the end of the
    service year; otherwise nominations are open again, and another round can follow.
    """
    file, current = await _balloting(record, election)
    meeting = await in_session(record, file.meeting)
    require_own_meeting(record, meeting.meeting)
    found = await count_and_keep(record, file, current, meeting)
    if found.is_put_off:
        await put_off(record, file.id, str(found.summary))
    elif found.winner is None:
        await move_to(file, Stage.OPEN)
    else:
        await _declare(record, file, found.winner)
    return await view(record, election)


async def count_and_keep(
    record: Record, file: ElectionFile, current: RoundFile, meeting: MeetingFile
) -> RoundCount:
    """Close a round within a deed, and keep what the ballots of this instant come to."""
    at = meeting.moment(record.at)
    room = _room(record, meeting, current)
    found = settled(
        count_round(current.ballots, current.candidates, room, record.charter),
        record.charter.office(file.office),
        current.number,
    )
    kept = _kept(found, room)
    await engine().write(
        "UPDATE election_round SET closed_at = $1, result = $2 WHERE id = $3",
        at,
        msgspec.json.encode(kept).decode(),
        current.id,
    )
    record.note(
        f"election:{file.id}",
        after={
            "round": current.number,
            "ballots": {str(voter): _told(named) for voter, named in current.ballots.items()},
            "present": [str(person) for person in kept.present],
            "winner": found.winner,
            "dropped": [str(person) for person in found.dropped],
        },
    )
    return found


async def _declare(record: Record, file: ElectionFile, winner: UUID) -> None:
    office = record.charter.office(file.office)
    span = officer_span(office, record.today)
    if span.until != file.year_until:
        raise OutOfOrderError(say("This election was for another service year."))
    await engine().write(
        "UPDATE election SET state = $1, winner = $2, closed_at = $3 WHERE id = $4",
        Stage.DECLARED.value,
        winner,
        record.at,
        file.id,
    )
    await end_the_gap(record, office)
    await install(record, office, winner, span, file.id, remainder=file.remainder)
    if office.presides:
        await let_preside(record, file.meeting, winner)
    record.note(f"election:{file.id}", after={"state": Stage.DECLARED, "winner": winner})


async def _ballot(record: Record, election: UUID, voter: UUID, candidate: UUID | None) -> Election:
    file, current = await _balloting(record, election)
    meeting = await in_session(record, file.meeting)
    if voter != record.actor.person:
        require_own_meeting(record, meeting.meeting)
    require(
        *may_ballot(
            voter,
            candidate,
            current.candidates,
            _room(record, meeting, current),
            record.charter,
            record.charter.office(file.office),
            is_open=True,
        )
    )
    if voter not in current.ballots or current.ballots[voter] != candidate:
        await engine().write(
            _CAST, uuid4(), record.body.id, current.id, voter, candidate, record.at
        )
        record.note(
            f"election:{election}",
            after={"round": current.number, "voter": voter, "ballot": _told(candidate)},
        )
    return await view(record, election)


async def _standing(
    record: Record, file: ElectionFile, members: frozenset[UUID]
) -> tuple[UUID, ...]:
    """Return the nominees who accepted, may serve, and hold no other office by now."""
    office = record.charter.office(file.office)
    held = {each.office: each.person for each in await officers_on(record.body, record.today)}
    tenures = await tenures_of(record.body, record.today)
    year = Span(file.year_since, file.year_until)
    return tuple(
        each.person
        for each in file.accepted
        if each.person not in file.dropped
        and (each.seconded_by or not _needs_second(record.charter))
        and may_hold(each.person, office, held).holds
        and not any(
            finding.blocks
            for finding in may_stand(
                each.person,
                office,
                year,
                members=members,
                tenures=tenures,
                charter=record.charter,
            )
        )
    )


async def _balloting(record: Record, election: UUID) -> tuple[ElectionFile, RoundFile]:
    file = await election_file(record.body, election)
    if file.open_round is None:
        raise OutOfOrderError(say("No round is open: {state}.", state=file.state.words))
    return file, file.open_round


def _room(record: Record, meeting: MeetingFile, current: RoundFile) -> Room:
    by_video, moment = record.charter.meetings.by_video, meeting.moment(record.at)
    return Room(
        members=frozenset(each.person for each in current.entitled),
        present=present_at(meeting.stays, moment, by_video=by_video),
        presiding=meeting.meeting.presiding,
        distant=distant_at(meeting.stays, moment, record.charter),
    )


def _kept(found: RoundCount, room: Room) -> KeptCount:
    present = tuple(sorted(room.present & room.members))
    return KeptCount(
        tallies={str(person): kept_tally(tally, room) for person, tally in found.tallies.items()},
        present=present,
        winner=found.winner,
        has_quorum=found.has_quorum,
        dropped=found.dropped,
        is_put_off=found.is_put_off,
        by_plurality=found.by_plurality,
        presided=room.presiding,
    )


async def _offices_before(record: Record, file: ElectionFile) -> list[Office]:
    """Return the offices that the charter names before this one and that wait for their election.

    One whose election was put off at this meeting does not hold the others up.
    """
    tenures = await tenures_of(record.body, record.today)
    held = await election_files("e.body = $1 AND e.meeting = $2", record.body.id, file.meeting)
    put_off_here = {each.office for each in held if each.state is Stage.POSTPONED}
    before: list[Office] = []
    for office in record.charter.offices:
        if office.id == file.office:
            break
        due = election_due(office, tenures, record.charter, on=record.today)
        if due is not None and due.earliest_on <= record.today and office.id not in put_off_here:
            before.append(office)
    return before


def _needs_second(charter: Charter) -> bool:
    return any(each.id == MOTION_KIND and each.needs_second for each in charter.motion_kinds)


def _told(candidate: UUID | None) -> str:
    return "abstain" if candidate is None else str(candidate)
