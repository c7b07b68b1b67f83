"""Whoever was elected does not take the office after all, while the meeting still sits."""

from uuid import UUID

from elections.rules.ballots import Stage
from elections.schemas.elections import Answer, Election
from elections.services.files import election_file
from elections.services.nominations import OFFICE, view
from elections.services.officers import take_powers
from elections.services.presiding import let_hold_the_election
from governance.errors import NotAllowedError, OutOfOrderError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from meetings.services.motions import in_session
from meetings.services.presiding import let_preside


@deed
async def refuse_office(record: Record, election: UUID) -> Election:
    """Refuse an office just won: nobody served in it, and the same election goes on.

    Once the meeting is over, leaving the office is a vacancy like any other.
    """
    file = await election_file(record.body, election)
    if file.state is not Stage.DECLARED or file.winner is None:
        raise OutOfOrderError(say("Nobody was elected: {state}.", state=file.state.words))
    if file.winner != record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("Only whoever was elected answers."))
    meeting = await in_session(record, file.meeting)
    office = record.charter.office(file.office)
    await engine().write("DELETE FROM officer WHERE election = $1", election)
    await take_powers(record, office, file.winner, record.today)
    await engine().write(
        "UPDATE election SET state = $1, winner = NULL, closed_at = NULL WHERE id = $2",
        Stage.OPEN.value,
        election,
    )
    await engine().write(
        "UPDATE candidacy SET state = $1 WHERE election = $2 AND person = $3",
        Answer.DECLINED.value,
        election,
        file.winner,
    )
    kept = file.rounds[-1].kept
    if office.presides and meeting.meeting.presiding == file.winner:
        before = kept.presided if kept else None
        await let_preside(record, file.meeting, before)
        await let_hold_the_election(record, office, before)
    record.note(
        f"election:{election}",
        before={"state": Stage.DECLARED, "winner": file.winner},
        after={"state": Stage.OPEN, "refused": file.winner},
    )
    return await view(record, election)
