from pathlib import Path

import pytest

from governance.database import open_engine
from governance.database.migrations import migrate
from governance.database.schema import TableShape, schema_of
from tests.conftest import PACKAGES
from tests.governance.database.shelves import build

BOOK = TableShape(
    columns={
        "id": "uuid",
        "shelf": "uuid",
        "printed_on": "date or null",
        "lent_at": "timestamptz or null",
        "is_lent": "boolean",
        "notes": "json or null",
        "pages": "integer or null",
    },
    unique={
        "book_pkey": "id",
        "book_once": "shelf, printed_on",
        "book_one_lent": "shelf partial",
    },
    references={"shelf": "shelf(id) RESTRICT"},
    checks={"book_has_pages"},
)


@pytest.mark.postgres
async def test_both_engines_make_the_same_of_one_step(
    empty_postgres_url: str, tmp_path: Path
) -> None:
    shapes = []
    for url in (empty_postgres_url, f"sqlite:///{tmp_path}/schema.db"):
        engine = open_engine(url)
        await build(engine)
        shapes.append(await schema_of(engine))
        await engine.close_connection_pool()
    assert shapes[0] == shapes[1]
    assert shapes[0]["book"] == BOOK


@pytest.mark.postgres
async def test_the_program_s_own_tables_are_the_same_on_both_engines(
    postgres_url: str, sqlite_url: str
) -> None:
    shapes = []
    for url in (postgres_url, sqlite_url):
        engine = open_engine(url)
        assert await migrate(engine, PACKAGES) == []
        shapes.append(await schema_of(engine))
        await engine.close_connection_pool()
    assert shapes[0] == shapes[1]
    assert "migration" in shapes[0]
