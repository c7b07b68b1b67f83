"""Deeds of the tests' own, which look before they write, and programs that race in them.

`python -m tests.governance.claims <url> <name>` says "ready", waits for a line, claims every
chair in several tasks at once, and prints each answer or refusal.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import UUID

from msgspec import Struct

from governance.audit import Private
from governance.database import bind, open_engine
from governance.errors import OutOfOrderError
from governance.rules.access import Actor, Grant, Role
from governance.rules.permissions import PERMISSIONS
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.tables import TABLES, PersonRow

SLUG = "rochester-pab"
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
CHAIRS = 8
TASKS = 3


class Claim(Struct, frozen=True, kw_only=True):
    """Who wants which chair."""

    chair: int
    name: str
    fails: bool = False


class Claimed(Struct, frozen=True, kw_only=True):
    """Who has it, since when."""

    chair: int
    name: str
    since: date


class BrokenPencilError(Exception):
    """A mistake of the program's own, in the middle of a deed."""


@deed
async def claim_chair(record: Record, claim: Claim) -> Claimed:
    """Take a chair that nobody has; only the lock on the body keeps two from looking at once."""
    chair = UUID(int=claim.chair)
    if await engine().read("SELECT 1 FROM person WHERE phone = $1", str(claim.chair)):
        raise OutOfOrderError(say("Chair {chair} is taken.", chair=claim.chair))
    await asyncio.sleep(0.001)
    await PersonRow.insert(
        PersonRow(
            id=chair,
            body=record.body.id,
            name=claim.name,
            folded_name=claim.name.casefold(),
            phone=str(claim.chair),
            recorded_at=record.at,
        )
    )
    record.note(f"chair:{claim.chair}", after={"name": Private(claim.name)})
    if claim.fails:
        raise BrokenPencilError
    return Claimed(chair=claim.chair, name=claim.name, since=record.today)


@deed
async def claim_two(record: Record, one: Claim, other: Claim) -> tuple[Claimed, Claimed]:
    """Take two chairs or none."""
    return await claim_chair.within(record, one), await claim_chair.within(record, other)


@contextmanager
def claims_allowed() -> Iterator[None]:
    """Let clerks claim chairs while the test lasts."""
    ours = {"claim_chair": frozenset({Role.CLERK}), "claim_two": frozenset({Role.CLERK})}
    PERMISSIONS.update(ours)
    try:
        yield
    finally:
        for name in ours:
            del PERMISSIONS[name]


def a_clerk(*, account: UUID | None = None, key: str | None = None, at: datetime = NOW) -> Actor:
    """Return a clerk of the board."""
    clerk = frozenset({Grant(Role.CLERK)})
    return Actor(body=SLUG, at=at, name="Clerk", account=account, key=key, grants=clerk)


async def claim_every_chair(name: str) -> list[str]:
    """Claim each chair in turn; say who got it, or why not."""
    said = []
    for chair in range(1, CHAIRS + 1):
        try:
            claimed = await claim_chair(a_clerk(), Claim(chair=chair, name=name))
            said.append(f"{claimed.chair}: {claimed.name}")
        except OutOfOrderError as refused:
            said.append(str(refused))
    return said


async def race(url: str, name: str) -> list[str]:
    """Claim in several tasks at once."""
    opened = open_engine(url)
    bind(opened, TABLES)
    await opened.read("SELECT 1 AS warm")
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    with claims_allowed():
        runs = (claim_every_chair(f"{name} {number}") for number in range(TASKS))
        said = await asyncio.gather(*runs)
    await opened.close_connection_pool()
    return [line for each in said for line in each]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(race(*sys.argv[1:]))))
