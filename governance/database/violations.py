"""Which named constraint did the database refuse a write for, the same name on both engines."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import asyncpg


class Kind(StrEnum):
    """What sort of constraint stood in the way."""

    UNIQUE = "unique"
    CHECK = "check"
    REFERENCE = "reference"
    MISSING = "missing"
    GUARD = "guard"
    """An exclusion constraint, or whatever a trigger raised."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A constraint that did not hold, by the name its migration gave it.

    SQLite does not name a broken foreign key: there the name of a reference is empty.
    A missing value is named `table.column`, as neither engine names that constraint.
    """

    kind: Kind
    name: str


class ConstraintError(sqlite3.IntegrityError):
    """SQLite's refusal, with the name looked up while the connection was at hand."""

    def __init__(self, message: str, violation: Violation) -> None:
        super().__init__(message)
        self.violation = violation


def translate(error: BaseException) -> Violation | None:
    """Name the constraint behind a database's error; None when it is another kind of error."""
    match error:
        case ConstraintError():
            return error.violation
        case asyncpg.UniqueViolationError():
            return Violation(Kind.UNIQUE, error.constraint_name)
        case asyncpg.CheckViolationError():
            return Violation(Kind.CHECK, error.constraint_name)
        case asyncpg.ForeignKeyViolationError() | asyncpg.RestrictViolationError():
            return Violation(Kind.REFERENCE, error.constraint_name)
        case asyncpg.ExclusionViolationError():
            return Violation(Kind.GUARD, error.constraint_name)
        case asyncpg.NotNullViolationError():
            return Violation(Kind.MISSING, f"{error.table_name}.{error.column_name}")
        case asyncpg.RaiseError():
            return Violation(Kind.GUARD, error.message)
    return None


def with_name(error: sqlite3.IntegrityError, connection: sqlite3.Connection) -> ConstraintError:
    """Return SQLite's error with the constraint's name, asked of the connection that failed."""
    message = str(error)
    detail = message.partition(" constraint failed: ")[2]
    if message == "FOREIGN KEY constraint failed":  # for RESTRICT its code is that of a trigger
        return ConstraintError(message, Violation(Kind.REFERENCE, ""))
    match error.sqlite_errorname:
        case "SQLITE_CONSTRAINT_UNIQUE" | "SQLITE_CONSTRAINT_PRIMARYKEY":
            violation = Violation(Kind.UNIQUE, _unique_name(detail, connection))
        case "SQLITE_CONSTRAINT_CHECK":
            violation = Violation(Kind.CHECK, detail)
        case "SQLITE_CONSTRAINT_NOTNULL":
            violation = Violation(Kind.MISSING, detail)
        case _:
            violation = Violation(Kind.GUARD, message)
    return ConstraintError(message, violation)


def _unique_name(detail: str, connection: sqlite3.Connection) -> str:
    """Find the index behind `table.column, table.column`, or behind `index 'name'`."""
    if detail.startswith("index '"):
        return detail.removeprefix("index '").removesuffix("'")
    table = detail.partition(".")[0]
    columns = [part.rpartition(".")[2] for part in detail.split(", ")]
    for index, origin in connection.execute(UNIQUE_INDEXES, (table,)).fetchall():
        listed = [name for (name,) in connection.execute(INDEX_COLUMNS, (index,)).fetchall()]
        if origin != "pk" and listed == columns:
            ((created,),) = connection.execute(TABLE_TEXT, (table,)).fetchall()
            return public_name(index, origin, table, columns, created)
    return f"{table}_pkey"


UNIQUE_INDEXES = 'SELECT name, origin FROM pragma_index_list($1) WHERE "unique"'
"""Each unique index of a table; its origin is (c)reate index, (u)nique or (pk) in the table."""

INDEX_COLUMNS = "SELECT name FROM pragma_index_info($1) ORDER BY seqno"
"""The columns of an index; null stands for an expression."""

TABLE_TEXT = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = $1"


def public_name(
    index: str, origin: str, table: str, columns: Sequence[str | None], created: str
) -> str:
    """Return the name PostgreSQL gives what SQLite numbers as an automatic index."""
    if origin == "c":
        return index
    if origin == "pk":
        return f"{table}_pkey"
    for name, listed in re.findall(r'CONSTRAINT\s+"?(\w+)"?\s+UNIQUE\s*\(([^)]*)\)', created, re.I):
        if [column.strip(' "') for column in listed.split(",")] == columns:
            return str(name)
    return "_".join([table, *map(str, columns), "key"])
