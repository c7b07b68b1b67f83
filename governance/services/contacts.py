"""How is somebody called and reached, and what stood there before?"""

from uuid import UUID, uuid4

from governance.audit import Private
from governance.errors import BadInputError
from governance.schemas.bodies import Body
from governance.schemas.people import Amendment, CorrectionView, Person
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.people import folded, get_person, get_record
from governance.tables import PersonCorrectionRow


@deed
async def amend_person(record: Record, person: UUID, wish: Amendment) -> Person:
    """Mend a person's name or how they are reached; what stood there stays readable."""
    found = await get_person(record.body, person)
    asked = {"name": wish.name, "email": wish.email, "phone": wish.phone}
    wanted = {field: " ".join(to.split()) for field, to in asked.items() if to is not None}
    if wanted.get("name") == "":
        raise BadInputError({"name": say("A name is needed.")})
    before = {field: str(getattr(found, field)) for field in wanted}
    changed = [field for field in wanted if wanted[field] != before[field]]
    if not changed:
        raise BadInputError({"reason": say("Nothing of this is new.")})
    for field in changed:
        await PersonCorrectionRow.insert(
            PersonCorrectionRow(
                id=uuid4(),
                body=record.body.id,
                person=person,
                field=field,
                was=before[field],
                became=wanted[field],
                reason=wish.reason,
                made_by=record.actor.name or "clerk",
                made_at=record.at,
            )
        )
    name = wanted.get("name", found.name)
    await engine().write(
        "UPDATE person SET name = $1, folded_name = $2, email = $3, phone = $4 WHERE id = $5",
        name,
        folded(name),
        wanted.get("email", found.email),
        wanted.get("phone", found.phone),
        person,
    )
    record.note(
        f"person:{person}",
        before={field: Private(before[field]) for field in changed},
        after={**{field: Private(wanted[field]) for field in changed}, "why": Private(wish.reason)},
    )
    return await get_person(record.body, person)


async def corrections_of(body: Body, person: UUID) -> list[CorrectionView]:
    """Return what was mended of a person, the latest first, also of records merged into theirs."""
    await get_record(body, person)
    rows = await engine().read(
        "SELECT person, field, was, became, reason, made_by, made_at FROM person_correction "
        "WHERE body = $1 AND (person = $2 OR person IN "
        "(SELECT id FROM person WHERE merged_into = $2)) ORDER BY made_at DESC, field",
        body.id,
        person,
    )
    return [CorrectionView(**row) for row in rows]
