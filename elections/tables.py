"""The tables of elections."""

from piccolo.table import Table

TABLES: tuple[type[Table], ...] = ()
