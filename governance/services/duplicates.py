"""Which records may be of one person, as far as the record knows?"""

import asyncio
from collections import defaultdict
from datetime import date
from uuid import UUID, uuid4

import msgspec

from governance.audit import Private
from governance.errors import BadInputError
from governance.rules.duplicates import Known, likely_pairs, plain_phone
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import Apart, ApartView, Pair, Person
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.people import PERSON, get_person
from governance.tables import PersonApartRow

explain({"person_apart_once": say("These two were told apart already.")})


async def list_duplicates(body: Body) -> list[Pair]:
    """Return the pairs of records that may be of one person, the likeliest first.

    Whoever was told apart is left out.
    """
    rows = await engine().read(
        f"{PERSON} WHERE body = $1 AND merged_into IS NULL ORDER BY recorded_at, id", body.id
    )
    people = {row["id"]: Person(**row) for row in rows}
    contacts, births = await _stated(body)
    known = [
        Known(
            id=each.id,
            name=each.name,
            emails=frozenset({each.email.casefold(), *_emails(contacts[each.id])} - {""}),
            phones=frozenset(
                {plain_phone(each.phone), *map(plain_phone, contacts[each.id])} - {""}
            ),
            born=births.get(each.id),
        )
        for each in people.values()
    ]
    apart = await _apart(body)
    return [
        Pair(
            one=people[each.one.id],
            other=people[each.other.id],
            alike=each.alike,
            why=tuple(str(reason) for reason in each.why),
        )
        for each in await asyncio.to_thread(likely_pairs, known)
        if frozenset({each.one.id, each.other.id}) not in apart
    ]


@deed
async def tell_apart(record: Record, wish: Apart) -> ApartView:
    """Keep that two records which look alike are of two people."""
    if wish.one == wish.other:
        raise BadInputError({"other": say("This is the same record.")})
    for person in (wish.one, wish.other):
        await get_person(record.body, person)
    one, other = sorted((wish.one, wish.other), key=str)
    row = PersonApartRow(
        id=uuid4(),
        body=record.body.id,
        one=one,
        other=other,
        reason=wish.reason,
        told_by=record.actor.name or "clerk",
        told_at=record.at,
    )
    await PersonApartRow.insert(row)
    record.note(f"person:{one}", after={"apart_from": other, "why": Private(wish.reason)})
    return ApartView(
        one=one, other=other, reason=wish.reason, told_by=row.told_by, told_at=record.at
    )


async def _apart(body: Body) -> set[frozenset[UUID]]:
    rows = await engine().read("SELECT one, other FROM person_apart WHERE body = $1", body.id)
    return {frozenset({row["one"], row["other"]}) for row in rows}


async def _stated(body: Body) -> tuple[defaultdict[UUID, list[str]], dict[UUID, date]]:
    """Return by person what is stated of further ways to reach them, and their days of birth."""
    rows = await engine().read(
        "SELECT person, kind, since, details FROM fact "
        "WHERE body = $1 AND withdrawn_at IS NULL AND kind IN ($2, $3)",
        body.id,
        FactKind.CONTACT.value,
        FactKind.BIRTH.value,
    )
    contacts: defaultdict[UUID, list[str]] = defaultdict(list)
    births: dict[UUID, date] = {}
    for row in rows:
        if row["kind"] == FactKind.BIRTH.value:
            births[row["person"]] = row["since"]
        else:
            contacts[row["person"]].append(msgspec.json.decode(row["details"]).get("what", ""))
    return contacts, births


def _emails(contacts: list[str]) -> set[str]:
    return {each.casefold() for each in contacts if "@" in each}
