"""Elections are called, people are nominated and answer; elections are put off."""

from datetime import date
from uuid import UUID, uuid4

from appointments.services.seats import members_in_office
from elections.rules.ballots import Stage, may_second
from elections.rules.candidacies import may_stand
from elections.rules.officers import election_due, may_elect_on
from elections.schemas.elections import (
    Answer,
    Call,
    Candidacy,
    Election,
    Nomination,
    NominationSecond,
    Postponement,
)
from elections.services.files import ElectionFile, election_file, election_view
from elections.services.officers import end_offices_without_a_seat, tenures_of
from elections.tables import CandidacyRow, ElectionRow
from governance.charter.findings import Answer as Found
from governance.charter.findings import require
from governance.clock import day_in
from governance.days import Span
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.motions import Session
from meetings.services.files import get_meeting
from meetings.services.members import members_on
from meetings.services.presiding import require_own_meeting

OFFICE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.STAFF, Role.ELECTION_CHAIR})
"""Who acts for others at a meeting."""

explain(
    {
        "election_one_at_a_time": say("An election to this office has been called already."),
        "candidacy_once": say("This person has been nominated already."),
    }
)


@deed
async def call_election(record: Record, wish: Call) -> Election:
    """Put the election to an office on a meeting; from then on people can be nominated.

    An earlier one whose meeting ended without a result counts as put off.
    """
    office = record.charter.office(wish.office)
    meeting = await get_meeting(record.body, wish.meeting)
    require_own_meeting(record, meeting)
    if meeting.state not in (Session.SCHEDULED, Session.IN_SESSION):
        raise OutOfOrderError(
            say("This meeting elects nobody: {state}.", state=meeting.state.words)
        )
    if not meeting.kind.is_of_the_whole_body:
        raise OutOfOrderError(say("Committees and panels do not elect for the body."))
    await end_offices_without_a_seat(record)
    on = day_in(meeting.starts_at, record.body.timezone)
    due = election_due(office, await tenures_of(record.body, on), record.charter, on=on)
    require(may_elect_on(due, office, on))
    assert due is not None  # what is not due was refused just now
    await _put_off_what_was_left(record, office.id)
    row = ElectionRow(
        id=uuid4(),
        body=record.body.id,
        meeting=meeting.id,
        office=office.id,
        year_since=due.year.since,
        year_until=due.year.until,
        remainder=due.remainder or not await members_in_office(record.body, due.year.since),
        state=Stage.CALLED,
        called_at=record.at,
    )
    await ElectionRow.insert(row)
    record.note(f"election:{row.id}", after={"office": office.id, "meeting": meeting.id})
    return await view(record, row.id)


@deed
async def nominate(record: Record, election: UUID, wish: Nomination) -> Candidacy:
    """Nominate a member; whoever nominates themselves has accepted."""
    file = await _running(record, election)
    by = wish.nominated_by or record.actor.person
    if by is None:
        raise BadInputError({"nominated_by": say("Name the member who nominates.")})
    if by != record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("A member nominates only for themselves."))
    on = await meeting_day(record.body, file.meeting)
    members = {each.person: each.name for each in await members_on(record.body, on)}
    if by not in members:
        raise BadInputError({"nominated_by": say("Only a member in office nominates.")})
    office = record.charter.office(file.office)
    found = may_stand(
        wish.person,
        office,
        Span(file.year_since, file.year_until),
        members=members,
        tenures=await tenures_of(record.body, on),
        charter=record.charter,
    )
    require(*found)
    state = Answer.ACCEPTED if by == wish.person else Answer.NOMINATED
    row = CandidacyRow(
        id=uuid4(),
        body=record.body.id,
        election=election,
        person=wish.person,
        nominated_by=by,
        state=state,
        nominated_at=record.at,
    )
    await CandidacyRow.insert(row)
    await move_to(file, Stage.OPEN)
    record.note(f"election:{election}", after={"nominated": wish.person, "by": by, "state": state})
    return Candidacy(
        id=row.id,
        person=wish.person,
        name=members[wish.person],
        nominated_by=members[by],
        state=state,
        warnings=tuple(finding_view(each) for each in found if each.answer is Found.WARNING),
    )


@deed
async def second_nomination(record: Record, candidacy: UUID, wish: NominationSecond) -> Candidacy:
    """Second a nomination; where the charter asks for a second, nobody stands without one."""
    file, found = await _nominated(record, candidacy)
    by = wish.person or record.actor.person
    if by is None:
        raise BadInputError({"person": say("Name the member who seconds.")})
    if by != record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("A member seconds only for themselves."))
    if found.seconded_by:
        raise OutOfOrderError(say("It was seconded by {name}.", name=found.seconded_by))
    rows = await engine().read("SELECT nominated_by FROM candidacy WHERE id = $1", candidacy)
    on = await meeting_day(record.body, file.meeting)
    members = [each.person for each in await members_on(record.body, on)]
    office = record.charter.office(file.office)
    require(may_second(by, rows[0]["nominated_by"], members, office))
    await engine().write("UPDATE candidacy SET seconded_by = $1 WHERE id = $2", by, candidacy)
    record.note(f"election:{file.id}", after={"seconded": found.person, "by": by})
    return await _candidacy(record, file.id, candidacy)


@deed
async def accept_nomination(record: Record, candidacy: UUID) -> Candidacy:
    """Stand for the office."""
    return await _answer(record, candidacy, Answer.ACCEPTED)


@deed
async def decline_nomination(record: Record, candidacy: UUID) -> Candidacy:
    """Do not stand, or stand no longer; not in the middle of a round."""
    return await _answer(record, candidacy, Answer.DECLINED)


@deed
async def postpone_election(record: Record, election: UUID, wish: Postponement) -> Election:
    """Put an election off to the next meeting, for want of a quorum or of a majority."""
    file = await election_file(record.body, election)
    if not file.state.takes_nominations:
        raise OutOfOrderError(say("It is not at that point: {state}.", state=file.state.words))
    require_own_meeting(record, await get_meeting(record.body, file.meeting))
    await put_off(record, election, wish.reason)
    return await view(record, election)


async def view(record: Record, election: UUID) -> Election:
    """Return an election as it stands within the deed."""
    file = await election_file(record.body, election)
    return await election_view(record.body, record.charter, file)


async def meeting_day(body: Body, meeting: UUID) -> date:
    """Return the day of a meeting, where the body is."""
    return day_in((await get_meeting(body, meeting)).starts_at, body.timezone)


async def move_to(file: ElectionFile, state: Stage) -> None:
    """Let an election go on to another stage."""
    await engine().write("UPDATE election SET state = $1 WHERE id = $2", state.value, file.id)


async def _answer(record: Record, candidacy: UUID, answer: Answer) -> Candidacy:
    file, found = await _nominated(record, candidacy)
    if found.person != record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("Only the nominee answers."))
    if found.state in (answer, Answer.DECLINED):
        raise OutOfOrderError(say("This was answered already: {state}.", state=found.state.words))
    await engine().write("UPDATE candidacy SET state = $1 WHERE id = $2", answer.value, candidacy)
    record.note(
        f"election:{file.id}",
        before={"person": found.person, "state": found.state},
        after={"person": found.person, "state": answer},
    )
    return await _candidacy(record, file.id, candidacy)


async def _nominated(record: Record, candidacy: UUID) -> tuple[ElectionFile, Candidacy]:
    rows = await engine().read(
        "SELECT election FROM candidacy WHERE id = $1 AND body = $2", candidacy, record.body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such nomination."))
    file = await _running(record, rows[0]["election"])
    return file, next(each for each in file.candidacies if each.id == candidacy)


async def _candidacy(record: Record, election: UUID, candidacy: UUID) -> Candidacy:
    after = await election_file(record.body, election)
    return next(each for each in after.candidacies if each.id == candidacy)


async def _running(record: Record, election: UUID) -> ElectionFile:
    file = await election_file(record.body, election)
    if not file.state.takes_nominations:
        raise OutOfOrderError(say("It is not at that point: {state}.", state=file.state.words))
    return file


async def _put_off_what_was_left(record: Record, office: str) -> None:
    rows = await engine().read(
        "SELECT e.id FROM election e JOIN meeting m ON m.id = e.meeting "
        "WHERE e.body = $1 AND e.office = $2 AND e.state IN ('called', 'open', 'balloting') "
        "AND m.state IN ('adjourned', 'cancelled')",
        record.body.id,
        office,
    )
    for row in rows:
        await put_off(record, row["id"], str(say("The meeting ended without a result.")))


async def put_off(record: Record, election: UUID, why: str) -> None:
    """Let an election count as put off to the next meeting."""
    await engine().write(
        "UPDATE election SET state = $1, closed_at = $2, why = $3 WHERE id = $4",
        Stage.POSTPONED.value,
        record.at,
        why,
        election,
    )
    record.note(f"election:{election}", after={"state": Stage.POSTPONED, "why": why})
