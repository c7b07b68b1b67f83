"""The whole database at one moment, read while others write; and a whole one taken in."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, Protocol

from governance.database.engines import Engine
from governance.database.postgres import SafePostgresEngine
from governance.database.sqlite import Row, open_connection

ROWS = 500


class Snapshot(Protocol):
    """Tables as they were at one moment; names come from the schema, never from people."""

    def rows(self, table: str, *, order: str = "") -> AsyncIterator[Row]:
        """Give every row of a table, in the order of these columns if any are named."""


@asynccontextmanager
async def snapshot(engine: Engine) -> AsyncIterator[Snapshot]:
    """Open a view of the database that later writes do not change, and that holds none up."""
    if isinstance(engine, SafePostgresEngine):
        connection = await engine.get_new_connection()
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                yield _PostgresSnapshot(connection)
        finally:
            await connection.close()
        return
    reader = await asyncio.to_thread(open_connection, engine.connection_kwargs, writes=False)
    try:
        reader.execute("BEGIN")
        yield _SQLiteSnapshot(reader)
    finally:
        reader.close()


@asynccontextmanager
async def loading(engine: Engine, tables: Iterable[str]) -> AsyncIterator[None]:
    """Open a transaction in which rows may come before the rows that they point to.

    At its end every reference must lead somewhere, or nothing is kept.
    """
    async with engine.transaction():
        if not isinstance(engine, SafePostgresEngine):
            await engine.write("PRAGMA defer_foreign_keys = ON")
            yield
            return
        references = [
            row
            for row in await engine.read(POSTGRES_REFERENCES)
            if row["table"] in frozenset(tables)
        ]
        for row in references:
            await _alter(engine, row, "DEFERRABLE INITIALLY DEFERRED")
        yield
        await engine.write("SET CONSTRAINTS ALL IMMEDIATE")
        for row in references:
            await _alter(engine, row, "NOT DEFERRABLE")


POSTGRES_REFERENCES = """
SELECT t.relname AS "table", c.conname AS name
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace"""


async def _alter(engine: Engine, reference: Row, how: str) -> None:
    table, name = reference["table"], reference["name"]
    await engine.write(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{name}" {how}')


class _PostgresSnapshot:
    def __init__(self, connection: Any) -> None:  # asyncpg has no types
        self._connection = connection

    async def rows(self, table: str, *, order: str = "") -> AsyncIterator[Row]:
        """Give every row of a table, a few hundred at a time."""
        async for record in self._connection.cursor(_select(table, order), prefetch=ROWS):
            yield dict(record)


class _SQLiteSnapshot:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def rows(self, table: str, *, order: str = "") -> AsyncIterator[Row]:
        """Give every row of a table; the disk is waited for in a thread."""
        cursor = self._connection.execute(_select(table, order))
        names = [column[0] for column in cursor.description]
        while page := await asyncio.to_thread(cursor.fetchmany, ROWS):
            for row in page:
                yield dict(zip(names, row, strict=True))


def _select(table: str, order: str) -> str:
    return f'SELECT * FROM "{table}"' + (f" ORDER BY {order}" if order else "")  # noqa: S608 (names from the schema)
