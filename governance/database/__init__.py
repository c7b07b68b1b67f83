"""SQLite and PostgreSQL behind one face."""

import sqlite3

from governance.database.engines import Engine, bind, lock_row, open_engine
from governance.database.postgres import LOST
from governance.database.violations import Kind, Violation, translate

OUT_OF_REACH = (*LOST, sqlite3.OperationalError)
"""What a statement raises when the database cannot be reached or used now."""

__all__ = [
    "OUT_OF_REACH",
    "Engine",
    "Kind",
    "Violation",
    "bind",
    "lock_row",
    "open_engine",
    "translate",
]
