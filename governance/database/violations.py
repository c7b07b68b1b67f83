"""Which named constraint did the database refuse a write for, the same name on both engines."""

import re
import sqlite3
from collections.abc import Iterator
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
        case asyncpg.ForeignKeyViolationError():
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
    match error.sqlite_errorname:
        case "SQLITE_CONSTRAINT_UNIQUE" | "SQLITE_CONSTRAINT_PRIMARYKEY":
            violation = Violation(Kind.UNIQUE, _unique_name(detail, connection))
        case "SQLITE_CONSTRAINT_CHECK":
            violation = Violation(Kind.CHECK, detail)
        case "SQLITE_CONSTRAINT_NOTNULL":
            violation = Violation(Kind.MISSING, detail)
        case "SQLITE_CONSTRAINT_FOREIGNKEY":
            violation = Violation(Kind.REFERENCE, "")
        case _:
            violation = Violation(Kind.GUARD, message)
    return ConstraintError(message, violation)


def _unique_name(detail: str, connection: sqlite3.Connection) -> str:
    """Find the index behind `table.column, table.column`, or behind `index 'name'`."""
    if detail.startswith("index '"):
        return detail.removeprefix("index '").removesuffix("'")
    table = detail.partition(".")[0]
    columns = [part.rpartition(".")[2] for part in detail.split(", ")]
    for index, origin in _unique_indexes(table, connection):
        if index_columns(index, connection) == columns:
            if origin == "c":
                return index
            if origin == "u":
                return _inline_name(table, columns, connection)
    return f"{table}_pkey"


def _unique_indexes(table: str, connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Give each unique index and its origin: (c)reate index, (u)nique or (pk) in the table."""
    sql = 'SELECT name, origin FROM pragma_index_list(?) WHERE "unique"'
    yield from connection.execute(sql, (table,)).fetchall()


def index_columns(index: str, connection: sqlite3.Connection) -> list[str | None]:
    """List an index's columns in order; None stands for an expression."""
    sql = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
    return [name for (name,) in connection.execute(sql, (index,)).fetchall()]


def _inline_name(table: str, columns: list[str], connection: sqlite3.Connection) -> str:
    """Read an inline constraint's name from its table; unnamed, name it as PostgreSQL does."""
    sql = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    ((created,),) = connection.execute(sql, (table,)).fetchall()
    for name, listed in re.findall(r'CONSTRAINT\s+"?(\w+)"?\s+UNIQUE\s*\(([^)]*)\)', created, re.I):
        if [column.strip(' "') for column in listed.split(",")] == columns:
            return str(name)
    return "_".join([table, *columns, "key"])
