"""How is a secret ballot cast, so that it counts once and nobody can tell whose it is?

Casting is no deed: a deed would note who acted, and when. Two things are kept in one transaction
and apart from each other: on the roll that somebody voted, and a ballot under a code. See the
decision "Secret ballots".
"""

import json
from uuid import UUID, uuid4

from elections.rules.marks import choices, is_countable
from elections.rules.secret_elections import SecretStage
from elections.schemas.elections import Answer
from elections.schemas.secret import Receipt, SecretElection, SecretMarks
from elections.services.secret_files import get_secret_election, units_of
from governance.charter.findings import require
from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import BadInputError, NotAllowedError, OutOfOrderError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.apart import grouped, in_turn, is_code, mix, new_code, plain_code
from governance.services.bodies import engine

TABLES = {
    "secret_voter": "id, body, election, unit, voted",
    "secret_ballot": "id, body, election, code, choices",
}
"""What must not tell the order in which people voted."""


async def cast_secret_ballot(
    body: Body, charter: Charter, actor: Actor, election: UUID, wish: SecretMarks
) -> Receipt:
    """Cast a ballot, once and for good; the receipt is the code under which it is published.

    Whoever sends the same ballot under the same code again gets the same receipt.
    """
    found = await get_secret_election(body, charter, election)
    code = _code(wish)
    said = _said(found, wish)
    mine = await _own_units(body, charter, found, actor)
    async with in_turn(body):
        found = await get_secret_election(body, charter, election)
        _require_open(found, actor)
        if not await _mark(election, mine):
            return await _again(election, code, said)
        await engine().write(
            "INSERT INTO secret_ballot (id, body, election, code, choices) "
            "VALUES ($1, $2, $3, $4, $5)",
            uuid4(),
            body.id,
            election,
            code,
            said,
        )
        await mix(body, TABLES)
    return Receipt(code=grouped(code))


async def can_vote(body: Body, charter: Charter, actor: Actor, election: SecretElection) -> bool:
    """Say whether somebody has a ballot of an election that was not cast yet."""
    if election.state is not SecretStage.VOTING or actor.person is None:
        return False
    for unit in await _own_units(body, charter, election, actor):
        rows = await engine().read(
            "SELECT 1 FROM secret_voter WHERE election = $1 AND unit = $2 AND voted = $3",
            election.id,
            unit,
            False,
        )
        if rows:
            return True
    return False


def _code(wish: SecretMarks) -> str:
    if not wish.code:
        return plain_code(new_code())
    if not is_code(wish.code):
        raise BadInputError({"code": say("A code has 24 letters and digits from 2 to 7.")})
    return plain_code(wish.code)


def _said(election: SecretElection, wish: SecretMarks) -> str:
    """Return what a ballot says, if it can be counted."""
    standing = {str(each.person) for each in election.candidates if each.state is Answer.ACCEPTED}
    marks = {str(person): number for person, number in wish.marks.items()}
    require(
        *is_countable(
            marks, standing, election.method, election.seats, election.clause, blank=wish.blank
        )
    )
    return json.dumps(choices(marks, election.method))


async def _own_units(
    body: Body, charter: Charter, election: SecretElection, actor: Actor
) -> list[UUID]:
    """Return the places on the roll for which somebody can vote today."""
    if actor.person is None:
        raise NotAllowedError(say("Your account is not that of a person who can vote."))
    today = day_in(actor.at, body.timezone)
    units = await units_of(body, charter, election, today)
    return sorted(unit for unit, people in units.items() if actor.person in people)


def _require_open(election: SecretElection, actor: Actor) -> None:
    if election.state is not SecretStage.VOTING:
        raise OutOfOrderError(say("Nobody can vote now: {state}.", state=election.state.words))
    if election.closes_at is not None and actor.at >= election.closes_at:
        raise OutOfOrderError(say("The voting ended at {moment}.", moment=election.closes_at))


async def _mark(election: UUID, units: list[UUID]) -> bool:
    """Mark on the roll that one of these voted; False where each of them did before."""
    known = False
    for unit in units:
        rows = await engine().write(
            "UPDATE secret_voter SET voted = $1 WHERE election = $2 AND unit = $3 AND voted = $4 "
            "RETURNING id",
            True,
            election,
            unit,
            False,
        )
        if rows:
            return True
        known = known or bool(
            await engine().read(
                "SELECT 1 FROM secret_voter WHERE election = $1 AND unit = $2", election, unit
            )
        )
    if not known:
        raise NotAllowedError(say("You were not on the roll when the voting began."))
    return False


async def _again(election: UUID, code: str, said: str) -> Receipt:
    """Answer the same ballot sent twice with its receipt, and any other with a refusal."""
    rows = await engine().read(
        "SELECT 1 FROM secret_ballot WHERE election = $1 AND code = $2 AND choices = $3",
        election,
        code,
        said,
    )
    if not rows:
        raise OutOfOrderError(say("A ballot was cast for you before; there is no second one."))
    return Receipt(code=grouped(code))
