"""A SQLite database as files: the one it is, and those beside it while it is in use."""

import sqlite3
from pathlib import Path

BESIDE = ("-wal", "-shm", "-journal")
WAIT_SECONDS = 1.0


def make_single(path: Path) -> bool:
    """Gather a database in one single file; False while anybody else has it open."""
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def remove(path: Path) -> None:
    """Remove a database and the files beside it."""
    for suffix in ("", *BESIDE):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
