"""Somebody becomes a nominee by their own words; what they state becomes facts about them."""

from datetime import date
from uuid import UUID, uuid4

import msgspec

from appointments.rules.applications import AnsweredFact, facts_stated
from appointments.rules.nominations import State
from appointments.rules.rounds import Round
from appointments.schemas.nominations import NomineeWords
from appointments.services.nomination_calls import questions_of
from appointments.tables import NomineeRow
from governance.audit import Private
from governance.rules.people import FactKind
from governance.schemas.people import FactWish, PersonWish
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from governance.services.erasure import replace_paper
from governance.services.people import folded, record_person, state_fact

ENTERED = "entered"


async def enter_written(
    record: Record, one: Round, nomination: UUID, words: NomineeWords, *, proved: bool = False
) -> UUID:
    """Take somebody who agrees into a round, within a deed; return the nominee.

    Whoever came by a mailed link has `proved` the address: somebody known by this name and this
    address is then the same person. Without the proof it is somebody new.
    """
    answers = await keep_words(record, nomination, words)
    await engine().write(
        "UPDATE nomination SET state = $1, state_since = $2, consented_at = $3 WHERE id = $4",
        State.STANDING.value,
        record.today,
        record.at,
        nomination,
    )
    rows = await engine().read("SELECT * FROM nomination WHERE id = $1", nomination)
    row = rows[0]
    person = await _known(record, row["name"], row["folded_email"]) if proved else None
    if person is None:
        told = PersonWish(name=row["name"], email=row["email"], phone=row["phone"])
        person = (await record_person.within(record, told)).id
    for fact in _facts(record, words, answers):
        await state_fact.within(record, person, fact)
    nominee = NomineeRow(
        id=uuid4(),
        body=record.body.id,
        round=one.id,
        person=person,
        source="organization" if row["organization"] else "resident",
        organization=row["organization"],
        nominated_by=row["nominator"],
        statement=row["statement"],
        relatives="",
        consented_at=record.at,
        state=ENTERED,
        entered_at=record.at,
    )
    await NomineeRow.insert(nominee)
    await engine().write("UPDATE nomination SET nominee = $1 WHERE id = $2", nominee.id, nomination)
    record.note(f"nominee:{nominee.id}", after={"round": one.id, "person": Private(person)})
    record.note(f"nomination:{nomination}", after={"agreed": Private(told_of(words))})
    entered: UUID = nominee.id
    return entered


async def keep_words(record: Record, nomination: UUID, words: NomineeWords) -> dict[str, str]:
    """Keep within a deed what a nominee has written of themselves; return what they answered."""
    answers = {name: text for name, text in words.answers.items() if text.strip()}
    await engine().write(
        "UPDATE nomination SET name = $1, phone = $2, place = $3, address = $4, district = $5, "
        "resident_since = $6, statement = $7, family = $8, answers = $9 WHERE id = $10",
        " ".join(words.name.split()),
        words.phone.strip(),
        words.place.strip(),
        words.address.strip(),
        words.district,
        words.resident_since,
        words.statement.strip(),
        " ".join(words.family.split()),
        msgspec.json.encode(answers).decode(),
        nomination,
    )
    rows = await engine().read("SELECT resume FROM nomination WHERE id = $1", nomination)
    if words.resume is None and not words.remove_resume:
        return answers
    kept = await replace_paper(record, rows[0]["resume"], words.resume, field="resume")
    await engine().write("UPDATE nomination SET resume = $1 WHERE id = $2", kept, nomination)
    return answers


def told_of(words: NomineeWords) -> dict[str, object]:
    """Return what was written as the chain proves it; a file is proved by its own digest."""
    told: dict[str, object] = msgspec.to_builtins(msgspec.structs.replace(words, resume=None))
    return told


async def _known(record: Record, name: str, folded_email: str) -> UUID | None:
    """Return the one whom the body knows by this name and this address."""
    rows = await engine().read(
        "SELECT id FROM person WHERE body = $1 AND merged_into IS NULL AND folded_name = $2 "
        "AND lower(email) = $3",
        record.body.id,
        folded(name),
        folded_email,
    )
    return rows[0]["id"] if len(rows) == 1 else None


def _facts(record: Record, words: NomineeWords, answers: dict[str, str]) -> list[FactWish]:
    """Return what a nominee states, in their own name."""
    name = " ".join(words.name.split())
    home = FactWish(
        kind=FactKind.RESIDENCE,
        stated_by=name,
        stated_on=record.today,
        what=words.place,
        district=words.district,
        since=words.resident_since,
        evidence=str(say("Nomination: {address}", address=words.address)),
    )
    stated = facts_stated(questions_of(record.charter), answers)
    return [home, *(_fact(each, name, record.today) for each in stated)]


def _fact(answered: AnsweredFact, name: str, stated_on: date) -> FactWish:
    told = say("Nomination: {told}", told=answered.told) if answered.told else say("Nomination")
    return FactWish(
        kind=answered.kind,
        stated_by=name,
        stated_on=stated_on,
        what=answered.what,
        since=answered.since,
        of_family=answered.of_family,
        law_enforcement=answered.law_enforcement,
        none_else=answered.none_else,
        relation=answered.relation,
        evidence=str(told),
    )
