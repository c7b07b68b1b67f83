"""Who is an applicant, and which facts do the answers state?"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from appointments.rules.applications import AnsweredFact, State, facts_stated
from appointments.schemas.applications import Recognition, Standing
from appointments.services.pipeline import answers_of, application_row
from governance.audit import Private
from governance.charter.model import ApplicationQuestion
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import OutOfOrderError
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import FactWish, PersonWish
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.people import facts_of, get_person, record_person, state_fact


@deed
async def recognise_applicant(record: Record, application: UUID, wish: Recognition) -> Standing:
    """Say who an applicant is; what the answers state becomes facts, stated by the applicant."""
    row = await application_row(record.body, application, everything=True)
    if row["person"] is not None:
        raise OutOfOrderError(say("This applicant is known already."))
    if row["erased_at"] is not None:
        raise OutOfOrderError(say("This application was erased."))
    is_new = wish.person is None
    if wish.person is None:
        told = PersonWish(name=row["name"], email=row["email"], phone=row["phone"])
        person = await record_person.within(record, told)
    else:
        person = await get_person(record.body, wish.person)
    await engine().write(
        "UPDATE application SET person = $1, person_is_new = $2 WHERE id = $3",
        person.id,
        is_new,
        application,
    )
    calls = await engine().read("SELECT questions FROM application_call WHERE id = $1", row["call"])
    questions = msgspec.json.decode(calls[0]["questions"], type=tuple[ApplicationQuestion, ...])
    known = [_said(each) for each in await facts_of(record.body, person.id) if not each.withdrawn]
    for fact in _facts(record.body, row, questions):
        if _said(fact) not in known:
            await state_fact.within(record, person.id, fact)
    record.note(f"application:{application}", after={"person": Private(person.id)})
    return Standing(application=application, state=State(row["state"]))


def _facts(body: Body, row: Row, questions: Sequence[ApplicationQuestion]) -> list[FactWish]:
    """Return the facts that an application states, in the applicant's own name."""
    stated_on: date = day_in(row["sent_at"], body.timezone)
    home = FactWish(
        kind=FactKind.RESIDENCE,
        stated_by=row["name"],
        stated_on=stated_on,
        what=row["place"],
        district=row["district"],
        since=row["resident_since"],
        evidence=str(say("Application: {address}", address=row["address"])),
    )
    answered = facts_stated(questions, answers_of(row))
    return [home, *(_fact(each, row["name"], stated_on) for each in answered)]


def _fact(answered: AnsweredFact, name: str, stated_on: date) -> FactWish:
    told = say("Application: {told}", told=answered.told) if answered.told else say("Application")
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


def _said(fact: object) -> tuple[object, ...]:
    """Return what a fact says, whoever stated it."""
    names = ("kind", "what", "district", "since", "of_family", "law_enforcement", "none_else")
    return tuple(getattr(fact, name) for name in names)
