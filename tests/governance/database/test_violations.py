import sqlite3
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import asyncpg
import pytest

from governance.database import Engine, Kind, Violation, translate
from governance.database.postgres import SafePostgresEngine
from tests.governance.database.shelves import Book, Shelf

SHELF = UUID(int=1)


@pytest.fixture
async def filled(shelves: Engine) -> Engine:
    """One shelf with one book, which is lent."""
    await Shelf(id=SHELF, label="law").save()
    await Book(id=SHELF, shelf=SHELF, printed_on=date(2026, 1, 1), is_lent=True).save()
    return shelves


BROKEN: dict[str, tuple[Callable[[], Shelf | Book], Violation]] = {
    "index": (lambda: Shelf(label="law"), Violation(Kind.UNIQUE, "shelf_label")),
    "named in the table": (
        lambda: Book(shelf=SHELF, printed_on=date(2026, 1, 1)),
        Violation(Kind.UNIQUE, "book_once"),
    ),
    "partial index": (
        lambda: Book(shelf=SHELF, is_lent=True),
        Violation(Kind.UNIQUE, "book_one_lent"),
    ),
    "check": (lambda: Book(shelf=SHELF, pages=0), Violation(Kind.CHECK, "book_has_pages")),
}


@pytest.mark.parametrize("why", BROKEN)
async def test_a_broken_constraint_has_one_name(filled: Engine, why: str) -> None:
    make, violation = BROKEN[why]
    with pytest.raises((sqlite3.IntegrityError, asyncpg.PostgresError)) as caught:
        await make().save()
    assert translate(caught.value) == violation


async def breaks(engine: Engine, sql: str, *args: object) -> Violation | None:
    with pytest.raises((sqlite3.IntegrityError, asyncpg.PostgresError)) as caught:
        async with engine.transaction():
            await engine.write(sql, *args)
    return translate(caught.value)


async def test_an_unnamed_constraint_is_named_as_postgresql_does(filled: Engine) -> None:
    two = "INSERT INTO log (id, line) VALUES ($1, 'x'), ($2, 'x')"
    assert await breaks(filled, two, uuid4(), uuid4()) == Violation(Kind.UNIQUE, "log_line_key")


async def test_a_key_is_named_as_postgresql_does(filled: Engine) -> None:
    sql = "INSERT INTO shelf (id, label) VALUES ($1, 'other')"
    assert await breaks(filled, sql, SHELF) == Violation(Kind.UNIQUE, "shelf_pkey")


async def test_a_missing_value_is_named_by_its_column(filled: Engine) -> None:
    sql = "INSERT INTO shelf (id, label) VALUES ($1, NULL)"
    assert await breaks(filled, sql, uuid4()) == Violation(Kind.MISSING, "shelf.label")


async def test_a_row_others_point_to_cannot_be_removed(filled: Engine) -> None:
    violation = await breaks(filled, "DELETE FROM shelf WHERE id = $1", SHELF)
    name = "book_shelf_fkey" if isinstance(filled, SafePostgresEngine) else ""
    assert violation == Violation(Kind.REFERENCE, name)


async def test_an_expression_index_is_named(filled: Engine) -> None:
    async with filled.transaction():
        await filled.write("CREATE UNIQUE INDEX shelf_any_case ON shelf (lower(label))")
    sql = "INSERT INTO shelf (id, label) VALUES ($1, 'LAW')"
    assert await breaks(filled, sql, uuid4()) == Violation(Kind.UNIQUE, "shelf_any_case")


def test_another_error_is_no_violation() -> None:
    assert translate(ValueError("something else")) is None
    assert translate(sqlite3.OperationalError("database is locked")) is None
    assert translate(asyncpg.UndefinedTableError("no such table")) is None


async def test_a_rival_that_comes_second_is_told_nothing_was_inserted(filled: Engine) -> None:
    assert await Shelf.insert(Shelf(label="law")).on_conflict(action="DO NOTHING") == []
