"""Who looked at what is private of a person, when, and by which door?

This is a log beside the chain of deeds: looking changes nothing of the body's record, so it is no
deed, waits for none and moves no revision. It is written once the answer is out. What could not
be written then is kept by this process and written with the next.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import msgspec
import structlog

from governance.database import translate
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.people import LookupView
from governance.services.bodies import engine

log = structlog.get_logger("openseat")

PAGE = 50
CHUNK = 500
"""Rows of one statement; a database takes only so many values at once."""
CONTACT = "name and contact"
"""What a list or a person's head shows beside facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One look at what is private of one person; the facts that were shown, by their ids."""

    body: Body
    actor: Actor
    door: str
    what: str
    person: UUID
    facts: tuple[UUID, ...] = ()


_waiting: list[Lookup] = []


async def keep_lookups(looked: Iterable[Lookup]) -> None:
    """Write down who looked; trouble with it is logged and never the reader's."""
    _waiting.extend(looked)
    if not _waiting:
        return
    taken = _waiting[:]
    _waiting.clear()
    for start in range(0, len(taken), CHUNK):
        await _keep(taken[start : start + CHUNK])


async def _keep(looked: Sequence[Lookup]) -> None:
    """Write some looks at once; where the database refuses one, it alone is left out."""
    try:
        async with engine().transaction():
            await _write(looked)
    except Exception as error:  # the answer is out; what was looked at must not be forgotten
        refused = translate(error)
        if refused is None:
            _waiting.extend(looked)
            log.error("lookups wait", count=len(_waiting), error=type(error).__name__)
        elif len(looked) == 1:
            log.error("lookup refused", constraint=refused.name, body=looked[0].body.slug)
        else:
            for each in looked:
                await _keep([each])


def looks(
    body: Body, actor: Actor, door: str, what: str, people: Mapping[UUID, Sequence[UUID]]
) -> list[Lookup]:
    """Return a look at several people, each with the facts that were shown."""
    return [
        Lookup(body=body, actor=actor, door=door, what=what, person=person, facts=tuple(facts))
        for person, facts in people.items()
    ]


async def list_lookups(
    body: Body, *, person: UUID | None = None, page: int = 1, named: bool = True, size: int = PAGE
) -> list[LookupView]:
    """Return one page of who looked, the latest first; of one person if one is given.

    Without `named` the people's names are left out.
    """
    whose = "" if person is None else ("AND (l.person = $4 OR p.merged_into = $4) ")
    given = () if person is None else (person,)
    rows = await engine().read(
        "SELECT l.at, l.reader, l.account, l.door, l.what, l.person, p.name, l.facts "  # noqa: S608 (our own words)
        f"FROM lookup l JOIN person p ON p.id = l.person WHERE l.body = $1 {whose}"
        "ORDER BY l.at DESC, l.id LIMIT $2 OFFSET $3",
        body.id,
        size,
        (page - 1) * size,
        *given,
    )
    shown = [msgspec.json.decode(row["facts"], type=tuple[UUID, ...]) for row in rows]
    kinds = await _kinds({fact for facts in shown for fact in facts})
    return [
        LookupView(
            **{
                **row,
                "name": row["name"] if named else "",
                "facts": facts,
                "kinds": dict(Counter(kinds[fact] for fact in facts if fact in kinds)),
            }
        )
        for row, facts in zip(rows, shown, strict=True)
    ]


async def _kinds(facts: set[UUID]) -> dict[UUID, str]:
    """Return of which kind some facts are."""
    listed = sorted(facts)
    kinds: dict[UUID, str] = {}
    for start in range(0, len(listed), CHUNK):
        chunk = listed[start : start + CHUNK]
        asked = ", ".join(f"${number}" for number in range(1, len(chunk) + 1))
        sql = f"SELECT id, kind FROM fact WHERE id IN ({asked})"  # noqa: S608 (places of values)
        rows = await engine().read(sql, *chunk)
        kinds.update({row["id"]: row["kind"] for row in rows})
    return kinds


async def _write(looked: Sequence[Lookup]) -> None:
    values: list[object] = []
    rows = []
    for each in looked:
        first = len(values)
        rows.append("(" + ", ".join(f"${first + place}" for place in range(1, 10)) + ")")
        values += [
            uuid4(),
            each.body.id,
            each.actor.at,
            each.actor.account,
            each.actor.name,
            each.door,
            each.what,
            each.person,
            msgspec.json.encode(each.facts).decode(),
        ]
    await engine().write(
        "INSERT INTO lookup (id, body, at, account, reader, door, what, person, facts) "  # noqa: S608 (places of values)
        f"VALUES {', '.join(rows)}",
        *values,
    )
