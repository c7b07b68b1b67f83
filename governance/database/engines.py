"""Which database is it, and what both kinds can do."""

from collections.abc import Iterable
from uuid import UUID

from piccolo.engine.exceptions import TransactionError
from piccolo.table import Table

from governance.database.postgres import SafePostgresEngine
from governance.database.sqlite import PooledSQLiteEngine

Engine = PooledSQLiteEngine | SafePostgresEngine
"""Both have `read`, `write`, `transaction`, `transaction_exists` and `close_connection_pool`."""

SQLITE = "sqlite:///"


def open_engine(url: str) -> Engine:
    """Return an engine for `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://…`.

    Nothing is opened before the first statement.
    """
    if url.startswith(SQLITE) and len(url) > len(SQLITE):
        return PooledSQLiteEngine(url.removeprefix(SQLITE))
    if url.startswith(("postgresql://", "postgres://")):
        return SafePostgresEngine({"dsn": url})
    raise ValueError(f"A database is sqlite:///path or postgresql://…, not {url!r}.")


def bind(engine: Engine, tables: Iterable[type[Table]]) -> None:
    """Let table classes speak to this engine from now on."""
    for table in tables:
        table._meta.db = engine


async def lock_row(engine: Engine, table: type[Table], row_id: UUID) -> None:
    """Wait until no other transaction holds this row, and hold it until this one ends.

    On SQLite nothing is left to do: only one transaction writes at a time.
    """
    if not engine.transaction_exists():
        raise TransactionError("A row is locked in a transaction.")
    if isinstance(engine, SafePostgresEngine):
        name = table._meta.tablename
        await engine.read(f'SELECT 1 FROM "{name}" WHERE id = $1 FOR UPDATE', row_id)  # noqa: S608 (a table's own name)
