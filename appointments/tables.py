"""The tables of appointments."""

from piccolo.table import Table

TABLES: tuple[type[Table], ...] = ()
