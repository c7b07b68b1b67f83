"""Thousands of bodies within seconds: one body's rows copied by the database itself.

A copy's ids are those of the first body with the copy's number in place of their first eight
digits, so that every reference between its rows holds. Charters' texts and the chain's links are
left out: neither the desk nor the sweep reads them, and they would be most of the file.
"""

import sqlite3
from pathlib import Path

from piccolo.columns import UUID, ForeignKey

from governance.app import TABLES

LEFT_OUT = frozenset({"audit", "audit_secret", "idempotency", "outbox", "role_grant"})
SEATED = frozenset({"body", "charter", "person", "legislation", "appointment", "service"})
"""What the seats and their history need; the rest of a body is left out where only seats count."""

OWN = {
    ("body", "slug"): "slug || '-' || n",
    ("body", "name"): "name || ' ' || n",
    ("charter", "text"): "''",
    ("charter", "laws"): "''",
    ("meeting", "uid"): "uid || '-' || n",
}
"""What is not as in the first body."""


def crowd(path: Path, count: int, *, seats_only: bool = False) -> None:
    """Add so many bodies like the first one."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    connection.execute(
        "CREATE TEMP TABLE copy AS WITH RECURSIVE k(n) AS "
        "(SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < ?) SELECT n FROM k",
        (count,),
    )
    for table, columns in _tables().items():
        if seats_only and table not in SEATED:
            continue
        taken = ", ".join(OWN.get((table, name), made) for name, made in columns.items())
        # the rows are gathered before they are added, so that no copy is copied
        connection.execute(f"CREATE TEMP TABLE first AS SELECT * FROM {table}")
        names = ", ".join(columns)
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {taken} FROM copy, temp.first")
        connection.execute("DROP TABLE temp.first")
    connection.execute("COMMIT")
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    if broken:
        raise ValueError(f"The copies point at rows that are not there: {len(broken)}")


def _tables() -> dict[str, dict[str, str]]:
    """Return for each table of a body how each column of a copy is made."""
    found = {}
    for table in TABLES:
        columns = table._meta.columns
        name = table._meta.tablename
        names = {each._meta.db_column_name for each in columns}
        if name in LEFT_OUT or not ("body" in names or name == "body"):
            continue
        found[name] = {
            each._meta.db_column_name: (
                f"printf('%08x', n) || substr({each._meta.db_column_name}, 9)"
                if isinstance(each, UUID | ForeignKey)
                else each._meta.db_column_name
            )
            for each in columns
        }
    return {"body": found.pop("body"), **found}
