"""Whom does a body know, and what is stated about them?"""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence, Set
from datetime import date
from uuid import UUID, uuid4

import msgspec

from governance.audit import Private
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.papers import DOCUMENTS
from governance.rules.people import EVENTS, Fact, FactKind
from governance.schemas.bodies import Body
from governance.schemas.papers import Paper
from governance.schemas.people import FactView, FactWish, Person, PersonWish, Withdrawal
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.papers import keep_paper
from governance.tables import FactRow, PersonRow

PAGE = 50
MANY = 1000
PERSON = "SELECT id, name, email, phone, merged_into FROM person"
FACT = (
    "SELECT fact.id, person, kind, since, until, details, stated_by, stated_on, evidence, "
    "verified_by, verified_at, withdrawn_at, withdrawn_why, paper, paper.name AS paper_name, "
    "paper.media_type, paper.size, paper.digest, paper.kept_at, paper.erased_at "
    "FROM fact LEFT JOIN paper ON paper.id = fact.paper"
)
NOT_ATTESTED = "AND details NOT LIKE '%\"none_else\":true%' "
_WITH_A_PLACE = frozenset(
    {FactKind.RESIDENCE, FactKind.EMPLOYMENT, FactKind.OFFICE, FactKind.OATH, FactKind.CONTACT}
)


class _Details(msgspec.Struct, frozen=True, omit_defaults=True):
    """What only some kinds of facts have."""

    what: str = ""
    district: str = ""
    of_family: bool = False
    law_enforcement: bool = False
    none_else: bool = False
    relation: str = ""
    relative: str = ""
    district_map: str = ""
    grave: bool = False


async def list_people(body: Body, *, search: str = "", page: int = 1) -> list[Person]:
    """Return one page of the people whom a body knows, by name."""
    rows = await engine().read(
        f"{PERSON} WHERE body = $1 AND merged_into IS NULL AND folded_name LIKE $2 ESCAPE '!' "
        "ORDER BY folded_name, id LIMIT $3 OFFSET $4",
        body.id,
        _pattern(search),
        PAGE,
        (page - 1) * PAGE,
    )
    return [Person(**row) for row in rows]


async def count_people(body: Body, *, search: str = "") -> int:
    """Return how many people a search finds."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM person "
        "WHERE body = $1 AND merged_into IS NULL AND folded_name LIKE $2 ESCAPE '!'",
        body.id,
        _pattern(search),
    )
    return int(rows[0]["number"])


async def everybody(body: Body) -> AsyncIterator[Person]:
    """Give everyone whom the body knows; between some hundred, others have a turn."""
    last = UUID(int=0)
    while True:
        rows = await engine().read(
            f"{PERSON} WHERE body = $1 AND id > $2 AND merged_into IS NULL ORDER BY id LIMIT $3",
            body.id,
            last,
            MANY,
        )
        for row in rows:
            yield Person(**row)
        if len(rows) < MANY:
            return
        last = rows[-1]["id"]
        await asyncio.sleep(0)


async def get_person(body: Body, person: UUID) -> Person:
    """Return somebody whom the body knows; what a record held that was merged, another one has."""
    found = await get_record(body, person)
    if found.merged_into is not None:
        raise OutOfOrderError(say("This record was merged into another one of the same person."))
    return found


async def get_record(body: Body, person: UUID) -> Person:
    """Return a person's record, also one that was merged into another."""
    rows = await engine().read(f"{PERSON} WHERE id = $1 AND body = $2", person, body.id)
    if not rows:
        raise NotFoundError(say("There is no such person here."))
    return Person(**rows[0])


async def kept_record(body: Body, person: UUID) -> UUID:
    """Return the record that holds what this one held: itself, or the one it was merged into."""
    rows = await engine().read(
        "SELECT merged_into FROM person WHERE id = $1 AND body = $2", person, body.id
    )
    return rows[0]["merged_into"] or person if rows else person


async def facts_of(body: Body, person: UUID) -> list[FactView]:
    """Return every fact stated of a person, the withdrawn ones too."""
    rows = await engine().read(
        f"{FACT} WHERE fact.body = $1 AND person = $2 ORDER BY kind, since, stated_on, fact.id",
        body.id,
        person,
    )
    return [_view(row) for row in rows]


async def facts_by_person(body: Body) -> dict[UUID, list[UUID]]:
    """Return the facts of everyone whom a body knows, by their ids, for whoever takes all out."""
    held: dict[UUID, list[UUID]] = {each.id: [] async for each in everybody(body)}
    rows = await engine().read("SELECT person, id FROM fact WHERE body = $1 ORDER BY id", body.id)
    for row in rows:
        held.setdefault(row["person"], []).append(row["id"])
    return held


async def known_facts(
    body: Body, people: Sequence[UUID], *, attested: bool = True
) -> Mapping[UUID, tuple[Fact, ...]]:
    """Return for each of some people the facts that stand.

    Without `attested`, statements that there is nothing else of a kind are left out.
    """
    if not people:
        return {}
    asked = ", ".join(f"${number}" for number in range(2, len(people) + 2))
    rows = await engine().read(
        f"{FACT} WHERE fact.body = $1 AND person IN ({asked}) AND withdrawn_at IS NULL "
        f"{'' if attested else NOT_ATTESTED}ORDER BY fact.id",
        body.id,
        *people,
    )
    known: dict[UUID, list[Fact]] = {person: [] for person in people}
    for row in rows:
        known[row["person"]].append(as_fact(_view(row)))
    return {person: tuple(facts) for person, facts in known.items()}


def as_fact(view: FactView) -> Fact:
    """Return a fact as rules read it."""
    return Fact(
        kind=view.kind,
        stated_by=view.stated_by,
        stated_on=view.stated_on,
        what=view.what,
        district=view.district,
        since=view.since,
        until=view.until,
        of_family=view.of_family,
        law_enforcement=view.law_enforcement,
        none_else=view.none_else,
        relation=view.relation,
        grave=view.grave,
        evidence=view.evidence,
        verified_by=view.verified_by,
        id=view.id,
    )


@deed
async def record_person(record: Record, wish: PersonWish) -> Person:
    """Let the body know a person; nothing of it is public."""
    name = " ".join(wish.name.split())
    if not name:
        raise BadInputError({"name": say("A name is needed.")})
    row = PersonRow(
        id=uuid4(),
        body=record.body.id,
        name=name,
        folded_name=folded(name),
        email=wish.email.strip(),
        phone=wish.phone.strip(),
        recorded_at=record.at,
    )
    await PersonRow.insert(row)
    after = {"name": Private(name), "email": Private(row.email), "phone": Private(row.phone)}
    record.note(f"person:{row.id}", after=after)
    return Person(id=row.id, name=row.name, email=row.email, phone=row.phone)


@deed
async def state_fact(record: Record, person: UUID, wish: FactWish) -> FactView:
    """Keep what somebody stated about a person; what was stated before stays."""
    await get_person(record.body, person)
    of_family = wish.of_family and wish.kind is not FactKind.FAMILY
    _require_sense(wish, record.today, {each.id for each in record.charter.relations})
    paper = None
    if wish.paper is not None:
        paper = (await keep_paper(record, wish.paper, kinds=DOCUMENTS)).id
    details = _Details(
        what=" ".join(wish.what.split()),
        district=wish.district.strip(),
        of_family=of_family,
        law_enforcement=wish.law_enforcement,
        none_else=wish.none_else,
        relation=wish.relation,
        relative=" ".join(wish.relative.split()),
        district_map=wish.district_map.strip(),
        grave=wish.grave and wish.kind is FactKind.CONVICTION,
    )
    row = FactRow(
        id=uuid4(),
        body=record.body.id,
        person=person,
        kind=wish.kind.value,
        since=wish.since,
        until=wish.until,
        details=msgspec.json.encode(details).decode(),
        stated_by=wish.stated_by,
        stated_on=wish.stated_on,
        evidence=wish.evidence,
        paper=paper,
    )
    await FactRow.insert(row)
    stated = msgspec.to_builtins(msgspec.structs.replace(wish, paper=None))
    record.note(
        f"fact:{row.id}",
        after={"person": Private(person), "stated": Private(stated), "paper": paper},
    )
    return await get_fact(record.body, row.id)


@deed
async def verify_fact(record: Record, fact: UUID) -> FactView:
    """Say that the evidence for a fact was seen; the actor's name stands beside it."""
    found = await _standing(record.body, fact)
    if found.verified_by:
        verifier = found.verified_by
        raise OutOfOrderError(say("This was verified already by {name}.", name=verifier))
    await engine().write(
        "UPDATE fact SET verified_by = $1, verified_at = $2 WHERE id = $3",
        record.actor.name or "clerk",
        record.at,
        fact,
    )
    record.note(f"fact:{fact}", after={"verified": True})
    return await get_fact(record.body, fact)


@deed
async def withdraw_fact(record: Record, fact: UUID, wish: Withdrawal) -> FactView:
    """Let a fact count no longer, for a reason; it stays on the record."""
    await _standing(record.body, fact)
    await engine().write(
        "UPDATE fact SET withdrawn_at = $1, withdrawn_why = $2 WHERE id = $3",
        record.at,
        wish.why,
        fact,
    )
    record.note(f"fact:{fact}", after={"withdrawn": Private(wish.why)})
    return await get_fact(record.body, fact)


async def get_fact(body: Body, fact: UUID) -> FactView:
    """Return one fact."""
    rows = await engine().read(f"{FACT} WHERE fact.id = $1 AND fact.body = $2", fact, body.id)
    if not rows:
        raise NotFoundError(say("There is no such fact here."))
    return _view(rows[0])


def folded(name: str) -> str:
    """Return a name as it is sorted and searched, the same for every way of writing it."""
    return unicodedata.normalize("NFKC", name).casefold()


async def _standing(body: Body, fact: UUID) -> FactView:
    found = await get_fact(body, fact)
    if found.withdrawn:
        raise OutOfOrderError(say("This fact was withdrawn."))
    return found


def _require_sense(wish: FactWish, today: date, relations: Set[str]) -> None:
    wrong: dict[str, Sentence] = {}
    if wish.since and wish.until and wish.until < wish.since:
        wrong["until"] = say("It cannot end before it begins.")
    if wish.stated_on > today:
        wrong["stated_on"] = say("This day has not come yet.")
    if wish.kind is FactKind.BIRTH and wish.since is None:
        wrong["since"] = say("The day of birth is needed.")
    if wish.kind in EVENTS and not wish.none_else:
        if wish.since is None:
            wrong["since"] = say("The day on which it happened is needed.")
        elif wish.since > today:
            wrong["since"] = say("This day has not come yet.")
    if wish.kind in _WITH_A_PLACE and not wish.none_else and not wish.what.strip():
        wrong["what"] = say("Say where.")
    if not wish.stated_by.strip():
        wrong["stated_by"] = say("Say who stated it.")
    if relations and (wish.relation or _needs_relation(wish)) and wish.relation not in relations:
        wrong["relation"] = say("Say in which relation; only these are immediate family.")
    if wrong:
        raise BadInputError(wrong)


def _needs_relation(wish: FactWish) -> bool:
    """Whether something is stated of a relative, and not that there is none."""
    return not wish.none_else and (wish.of_family or wish.kind is FactKind.FAMILY)


def _view(row: Row) -> FactView:
    details = msgspec.json.decode(row["details"], type=_Details)
    return FactView(
        id=row["id"],
        person=row["person"],
        kind=FactKind(row["kind"]),
        stated_by=row["stated_by"],
        stated_on=row["stated_on"],
        what=details.what,
        district=details.district,
        since=row["since"],
        until=row["until"],
        of_family=details.of_family,
        law_enforcement=details.law_enforcement,
        none_else=details.none_else,
        relation=details.relation,
        relative=details.relative,
        district_map=details.district_map,
        grave=details.grave,
        evidence=row["evidence"],
        paper=_paper(row),
        verified_by=row["verified_by"],
        verified_at=row["verified_at"],
        withdrawn=row["withdrawn_at"] is not None,
        withdrawn_why=row["withdrawn_why"],
    )


def _paper(row: Row) -> Paper | None:
    if row["paper"] is None:
        return None
    return Paper(
        id=row["paper"],
        name=row["paper_name"],
        media_type=row["media_type"],
        size=row["size"],
        digest=row["digest"],
        kept_at=row["kept_at"],
        erased=row["erased_at"] is not None,
    )


def _pattern(search: str) -> str:
    """Return the pattern of names that hold a text, whose own % and _ mean themselves."""
    text = folded(search.strip().replace("\x00", ""))
    for special in "!%_":
        text = text.replace(special, f"!{special}")
    return f"%{text}%"
