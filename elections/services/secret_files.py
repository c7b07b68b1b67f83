"""What the record holds of elections by secret ballot, as far as it may be shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from appointments.services.alliances import alliance_on
from elections.rules.secret_elections import SecretStage
from elections.schemas.elections import Answer
from elections.schemas.secret import (
    FoundBallot,
    PublishedElection,
    SecretCandidate,
    SecretElection,
)
from governance.charter.model import Charter, Electorate, Method, Standing
from governance.database.postgres import Row
from governance.errors import NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.apart import grouped, plain_code
from governance.services.bodies import engine

ELECTIONS = (
    "SELECT id, authority, method, voters, stands, clause, seats, since, state, set_up_at, "
    "opened_at, closes_at, counted_at, declared_on, commitment, why FROM secret_election"
)
CANDIDATES = (
    "SELECT c.id, c.election, c.person, p.name, c.state FROM secret_candidate c "
    "JOIN person p ON p.id = c.person"
)


async def list_secret_elections(body: Body, charter: Charter) -> list[SecretElection]:
    """Return the elections by secret ballot, the latest first."""
    rows = await engine().read(f"{ELECTIONS} WHERE body = $1 ORDER BY set_up_at DESC", body.id)
    return [await _view(row, charter) for row in rows]


async def get_secret_election(body: Body, charter: Charter, election: UUID) -> SecretElection:
    """Return one election; nothing of its ballots."""
    rows = await engine().read(f"{ELECTIONS} WHERE id = $1 AND body = $2", election, body.id)
    if not rows:
        raise NotFoundError(say("There is no such election here."))
    return await _view(rows[0], charter)


async def read_secret_file(body: Body, election: UUID) -> PublishedElection:
    """Return the published file: every ballot, and all that is needed to count them again."""
    rows = await engine().read(
        "SELECT state, result FROM secret_election WHERE id = $1 AND body = $2", election, body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such election here."))
    if not SecretStage(rows[0]["state"]).is_published:
        raise OutOfOrderError(say("The ballots are published once the voting is over."))
    return msgspec.json.decode(rows[0]["result"], type=PublishedElection)


async def find_secret_ballot(body: Body, election: UUID, code: str) -> FoundBallot:
    """Return the ballot of a code from the published ones."""
    file = await read_secret_file(body, election)
    names = {each.id: each.name for each in file.candidates}
    for ballot in file.ballots:
        if plain_code(ballot.code) == plain_code(code):
            said = tuple(names[each] for each in ballot.choices)
            return FoundBallot(code=ballot.code, names=said)
    raise OutOfOrderError(say("No ballot of this election has this code."))


async def units_of(
    body: Body,
    charter: Charter,
    election: SecretElection,
    on: date,
    *,
    by_person: bool = False,
) -> Mapping[UUID, frozenset[UUID]]:
    """Return whose ballots there are, each with the people who can cast it.

    `by_person` counts everybody who represents an organization, whatever the election does.
    """
    alliance = await alliance_on(body, charter, on, authority=election.authority)
    speaking = {
        each.id: frozenset(person.person for person in each.representatives if person.serving)
        for each in alliance.organizations
    }
    if election.voters is Electorate.ORGANIZATIONS and not by_person:
        return {unit: people for unit, people in speaking.items() if people}
    people = frozenset(person for each in speaking.values() for person in each)
    return {person: frozenset({person}) for person in people}


async def ballots_cast(election: UUID) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Return the ballots by code; asked only by the deed that counts them."""
    rows = await engine().read(
        "SELECT code, choices FROM secret_ballot WHERE election = $1 ORDER BY code", election
    )
    return [
        (grouped(row["code"]), msgspec.json.decode(row["choices"], type=tuple[str, ...]))
        for row in rows
    ]


async def _view(row: Row, charter: Charter) -> SecretElection:
    roll = await engine().read(
        "SELECT count(*) AS entitled, "
        "coalesce(sum(CASE WHEN voted THEN 1 ELSE 0 END), 0) AS voted "
        "FROM secret_voter WHERE election = $1",
        row["id"],
    )
    people = await engine().read(
        f"{CANDIDATES} WHERE c.election = $1 ORDER BY p.name, c.id", row["id"]
    )
    names = {each.id: each.name for each in charter.authorities}
    return SecretElection(
        **{
            **row,
            "method": Method(row["method"]),
            "voters": Electorate(row["voters"]),
            "stands": Standing(row["stands"]),
            "state": SecretStage(row["state"]),
        },
        authority_name=names.get(row["authority"], str(row["authority"])),
        entitled=int(roll[0]["entitled"]),
        voted=int(roll[0]["voted"]),
        candidates=tuple(
            SecretCandidate(
                id=each["id"],
                person=each["person"],
                name=each["name"],
                state=Answer(each["state"]),
            )
            for each in people
        ),
    )
