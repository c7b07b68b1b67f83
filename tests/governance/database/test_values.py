from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from governance.database import Engine
from tests.governance.database.shelves import Book, Shelf

MOMENT = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)

FULL: dict[str, Any] = {
    "printed_on": date(2026, 11, 30),
    "lent_at": MOMENT,
    "is_lent": True,
    "notes": '{"b": [1, 2],  "a": null}',
    "pages": 2**31 - 1,
}

EMPTY: dict[str, Any] = {
    "printed_on": None, "lent_at": None, "is_lent": False, "notes": None, "pages": None
}  # fmt: skip

COLUMNS = "id, shelf, printed_on, lent_at, is_lent, notes, pages"


@pytest.fixture
async def shelf(shelves: Engine) -> UUID:
    made = Shelf(label="law")
    await made.save()
    return made.id


@pytest.mark.parametrize("values", [FULL, EMPTY], ids=["full", "empty"])
async def test_what_a_table_inserts_is_read_equally_by_both(
    shelves: Engine, shelf: UUID, values: dict[str, Any]
) -> None:
    book = Book(shelf=shelf, **values)
    await book.save()
    read = await shelves.read(f"SELECT {COLUMNS} FROM book WHERE id = $1", book.id)
    assert read == await Book.select() == [{"id": book.id, "shelf": shelf, **values}]


@pytest.mark.parametrize("values", [FULL, EMPTY], ids=["full", "empty"])
async def test_what_is_written_is_selected_and_returned_equally(
    shelves: Engine, shelf: UUID, values: dict[str, Any]
) -> None:
    async with shelves.transaction():
        returned = await shelves.write(
            f"INSERT INTO book ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {COLUMNS}",
            uuid4(),
            shelf,
            *values.values(),
        )
    assert returned == await Book.select()
    assert returned == [{"id": returned[0]["id"], "shelf": shelf, **values}]


async def test_a_value_finds_its_row(shelves: Engine, shelf: UUID) -> None:
    await Book(shelf=shelf, **FULL).save()
    for name in ("shelf", "printed_on", "lent_at", "is_lent", "pages"):
        value = shelf if name == "shelf" else FULL[name]
        assert await shelves.read(f"SELECT id FROM book WHERE {name} = $1", value), name
        assert await Book.exists().where(getattr(Book, name) == value), name


async def test_one_placeholder_may_stand_twice_and_in_any_order(shelves: Engine) -> None:
    await Shelf(label="law").save()
    rows = await shelves.read(
        "SELECT label FROM shelf WHERE label = $2 AND id <> $1 AND label = $2", uuid4(), "law"
    )
    assert rows == [{"label": "law"}]


@pytest.mark.parametrize("text", ["5", '"five"', "1.0", "true", "[]", "null"])
async def test_json_stays_the_text_it_was(shelves: Engine, shelf: UUID, text: str) -> None:
    async with shelves.transaction():
        await shelves.write(
            "INSERT INTO book (id, shelf, is_lent, notes) VALUES ($1, $2, $3, $4)",
            uuid4(),
            shelf,
            False,
            text,
        )
    assert await shelves.read("SELECT notes FROM book") == [{"notes": text}]
    assert await Book.select(Book.notes) == [{"notes": text}]


async def test_a_moment_is_the_same_in_any_zone(shelves: Engine, shelf: UUID) -> None:
    in_rochester = MOMENT.astimezone(timezone(timedelta(hours=-5)))
    await Book(shelf=shelf, is_lent=False, lent_at=in_rochester).save()
    (row,) = await shelves.read("SELECT lent_at FROM book WHERE lent_at = $1", in_rochester)
    assert row["lent_at"] == MOMENT
    assert row["lent_at"].utcoffset() == timedelta(0)


async def test_moments_are_kept_in_their_order(shelves: Engine, shelf: UUID) -> None:
    moments = [
        MOMENT - timedelta(microseconds=1),
        MOMENT,
        MOMENT + timedelta(microseconds=1),
        MOMENT + timedelta(seconds=1),
    ]
    for moment in reversed(moments):
        await Book(shelf=shelf, lent_at=moment).save()
    rows = await shelves.read("SELECT lent_at FROM book ORDER BY lent_at")
    assert [row["lent_at"] for row in rows] == moments
    rows = await shelves.read("SELECT lent_at FROM book WHERE lent_at > $1 ORDER BY 1", MOMENT)
    assert [row["lent_at"] for row in rows] == moments[2:]


async def test_a_row_becomes_a_struct(shelves: Engine, shelf: UUID) -> None:
    class BookStruct(msgspec.Struct):
        id: UUID
        shelf: UUID
        printed_on: date
        is_lent: bool

    await Book(shelf=shelf, **FULL).save()
    (row,) = await shelves.read("SELECT id, shelf, printed_on, is_lent FROM book")
    book = msgspec.convert(row, BookStruct)
    assert msgspec.json.decode(msgspec.json.encode(book), type=BookStruct) == book
