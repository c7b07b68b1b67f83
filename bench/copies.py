"""Many bodies and long histories, by copying the rows of one body.

No deed runs here, because a thousand bodies would take minutes: the rows of a real body are read,
given new ids and, for a history, earlier days, and inserted in bulk under the tables' own
constraints and triggers.
"""

import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from governance.app import TABLES

Row = dict[str, object]
Change = Callable[[str, Row, int], None]
"""What is changed in the row of a table in the copy of a number."""

YEAR = timedelta(days=364)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
TERM = 3
"""Years that a member of an older history serves."""

ONCE = frozenset({"body", "charter"})
MEMBERS = frozenset({"person", "legislation", "appointment", "service"})
"""Tables of which an older history has no more rows, or rows once a term."""


def add_bodies(path: Path, count: int) -> None:
    """Add so many bodies, each like the first one."""
    _copy(path, count, _for_another_body, tables=_of_bodies())


def add_years(path: Path, count: int) -> None:
    """Add so many years before the first ones, each like them; members change with each term."""
    yearly = [name for name in _of_bodies() if name not in ONCE | MEMBERS]
    _copy(path, count, _for_an_earlier_year, tables=yearly)
    add_terms(path, count)


def add_terms(path: Path, count: int) -> None:
    """Add the members of so many years before the first ones, and nothing else of these years."""
    _copy(path, count // TERM, _for_an_earlier_term, tables=sorted(MEMBERS))


def _of_bodies() -> list[str]:
    """Return the tables whose rows belong to one body."""
    owned = [each for each in TABLES if "body" in {c._meta.name for c in each._meta.columns}]
    return ["body", *(each._meta.tablename for each in owned)]


def _copy(path: Path, count: int, change: Change, *, tables: list[str]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    rows = {name: list(map(dict, connection.execute(f"SELECT * FROM {name}"))) for name in tables}
    ids = [row["id"] for each in rows.values() for row in each]
    connection.execute("BEGIN")
    for number in range(1, count + 1):
        fresh: dict[object, str] = {old: str(uuid4()) for old in ids}
        for table in tables:
            copied = [
                {name: fresh.get(value, value) for name, value in row.items()}
                for row in rows[table]
            ]
            for row in copied:
                change(table, row, number)
            if copied:
                marks = ", ".join(f":{name}" for name in copied[0])
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", copied)
    connection.execute("COMMIT")
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    if broken:
        raise ValueError(f"The copies point at rows that are not there: {len(broken)}")


def _for_another_body(table: str, row: Row, number: int) -> None:
    if table == "body":
        row["slug"] = f"{row['slug']}-{number}"
        row["name"] = f"{row['name']} {number}"
    if table == "meeting":
        row["uid"] = f"{row['id']}@copy"


def _for_an_earlier_year(table: str, row: Row, number: int) -> None:
    _put_back(row, number * YEAR)
    if table == "meeting":
        row["uid"] = f"{row['id']}@copy"
    if table == "audit":
        row["seq"] = f"{number:04}{row['seq']:>06}"


def _for_an_earlier_term(table: str, row: Row, number: int) -> None:
    _put_back(row, number * TERM * YEAR)
    if table == "legislation":
        row["number"] = f"{row['number']}-{number}"
    if table == "service":
        row["until"] = (date.fromisoformat(str(row["since"])) + TERM * YEAR).isoformat()


def _put_back(row: Row, by: timedelta) -> None:
    for name, value in row.items():
        if isinstance(value, str):
            row[name] = _earlier(value, by)


def _earlier(value: str, by: timedelta) -> str:
    if DAY.fullmatch(value):
        return (date.fromisoformat(value) - by).isoformat()
    if MOMENT.match(value):
        return (datetime.fromisoformat(value) - by).isoformat(" ")
    return value
