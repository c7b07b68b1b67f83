"""One of several programs that race for the same rows: `python -m … <url> <name>`.

It says "ready", waits for a line, races, and prints how often it won each row, by way of winning.
"""

import asyncio
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from uuid import UUID, uuid4

import asyncpg

from governance.database import Engine, Kind, bind, lock_row, open_engine, translate
from tests.governance.database.shelves import Shelf

ROWS = [UUID(int=number) for number in range(1, 13)]
TASKS = 4


async def change_if_free(engine: Engine, row: UUID, me: str) -> bool:
    """Win by one statement that finds the row as it was."""
    async with engine.transaction():
        sql = "UPDATE shelf SET label = $1 WHERE id = $2 AND label LIKE 'free%' RETURNING id"
        return bool(await engine.write(sql, f"{me} {row}", row))


async def insert_unique(engine: Engine, row: UUID, me: str) -> bool:
    """Win by being the first a unique index lets in."""
    sql = "INSERT INTO book (id, shelf, is_lent) VALUES ($1, $2, $3)"
    return await _accepted(engine, Kind.UNIQUE, sql, uuid4(), row, True)


async def insert_apart(engine: Engine, row: UUID, me: str) -> bool:
    """Win by being the first whose span overlaps no other."""
    sql = "INSERT INTO stay (id, shelf, since, state) VALUES ($1, $2, $3, $4)"
    return await _accepted(engine, Kind.GUARD, sql, uuid4(), row, date(2026, 1, 1), me)


async def look_and_write(engine: Engine, row: UUID, me: str) -> bool:
    """Win by looking first, which is safe only behind a locked row."""
    async with engine.transaction():
        await lock_row(engine, Shelf, row)
        if await engine.read("SELECT 1 FROM log WHERE line = $1", str(row)):
            return False
        await asyncio.sleep(0.001)
        await engine.write("INSERT INTO log (id, line) VALUES ($1, $2)", uuid4(), str(row))
        return True


async def _accepted(engine: Engine, kind: Kind, sql: str, *args: object) -> bool:
    try:
        async with engine.transaction():
            await engine.write(sql, *args)
    except (sqlite3.IntegrityError, asyncpg.PostgresError) as error:
        violation = translate(error)
        if violation is None or violation.kind is not kind:
            raise
        return False
    return True


WAYS: list[Callable[[Engine, UUID, str], Awaitable[bool]]] = [
    change_if_free,
    insert_unique,
    insert_apart,
    look_and_write,
]


async def race(url: str, me: str) -> dict[str, Counter[str]]:
    """Try every row in every way, in several tasks at once."""
    engine = open_engine(url)
    bind(engine, [Shelf])
    await engine.read("SELECT 1 AS warm")
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    wins: dict[str, Counter[str]] = {way.__name__: Counter() for way in WAYS}

    async def runner(number: int) -> None:
        for way in WAYS:
            for row in ROWS:
                if await way(engine, row, f"{me} {number}"):
                    wins[way.__name__][str(row)] += 1

    await asyncio.gather(*(runner(number) for number in range(TASKS)))
    await engine.close_connection_pool()
    return wins


if __name__ == "__main__":
    print(json.dumps(asyncio.run(race(*sys.argv[1:]))))
