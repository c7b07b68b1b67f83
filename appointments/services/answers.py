"""What do those who sit or applied say of themselves, apart from who they are? (18-4D)

None of this is a deed: a deed would note who acted, and when. Rows are found by keyed hashes of
codes that only their bearers have; a question's answer has a hash of its own, so that nothing joins
the answers of one giver. See the decision "Answers apart from people".
"""

import hashlib
import hmac
from uuid import UUID

from appointments.rules.diversity import State, state_after
from appointments.schemas.diversity import (
    Answering,
    Answers,
    Changing,
    Deleting,
    Done,
    Given,
    Invitation,
)
from governance.charter.model import Charter, Diversity
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.apart import mix, new_code, plain_code
from governance.services.bodies import engine

TABLES = {
    "diversity_invited": "id, body",
    "diversity_invitation": "id, body",
    "diversity_giver": "id, body, year",
    "diversity_answer": "id, body, question, choice, state, year",
}
"""What must not tell the order in which anything came."""


def asked(charter: Charter) -> Diversity:
    """Return what a body asks, if it asks anything."""
    if charter.diversity is None:
        raise NotFoundError(say("This body asks nobody about themselves."))
    return charter.diversity


def giver_of(actor: Actor) -> str:
    """Return whom an account's invitation is for."""
    if actor.person is None:
        raise OutOfOrderError(say("Your account is not that of a person on the board."))
    return f"person:{actor.person}"


async def was_invited(secret: str, body: Body, giver: str) -> bool:
    """Say whether somebody was given an invitation; not whether it was used, which nobody knows."""
    rows = await engine().read(
        "SELECT 1 FROM diversity_invited WHERE id = $1", _key(secret, body, "invited", giver)
    )
    return bool(rows)


async def take_invitation(secret: str, body: Body, charter: Charter, giver: str) -> Invitation:
    """Give somebody the one invitation; `giver` names them, such as `person:<id>`."""
    asked(charter)
    code = new_code()
    async with engine().transaction():
        new = await engine().write(
            "INSERT INTO diversity_invited (id, body) VALUES ($1, $2) "
            "ON CONFLICT (id) DO NOTHING RETURNING id",
            _key(secret, body, "invited", giver),
            body.id,
        )
        if not new:
            raise OutOfOrderError(say("You were given your invitation before."))
        await engine().write(
            "INSERT INTO diversity_invitation (id, body) VALUES ($1, $2)",
            _key(secret, body, "invitation", code),
            body.id,
        )
        await mix(body, TABLES)
    return Invitation(code=code)


async def give_answers(
    secret: str, body: Body, charter: Charter, wish: Answering, year: int
) -> Given:
    """Keep what somebody says, and use the invitation up; `year` is all that is kept of the day."""
    rule = asked(charter)
    answers = _chosen(rule, wish.answers)
    code = new_code()
    async with engine().transaction():
        used = await engine().write(
            "DELETE FROM diversity_invitation WHERE id = $1 AND body = $2 RETURNING id",
            _key(secret, body, "invitation", wish.invitation),
            body.id,
        )
        if not used:
            raise OutOfOrderError(say("This invitation is not known here, or it was used."))
        await engine().write(
            "INSERT INTO diversity_giver (id, body, year) VALUES ($1, $2, $3)",
            _key(secret, body, "giver", code),
            body.id,
            year,
        )
        await _keep(secret, body, rule, code, answers, year)
    return Given(code=code)


async def change_answers(
    secret: str, body: Body, charter: Charter, wish: Changing, year: int
) -> Done:
    """Keep what somebody says now in place of everything said before under the code."""
    rule = asked(charter)
    answers = _chosen(rule, wish.answers)
    async with engine().transaction():
        known = await engine().write(
            "UPDATE diversity_giver SET year = $1 WHERE id = $2 AND body = $3 RETURNING id",
            year,
            _key(secret, body, "giver", wish.code),
            body.id,
        )
        if not known:
            raise _unknown()
        await _keep(secret, body, rule, wish.code, answers, year)
    return Done(kept=True)


async def delete_answers(secret: str, body: Body, charter: Charter, wish: Deleting) -> Done:
    """Forget everything said under a code, and the code itself."""
    rule = asked(charter)
    async with engine().transaction():
        known = await engine().write(
            "DELETE FROM diversity_giver WHERE id = $1 AND body = $2 RETURNING id",
            _key(secret, body, "giver", wish.code),
            body.id,
        )
        if not known:
            raise _unknown()
        await _keep(secret, body, rule, wish.code, {}, 0)
    return Done(kept=False)


async def _keep(
    secret: str, body: Body, rule: Diversity, code: str, answers: Answers, year: int
) -> None:
    """Make the answers under a code those given; questions no longer asked are forgotten."""
    known = await engine().read(
        "SELECT DISTINCT question FROM diversity_answer WHERE body = $1", body.id
    )
    for question in sorted({each.id for each in rule.questions} | {r["question"] for r in known}):
        answer = _key(secret, body, "answer", code, question)
        rows = await engine().read(
            "SELECT choice, state FROM diversity_answer WHERE id = $1", answer
        )
        before, state = (rows[0]["choice"], State(rows[0]["state"])) if rows else ("", None)
        choice = answers.get(question, "")
        after = state_after(state, before, choice)
        await engine().write("DELETE FROM diversity_answer WHERE id = $1", answer)
        if after is not None:
            await engine().write(
                "INSERT INTO diversity_answer (id, body, question, choice, state, year) "
                "VALUES ($1, $2, $3, $4, $5, $6)",
                answer,
                body.id,
                question,
                choice,
                after.value,
                year,
            )
    await mix(body, TABLES)


def _chosen(rule: Diversity, answers: Answers) -> Answers:
    """Return what was really chosen: a blank is no answer, another word than the options wrong."""
    options = {each.id: {option.id for option in each.options} for each in rule.questions}
    wrong = {
        question: say("Choose one of the list.")
        for question, choice in answers.items()
        if choice and choice not in options.get(question, ())
    }
    if wrong:
        raise BadInputError(wrong)
    return {question: choice for question, choice in answers.items() if choice}


def _key(secret: str, body: Body, *parts: str) -> UUID:
    """Return the id of a row as a keyed hash of what only its bearer knows."""
    plain = [*parts]
    if plain[0] != "invited":
        plain[1] = plain_code(plain[1])
    text = "\0".join(("diversity", str(body.id), *plain))
    return UUID(bytes=hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()[:16])


def _unknown() -> OutOfOrderError:
    return OutOfOrderError(say("No answers are kept under this code."))
