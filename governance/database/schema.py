"""What does a database look like, in words that are the same for both engines."""

import re
from dataclasses import dataclass, field

from governance.database.engines import Engine
from governance.database.postgres import SafePostgresEngine
from governance.database.violations import INDEX_COLUMNS, TABLE_TEXT, UNIQUE_INDEXES, public_name

SAME_WORDS = {
    "character varying": "varchar",
    "timestamp with time zone": "timestamptz",
    "json text": "json",
    "blob": "bytea",
}

RULES = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


@dataclass(slots=True)
class TableShape:
    """One table: what may stand in it, what must differ, and what it points to."""

    columns: dict[str, str] = field(default_factory=dict)
    """Each column's type, with `or null` where nothing may stand."""
    unique: dict[str, str] = field(default_factory=dict)
    """Each unique constraint or index by name: its columns, and `partial` if not for all rows."""
    references: dict[str, str] = field(default_factory=dict)
    """Each column that points elsewhere: the table, its column, and what deleting does."""
    checks: set[str] = field(default_factory=set)
    """The names of the checks; on SQLite an unnamed one is not seen, so name them all."""


async def schema_of(engine: Engine) -> dict[str, TableShape]:
    """Describe every table by name; equal descriptions mean that both engines agree."""
    if isinstance(engine, SafePostgresEngine):
        return await _postgres(engine)
    return await _sqlite(engine)


def _kind(written: str, *, nullable: bool) -> str:
    kind = written.lower()
    for word, same in SAME_WORDS.items():
        kind = kind.replace(word, same)
    return f"{kind} or null" if nullable else kind


def _unique(columns: list[str | None], *, partial: bool) -> str:
    listed = ", ".join(column or "(expression)" for column in columns)
    return f"{listed} partial" if partial else listed


async def _postgres(engine: Engine) -> dict[str, TableShape]:
    shapes = {
        row["name"]: TableShape()
        for row in await engine.read(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
        )
    }
    for row in await engine.read(POSTGRES_COLUMNS):
        kind = _kind(row["type"], nullable=row["nullable"])
        shapes[row["table"]].columns[row["name"]] = kind
    for row in await engine.read(POSTGRES_UNIQUE):
        columns = [None if "(" in column else column for column in row["columns"]]
        shapes[row["table"]].unique[row["name"]] = _unique(columns, partial=row["partial"])
    for row in await engine.read(POSTGRES_REFERENCES):
        target = f"{row['target']}({row['target_column']}) {RULES[row['rule']]}"
        shapes[row["table"]].references[row["name"]] = target
    for row in await engine.read(POSTGRES_CHECKS):
        shapes[row["table"]].checks.add(row["name"])
    return shapes


POSTGRES_COLUMNS = """
SELECT c.relname AS "table", a.attname AS name, NOT a.attnotnull AS nullable,
       format_type(a.atttypid, a.atttypmod) AS type
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  AND c.relnamespace = current_schema()::regnamespace"""

POSTGRES_UNIQUE = """
SELECT t.relname AS "table", n.relname AS name, i.indpred IS NOT NULL AS partial,
       ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true)
             FROM generate_series(1, i.indnkeyatts) AS k) AS columns
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
WHERE i.indisunique AND t.relnamespace = current_schema()::regnamespace"""

POSTGRES_REFERENCES = """
SELECT t.relname AS "table", a.attname AS name, f.relname AS target,
       b.attname AS target_column, c.confdeltype::text AS rule
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
     CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(mine, other)
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.mine
     JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = k.other
WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace"""

POSTGRES_CHECKS = """
SELECT t.relname AS "table", c.conname AS name
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'c' AND t.relnamespace = current_schema()::regnamespace"""


async def _sqlite(engine: Engine) -> dict[str, TableShape]:
    tables = await engine.read(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    return {row["name"]: await _sqlite_table(engine, row["name"]) for row in tables}


async def _sqlite_table(engine: Engine, table: str) -> TableShape:
    ((created,),) = [row.values() for row in await engine.read(TABLE_TEXT, table)]
    shape = TableShape(checks=set(re.findall(r'CONSTRAINT\s+"?(\w+)"?\s+CHECK', created, re.I)))
    for row in await engine.read('SELECT name, type, "notnull" FROM pragma_table_info($1)', table):
        shape.columns[row["name"]] = _kind(row["type"], nullable=not row["notnull"])
    partial = {
        row["name"]: bool(row["partial"])
        for row in await engine.read("SELECT name, partial FROM pragma_index_list($1)", table)
    }
    for row in await engine.read(UNIQUE_INDEXES, table):
        columns = [each["name"] for each in await engine.read(INDEX_COLUMNS, row["name"])]
        name = public_name(row["name"], row["origin"], table, columns, created)
        shape.unique[name] = _unique(columns, partial=partial[row["name"]])
    for row in await engine.read(SQLITE_REFERENCES, table):
        target = f"{row['target']}({row['target_column']}) {row['rule']}"
        shape.references[row["name"]] = target
    return shape


SQLITE_REFERENCES = """
SELECT "from" AS name, "table" AS target, coalesce("to", 'id') AS target_column,
       on_delete AS rule
FROM pragma_foreign_key_list($1)"""
