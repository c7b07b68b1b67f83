"""What binds members to parties and matters: stated, ended, never changed.

A disclosure is for its member, the presiding officers and the clerk; what a recusal says in a
meeting is public.
"""

from uuid import UUID, uuid4

import msgspec

from governance.audit import Private
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from meetings.rules.recusals import Relation, must_recuse
from meetings.schemas.disclosures import Disclosure, DisclosureEnd, DisclosureStatement
from meetings.services.members import members_on
from meetings.tables import DisclosureRow

READERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.CLERK})
"""Who reads, and writes down, what others disclose."""

DISCLOSURES = (
    "SELECT d.id, d.person, p.name, d.party, d.relation, d.details, d.stated_at, d.ended_at, "
    "d.ended_why FROM disclosure d JOIN person p ON p.id = d.person"
)


@deed
async def state_disclosure(record: Record, wish: DisclosureStatement) -> Disclosure:
    """State what binds a member to a party or a matter; the console asks when one is named."""
    person = wish.person or record.actor.person
    if person is None:
        raise BadInputError({"person": say("Name the member.")})
    _require_own(record.actor, person)
    found = must_recuse(wish.relation, record.charter.recusal)
    if wish.relation is Relation.NONE:
        raise BadInputError({"relation": found.reason})
    member = next(
        (each for each in await members_on(record.body, record.today) if each.person == person),
        None,
    )
    if member is None:
        raise BadInputError({"person": say("There is no such member in office.")})
    stated = Disclosure(
        id=uuid4(),
        person=person,
        name=member.name,
        party=wish.party,
        relation=wish.relation,
        details=wish.details,
        stated_at=record.at,
    )
    await DisclosureRow.insert(
        DisclosureRow(
            id=stated.id,
            body=record.body.id,
            person=person,
            relation=wish.relation,
            party=wish.party,
            details=wish.details,
            stated_at=record.at,
            ended_at=None,
            ended_why="",
        )
    )
    record.note(
        f"disclosure:{stated.id}",
        after={
            "person": person,
            "party": Private(wish.party),
            "relation": Private(wish.relation.value),
            "details": Private(wish.details),
        },
    )
    return stated


@deed
async def end_disclosure(record: Record, disclosure_id: UUID, wish: DisclosureEnd) -> Disclosure:
    """Say why a disclosure no longer holds; it stays readable as it was."""
    stated = await get_disclosure(record.actor, record.body, disclosure_id)
    if stated.ended_at is not None:
        raise OutOfOrderError(say("This disclosure has ended already."))
    at = max(record.at, stated.stated_at)
    await DisclosureRow.update(
        {DisclosureRow.ended_at: at, DisclosureRow.ended_why: wish.reason}
    ).where(DisclosureRow.id == disclosure_id)
    record.note(f"disclosure:{disclosure_id}", after={"ended": at, "why": Private(wish.reason)})
    return msgspec.structs.replace(stated, ended_at=at, ended_why=wish.reason)


async def get_disclosure(actor: Actor, body: Body, disclosure_id: UUID) -> Disclosure:
    """Return a disclosure to whom it concerns; to others there is none."""
    rows = await engine().read(
        f"{DISCLOSURES} WHERE d.id = $1 AND d.body = $2", disclosure_id, body.id
    )
    found = msgspec.convert(rows, list[Disclosure])
    if not found or not _may_read(actor, found[0].person):
        raise NotFoundError(say("There is no such disclosure."))
    return found[0]


async def list_disclosures(actor: Actor, body: Body) -> list[Disclosure]:
    """Return the disclosures that this actor may read: all, or a member's own."""
    everyones = bool(actor.roles & READERS)
    rows = await engine().read(
        f"{DISCLOSURES} WHERE d.body = $1 AND ($2 OR d.person = $3) ORDER BY p.name, d.stated_at",
        body.id,
        everyones,
        actor.person,
    )
    return msgspec.convert(rows, list[Disclosure])


def _may_read(actor: Actor, person: UUID) -> bool:
    return actor.person == person or bool(actor.roles & READERS)


def _require_own(actor: Actor, person: UUID) -> None:
    if not _may_read(actor, person):
        raise NotAllowedError(say("A member discloses only for themselves."))
