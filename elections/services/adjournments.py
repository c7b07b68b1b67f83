"""A meeting that ends without a result has put its elections off, for a reason (18-6A)."""

from uuid import uuid4

from appointments.services.seats import members_in_office
from elections.rules.ballots import Stage, why_undecided
from elections.services.agendas import elections_due_at
from elections.services.ballots import count_and_keep
from elections.services.files import ElectionFile, election_files
from elections.services.nominations import put_off
from elections.services.officers import end_offices_without_a_seat
from elections.tables import ElectionRow
from governance.errors import OutOfOrderError
from governance.sentences import say
from governance.services.deeds import Record
from meetings.services.files import MeetingFile
from meetings.services.members import members_on
from meetings.services.sessions import quorum_at
from meetings.services.turns import at_the_end


async def put_off_what_is_left(record: Record, file: MeetingFile) -> None:
    """Put off every election that this meeting was to hold and did not decide.

    One that nobody called is kept as put off too: the meeting had it on its agenda.
    """
    if not file.meeting.kind.is_of_the_whole_body:
        return
    await end_offices_without_a_seat(record)
    had_quorum = await _has_a_quorum(record, file)
    held = await election_files("e.body = $1 AND e.meeting = $2", record.body.id, file.meeting.id)
    for election in held:
        if not election.state.is_over:
            await _put_off(record, election, file, had_quorum=had_quorum)
    offices = {each.office for each in held}
    for due in await elections_due_at(record.body, record.charter, file.meeting):
        if due.office.id in offices:
            continue
        row = ElectionRow(
            id=uuid4(),
            body=record.body.id,
            meeting=file.meeting.id,
            office=due.office.id,
            year_since=due.year.since,
            year_until=due.year.until,
            remainder=due.remainder or not await members_in_office(record.body, due.year.since),
            state=Stage.POSTPONED,
            called_at=record.at,
            closed_at=record.at,
            why=str(why_undecided(had_quorum=had_quorum)),
        )
        await ElectionRow.insert(row)
        record.note(
            f"election:{row.id}",
            after={"office": due.office.id, "state": Stage.POSTPONED, "why": row.why},
        )


async def _put_off(
    record: Record, election: ElectionFile, file: MeetingFile, *, had_quorum: bool
) -> None:
    """Put an election off; a round that a lost quorum left open is counted as undecided."""
    current, rounds = election.open_round, len(election.rounds)
    if current is not None:
        if had_quorum:
            raise OutOfOrderError(say("The ballot is open; its round is closed first."))
        await count_and_keep(record, election, current, file)
        rounds -= 1
    why = why_undecided(had_quorum=had_quorum, stood=bool(election.accepted), rounds=rounds)
    await put_off(record, election.id, str(why))


async def _has_a_quorum(record: Record, file: MeetingFile) -> bool:
    members = await members_on(record.body, record.today)
    return quorum_at(file, members, record.charter, file.moment(record.at)).is_there


at_the_end(put_off_what_is_left)
