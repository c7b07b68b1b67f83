"""SQLite and PostgreSQL behind one face."""

from governance.database.engines import Engine, bind, lock_row, open_engine
from governance.database.violations import Kind, Violation, translate

__all__ = ["Engine", "Kind", "Violation", "bind", "lock_row", "open_engine", "translate"]
