"""Throw-away tables with everything a real one may have, for the tests of the database alone."""

from piccolo.columns import JSON, UUID, Boolean, Date, Integer, Text, Timestamptz
from piccolo.table import Table

from governance.database import Engine, bind
from governance.database.guards import append_only, no_overlap
from governance.database.migrations import PerEngine, Step


class Shelf(Table):
    """A parent row, also used as the row that is locked."""

    id = UUID(primary_key=True)
    label = Text(null=False, required=True)


class Book(Table):
    """One value of each type."""

    id = UUID(primary_key=True)
    shelf = UUID(null=False, required=True)
    printed_on = Date(null=True, default=None)
    lent_at = Timestamptz(null=True, default=None)
    is_lent = Boolean(null=False, default=False)
    notes = JSON(null=True, default=None)
    pages = Integer(null=True, default=None)


UP: list[str | PerEngine] = [
    "CREATE TABLE shelf (id UUID PRIMARY KEY NOT NULL, label TEXT NOT NULL)",
    "CREATE UNIQUE INDEX shelf_label ON shelf (label)",
    """
    CREATE TABLE book (
        id UUID PRIMARY KEY NOT NULL,
        shelf UUID NOT NULL REFERENCES shelf (id) ON DELETE RESTRICT
            DEFERRABLE INITIALLY DEFERRED,
        printed_on DATE,
        lent_at {moment},
        is_lent BOOLEAN NOT NULL,
        notes {json},
        pages INTEGER,
        CONSTRAINT book_has_pages CHECK (pages > 0),
        CONSTRAINT book_once UNIQUE (shelf, printed_on)
    )
    """,
    "CREATE UNIQUE INDEX book_one_lent ON book (shelf) WHERE is_lent",
    """
    CREATE TABLE stay (
        id UUID PRIMARY KEY NOT NULL,
        shelf UUID NOT NULL,
        since DATE NOT NULL,
        until DATE,
        state TEXT NOT NULL,
        CONSTRAINT stay_forward CHECK (since <= until)
    )
    """,
    no_overlap("stay_alone", "stay", same=["shelf"], where="state <> 'void'"),
    "CREATE TABLE log (id UUID PRIMARY KEY NOT NULL, line TEXT NOT NULL, UNIQUE (line))",
    append_only("log_is_kept", "log"),
]


async def build(engine: Engine) -> None:
    """Make the tables and bind their classes."""
    step = Step("shelves", "0001_all", tuple(UP))
    async with engine.transaction():
        for statement in step.statements(engine.engine_type):
            await engine.write(statement)
    bind(engine, [Shelf, Book])
