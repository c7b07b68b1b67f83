"""What SQLite keeps as text, turned back into values, in less time than by Piccolo's own way.

A page reads some hundred values, so that a microsecond for each is a good part of it.
"""

import sqlite3
from datetime import UTC, date, datetime
from uuid import UUID

import msgspec


def register() -> None:
    """Let every connection of this process read values so; Piccolo's converters come before."""
    sqlite3.register_converter("UUID", _uuid)
    sqlite3.register_converter("TIMESTAMPTZ", _moment)
    sqlite3.register_converter("DATE", _day)
    sqlite3.register_converter("BOOLEAN", _truth)
    sqlite3.register_converter("INTEGER", int)


def _uuid(text: bytes) -> UUID:
    return msgspec.convert(text.decode(), UUID)


def _moment(text: bytes) -> datetime:
    moment = datetime.fromisoformat(text.decode())
    return moment if moment.tzinfo is UTC else moment.replace(tzinfo=UTC)


def _day(text: bytes) -> date:
    return date.fromisoformat(text.decode())


def _truth(text: bytes) -> bool:
    return text == b"1"
