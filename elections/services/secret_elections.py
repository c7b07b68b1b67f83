"""A committee is chosen by secret ballot: set up, nominated, opened, counted, declared."""

import secrets
from datetime import date
from uuid import UUID, uuid4

import msgspec

from appointments.schemas.alliances import CommitteeWish, Leaving
from appointments.services.alliances import (
    alliance_on,
    choose_committee_member,
    end_committee_member,
    nominating,
    person_meant,
)
from elections.rules.draws import commitment, draw
from elections.rules.secret_elections import (
    SecretStage,
    count_ballots,
    may_close_voting,
    may_open_voting,
    may_take,
)
from elections.schemas.elections import Answer
from elections.schemas.secret import (
    FORMAT,
    CallingOff,
    PublishedBallot,
    PublishedCandidate,
    PublishedDraw,
    PublishedElection,
    SecretAnswer,
    SecretElection,
    SecretNomination,
    SecretOpening,
    SecretSetup,
)
from elections.services.published import digest, published
from elections.services.secret_files import (
    ballots_cast,
    get_secret_election,
    read_secret_file,
    units_of,
)
from elections.tables import SecretCandidateRow, SecretElectionRow, SecretVoterRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Standing
from governance.clock import day_in
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.sentences import say, say_n
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

RUNNING = frozenset({Role.CLERK, Role.ALLIANCE_COMMITTEE})
"""Who runs such an election, and may note what a nominee said."""

explain(
    {
        "secret_election_one_at_a_time": say("An election of this committee is under way."),
        "secret_candidate_once": say("This person has been nominated already."),
    }
)


@deed
async def set_up_secret_election(record: Record, wish: SecretSetup) -> SecretElection:
    """Begin the choice of an authority's committee by its own rule: all of it, or free places."""
    authority, rule = nominating(record.charter, wish.authority or "")
    how = rule.committee_election
    if how is None:
        raise OutOfOrderError(say("This authority's rules name no secret ballot."))
    if wish.since < record.today:
        raise BadInputError({"since": say("This day is over; people serve from a later one.")})
    alliance = await alliance_on(record.body, record.charter, wish.since, authority=authority.id)
    seats = wish.seats or rule.committee.size
    require(may_take(seats, len(alliance.committee), rule.committee.size, how.clause))
    row = SecretElectionRow(
        id=uuid4(),
        body=record.body.id,
        authority=authority.id,
        method=how.method.value,
        voters=how.voters.value,
        stands=how.stands.value,
        clause=how.clause,
        seats=seats,
        since=wish.since,
        state=SecretStage.NOMINATING.value,
        set_up_at=record.at,
        commitment="",
        seed="",
        why="",
    )
    await SecretElectionRow.insert(row)
    after = {"authority": authority.id, "method": how.method, "seats": seats, "since": wish.since}
    record.note(f"secret_election:{row.id}", after=after)
    return await _get(record, row.id)


@deed
async def nominate_in_secret_election(
    record: Record, election: UUID, wish: SecretNomination
) -> SecretElection:
    """Nominate a person; whoever nominates themselves has accepted."""
    found = await _in_stage(record, election, SecretStage.NOMINATING)
    person = await person_meant(record, wish)
    if found.stands is Standing.REPRESENTATIVES:
        representing = await units_of(
            record.body, record.charter, found, record.today, by_person=True
        )
        if person not in representing:
            raise BadInputError({"person": say("Only who represents an organization stands.")})
    agreed = person == record.actor.person or (wish.agreed and bool(record.actor.roles & RUNNING))
    state = Answer.ACCEPTED if agreed else Answer.NOMINATED
    row = SecretCandidateRow(
        id=uuid4(), body=record.body.id, election=election, person=person, state=state.value
    )
    await SecretCandidateRow.insert(row)
    after = {"candidate": row.id, "person": Private(person), "state": state}
    record.note(f"secret_election:{election}", after=after)
    return await _get(record, election)


@deed
async def answer_secret_nomination(
    record: Record, candidate: UUID, wish: SecretAnswer
) -> SecretElection:
    """Stand, or do not; a nominee answers, or who runs the election notes what they said."""
    rows = await engine().read(
        "SELECT election, person, state FROM secret_candidate WHERE id = $1 AND body = $2",
        candidate,
        record.body.id,
    )
    if not rows:
        raise NotFoundError(say("There is no such nomination."))
    election = rows[0]["election"]
    await _in_stage(record, election, SecretStage.NOMINATING)
    if rows[0]["person"] != record.actor.person and not record.actor.roles & RUNNING:
        raise NotAllowedError(say("Only the nominee answers."))
    answer = Answer.ACCEPTED if wish.stands else Answer.DECLINED
    await engine().write(
        "UPDATE secret_candidate SET state = $1 WHERE id = $2", answer.value, candidate
    )
    record.note(
        f"secret_election:{election}",
        before={"candidate": candidate, "state": rows[0]["state"]},
        after={"candidate": candidate, "state": answer},
    )
    return await _get(record, election)


@deed
async def open_secret_voting(record: Record, election: UUID, wish: SecretOpening) -> SecretElection:
    """Let people vote: who stands and who is on the roll is fixed now, and the seed of the draw."""
    found = await _in_stage(record, election, SecretStage.NOMINATING)
    standing = [each for each in found.candidates if each.state is Answer.ACCEPTED]
    units = await units_of(record.body, record.charter, found, record.today)
    require(*may_open_voting(len(standing), len(units), wish.closes_at, record.at, found.clause))
    for unit in sorted(units):
        await SecretVoterRow.insert(
            SecretVoterRow(
                id=uuid4(), body=record.body.id, election=election, unit=unit, voted=False
            )
        )
    seed = secrets.token_hex(32)
    told = commitment(str(election), seed)
    await engine().write(
        "UPDATE secret_election SET state = $1, opened_at = $2, closes_at = $3, seed = $4, "
        "commitment = $5 WHERE id = $6",
        SecretStage.VOTING.value,
        record.at,
        wish.closes_at,
        seed,
        told,
        election,
    )
    record.note(
        f"secret_election:{election}",
        after={
            "state": SecretStage.VOTING,
            "closes_at": wish.closes_at,
            "entitled": len(units),
            "seed_commitment": told,
        },
    )
    return await _get(record, election)


@deed
async def count_secret_ballots(record: Record, election: UUID) -> SecretElection:
    """End the voting, tell the seed, publish every ballot, and count them."""
    found = await _in_stage(record, election, SecretStage.VOTING)
    if found.closes_at is None:
        raise OutOfOrderError(say("The voting has not begun."))
    over = may_close_voting(found.voted, found.entitled, found.closes_at, record.at, found.clause)
    require(over)
    file = await _file(record, found)
    await engine().write(
        "UPDATE secret_election SET state = $1, counted_at = $2, result = $3 WHERE id = $4",
        SecretStage.COUNTED.value,
        record.at,
        msgspec.json.encode(file).decode(),
        election,
    )
    record.note(
        f"secret_election:{election}",
        after={
            "state": SecretStage.COUNTED,
            "ballots": len(file.ballots),
            "digest": digest(file),
            "seed": file.draw.seed,
            "elected": Private(file.result.elected),
        },
    )
    return await _get(record, election)


@deed
async def declare_secret_result(record: Record, election: UUID) -> SecretElection:
    """Put those elected on the committee; one chosen anew as a whole takes the place of the old."""
    found = await _in_stage(record, election, SecretStage.COUNTED)
    file = await read_secret_file(record.body, election)
    if not file.result.elected:
        raise OutOfOrderError(say("Nobody was elected; call the election off."))
    assert found.counted_at is not None  # so its stage says
    chosen_on = day_in(found.counted_at, record.body.timezone)
    begin = max(found.since, chosen_on)
    _, rule = nominating(record.charter, found.authority)
    if found.seats == rule.committee.size:
        await _end_the_old(record, found.authority, begin)
    for person in file.result.elected:
        wish = CommitteeWish(
            authority=found.authority,
            person=UUID(person),
            chosen_on=chosen_on,
            since=begin,
            chosen_how=str(
                say_n(
                    "Elected by secret ballot, {count} ballot.",
                    "Elected by secret ballot, {count} ballots.",
                    file.result.ballots,
                )
            ),
        )
        await choose_committee_member.within(record, wish)
    await engine().write(
        "UPDATE secret_election SET state = $1, declared_on = $2 WHERE id = $3",
        SecretStage.DECLARED.value,
        record.today,
        election,
    )
    record.note(f"secret_election:{election}", after={"state": SecretStage.DECLARED})
    return await _get(record, election)


@deed
async def call_off_secret_election(
    record: Record, election: UUID, wish: CallingOff
) -> SecretElection:
    """End an election without a result; ballots that were cast are forgotten unread."""
    found = await _get(record, election)
    if found.state in (SecretStage.DECLARED, SecretStage.CALLED_OFF):
        raise OutOfOrderError(say("It is over: {state}.", state=found.state.words))
    await engine().write("DELETE FROM secret_ballot WHERE election = $1", election)
    await engine().write(
        "UPDATE secret_election SET state = $1, why = $2 WHERE id = $3",
        SecretStage.CALLED_OFF.value,
        wish.reason,
        election,
    )
    after = {"state": SecretStage.CALLED_OFF, "why": Private(wish.reason)}
    record.note(f"secret_election:{election}", after=after)
    return await _get(record, election)


async def _get(record: Record, election: UUID) -> SecretElection:
    return await get_secret_election(record.body, record.charter, election)


async def _in_stage(record: Record, election: UUID, stage: SecretStage) -> SecretElection:
    found = await _get(record, election)
    if found.state is not stage:
        raise OutOfOrderError(say("It is not at that point: {state}.", state=found.state.words))
    return found


async def _file(record: Record, found: SecretElection) -> PublishedElection:
    """Return everything that is published of an election."""
    rows = await engine().read("SELECT seed FROM secret_election WHERE id = $1", found.id)
    names = {
        str(each.person): each.name for each in found.candidates if each.state is Answer.ACCEPTED
    }
    seed, ballots = rows[0]["seed"], await ballots_cast(found.id)
    count = count_ballots(
        [choices for _, choices in ballots],
        list(names),
        found.method,
        found.seats,
        draw(seed, names),
        names,
    )
    return PublishedElection(
        format=FORMAT,
        body=record.body.slug,
        election=str(found.id),
        authority=found.authority,
        clause=found.clause,
        method=found.method,
        voters=found.voters,
        seats=found.seats,
        entitled=found.entitled,
        voted=found.voted,
        candidates=tuple(PublishedCandidate(id=each, name=name) for each, name in names.items()),
        ballots=tuple(PublishedBallot(code=code, choices=said) for code, said in ballots),
        draw=PublishedDraw(commitment=found.commitment, seed=seed),
        result=published(count),
    )


async def _end_the_old(record: Record, authority: str, on: date) -> None:
    alliance = await alliance_on(record.body, record.charter, on, authority=authority)
    for each in alliance.committee:
        if each.until is None:
            await end_committee_member.within(record, each.id, Leaving(on=max(on, each.since)))
