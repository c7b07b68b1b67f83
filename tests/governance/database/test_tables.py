"""Table classes say what the migrations made: the two are kept in step by hand."""

import pytest
from piccolo.columns import Column, ForeignKey
from piccolo.table import Table

from governance.database import open_engine
from governance.database.schema import TableShape, schema_of
from tests.conftest import all_tables

KINDS = {
    "BigInt": "bigint",
    "Boolean": "boolean",
    "Bytea": "bytea",
    "Date": "date",
    "Integer": "integer",
    "JSON": "json",
    "SmallInt": "smallint",
    "Text": "text",
    "Timestamptz": "timestamptz",
    "UUID": "uuid",
}


def kind(column: Column) -> str:
    if isinstance(column, ForeignKey):
        column = column._foreign_key_meta.resolved_references._meta.primary_key
        return kind(column)
    return KINDS[type(column).__name__]


def shape(table: type[Table]) -> TableShape:
    shape = TableShape()
    for column in table._meta.columns:
        name = column._meta.db_column_name
        shape.columns[name] = kind(column) + (" or null" if column._meta.null else "")
        if isinstance(column, ForeignKey):
            target = column._foreign_key_meta.resolved_references._meta.tablename
            shape.references[name] = f"{target}(id)"
    return shape


TABLES = all_tables()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
async def test_a_table_class_matches_its_migration(table: type[Table], sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    made = (await schema_of(engine))[table._meta.tablename]
    await engine.close_connection_pool()
    meant = shape(table)
    assert made.columns == meant.columns
    assert {name: made.references[name].split(" ")[0] for name in made.references} == (
        meant.references
    )


async def test_every_table_of_the_database_has_a_class(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    made = set(await schema_of(engine))
    await engine.close_connection_pool()
    assert made - {"migration"} == {table._meta.tablename for table in TABLES}
