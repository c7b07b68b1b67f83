"""What is in an archive file, and how is each value written in it?

An archive is a zip: `manifest.json` (when it was made, the steps of migration that its tables
have taken, their columns) and for each table a file of JSON lines. It is the same for both
engines, so one made on SQLite can be restored on PostgreSQL.
"""

import json
import os
import zipfile
from base64 import b64decode, b64encode
from collections.abc import AsyncIterable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from governance.errors import GovernanceError
from governance.sentences import say

FORMAT = 1
MANIFEST = "manifest.json"
PRIVATE = 0o600


class BackupError(GovernanceError):
    """The archive, or the place where it is to go, is not fit for it; the message says why."""


class StepTaken(Struct, frozen=True, kw_only=True):
    """A step of migration that the archive's tables have taken."""

    package: str
    name: str
    digest: str

    @property
    def title(self) -> str:
        """Name the step as people read it."""
        return f"{self.package} {self.name}"


class TableKept(Struct, frozen=True, kw_only=True):
    """A table in the archive: how many rows, and each column's type."""

    rows: int
    columns: dict[str, str]


class Manifest(Struct, frozen=True, kw_only=True):
    """What an archive says of itself."""

    format: int
    made_at: datetime
    steps: tuple[StepTaken, ...]
    tables: dict[str, TableKept]

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(table.rows for table in self.tables.values())


@contextmanager
def new_archive(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open a new archive, readable by its owner alone; it stands there whole or not at all."""
    half = file.with_name(f"{file.name}.part")
    if file.exists():
        raise BackupError(say("{file} is there already.", file=str(file)))
    try:
        with (
            os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_TRUNC, PRIVATE), "w+b") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            yield archive
            archive.close()
            raw.flush()
            os.fsync(raw.fileno())
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


async def keep_table(
    archive: zipfile.ZipFile, table: str, rows: AsyncIterable[Mapping[str, object]]
) -> int:
    """Write every row of a table, and return how many there were."""
    count = 0
    with archive.open(_name(table), "w", force_zip64=True) as out:
        async for row in rows:
            plain = {name: _plain(value) for name, value in row.items()}
            out.write(json.dumps(plain, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def keep_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write what the archive says of itself."""
    archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """Return what an archive says of itself."""
    manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
    if manifest.format != FORMAT:
        raise BackupError(say("This archive is of a format that this program does not know."))
    return manifest


def rows_of(archive: zipfile.ZipFile, table: str) -> Iterator[dict[str, Any]]:  # any column
    """Give the rows of a table as they were written."""
    with archive.open(_name(table)) as lines:
        for line in lines:
            yield json.loads(line)


def _name(table: str) -> str:
    return f"tables/{table}.jsonl"


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case bytes():
            return b64encode(value).decode()
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"A {type(value).__name__} has no place in an archive.")


READERS: dict[str, Callable[[str], object]] = {
    "uuid": UUID,
    "date": date.fromisoformat,
    "timestamptz": datetime.fromisoformat,
    "time": time.fromisoformat,
    "numeric": Decimal,
    "bytea": b64decode,
}
"""How a column's text becomes what the engines take; other types stand as they are."""


def reader_of(kind: str) -> Callable[[Any], object]:
    """Return what turns a column's text back into its value; None stays out of it."""
    return READERS.get(kind.removesuffix(" or null"), lambda value: value)
