"""Tables on their way out, whatever form they take there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class ExportFormat(StrEnum):
    """In which form everything is taken out."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings; a cell is a text, a number, a day, a moment, or nothing."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


class TableView(Struct, frozen=True, kw_only=True):
    """A table as JSON: each row a list in the order of the columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


class ExportWish(Struct, frozen=True, kw_only=True):
    """In which form the clerk's whole record is wanted."""

    format: ExportFormat


class ExportTaken(Struct, frozen=True, kw_only=True):
    """That somebody takes everything out, private values too, is noted in the chain."""

    format: ExportFormat
    at: datetime
    by: str


class ExportFile(Struct, frozen=True, kw_only=True):
    """A file that was asked for; in JSON its content is base64."""

    name: str
    media_type: str
    content: bytes
