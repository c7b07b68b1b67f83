"""How is everything kept in one file, and how does it come back?

Sessions stay out of an archive: after a restore everyone signs in again.
"""

import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import asyncpg
from msgspec import Struct

from governance.audit import first_break
from governance.database import Engine, open_engine
from governance.database.files import make_single, remove
from governance.database.migrations import migrate, steps_of
from governance.database.postgres import SafePostgresEngine
from governance.database.schema import schema_of
from governance.database.snapshots import loading, snapshot
from governance.sentences import say
from governance.services.archives import (
    FORMAT,
    BackupError,
    Manifest,
    StepTaken,
    TableKept,
    keep_manifest,
    keep_table,
    manifest_of,
    new_archive,
    reader_of,
    rows_of,
)

LEFT_OUT = frozenset({"migration", "session"})
ORDERS = {"audit": "body, seq"}
RESTORING = ".restoring"
REFUSALS = (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What a database raises that does not take the rows, or does not answer."""


class Restored(Struct, frozen=True, kw_only=True):
    """What a restore did; `aside` is where the database before it is kept, if there was one."""

    manifest: Manifest
    bodies: tuple[str, ...]
    aside: str = ""


async def back_up(engine: Engine, file: Path, *, at: datetime) -> Manifest:
    """Write everything into a new file, as it is at this moment; others may write meanwhile."""
    shapes = await schema_of(engine)
    if "body" not in shapes:
        raise BackupError(say("There is nothing to back up: this database has no tables."))
    tables = {name: shape.columns for name, shape in shapes.items() if name not in LEFT_OUT}
    with new_archive(file) as archive:
        async with snapshot(engine) as moment:
            steps = [StepTaken(**row) async for row in moment.rows("migration")]
            kept = {}
            for name, columns in sorted(tables.items()):
                rows = moment.rows(name, order=ORDERS.get(name, ""))
                kept[name] = TableKept(rows=await keep_table(archive, name, rows), columns=columns)
        manifest = Manifest(format=FORMAT, made_at=at, steps=tuple(steps), tables=kept)
        keep_manifest(archive, manifest)
    return manifest


async def restore(file: Path, url: str, packages: Sequence[str], *, at: datetime) -> Restored:
    """Bring an archive back, once every chain in it has been verified.

    On SQLite the restored file takes the place of the present one, which is kept beside it. On
    PostgreSQL the database must be empty; the old one is untouched under its own name.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = manifest_of(archive)
            _fits(manifest, packages)
            bodies = _verified(archive)
            engine = open_engine(url)
            if isinstance(engine, SafePostgresEngine):
                await _into_empty(engine, archive, manifest, packages)
                return Restored(manifest=manifest, bodies=bodies)
            aside = await _beside(Path(engine.path), archive, manifest, packages, at)
            return Restored(manifest=manifest, bodies=bodies, aside=aside)
    except (*REFUSALS, OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupError(
            say("{file} cannot be restored: {why}", file=str(file), why=str(error))
        ) from error


def _fits(manifest: Manifest, packages: Sequence[str]) -> None:
    """Refuse an archive whose steps this program does not know, or knows otherwise."""
    known = {step.title: step.digest for package in packages for step in steps_of(package)}
    for step in manifest.steps:
        if known.get(step.title) != step.digest:
            raise BackupError(
                say(
                    "This archive has taken the step {step}, which this program does not know: "
                    "restore it with the version that made it, or a newer one.",
                    step=step.title,
                )
            )


def _verified(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the bodies, or refuse the archive when one of their chains does not hold."""
    bodies = {row["id"]: row for row in rows_of(archive, "body")}
    lengths = dict.fromkeys(bodies, 0)
    for body, links in groupby(rows_of(archive, "audit"), key=lambda row: str(row["body"])):
        slug = bodies[body]["slug"]
        pairs = [(row["entry"], row["digest"]) for row in links]
        broken = first_break(pairs)
        if broken is not None:
            raise BackupError(
                say(
                    "The chain of {slug} does not hold at entry {seq}: {why}.",
                    slug=slug,
                    seq=broken.seq,
                    why=broken.reason,
                )
            )
        lengths[body] += len(pairs)
    for body, length in lengths.items():
        if length != bodies[body]["revision"]:
            raise BackupError(
                say(
                    "The chain of {slug} has {length} entries, but {deeds} deeds were counted.",
                    slug=bodies[body]["slug"],
                    length=length,
                    deeds=bodies[body]["revision"],
                )
            )
    return tuple(sorted(row["slug"] for row in bodies.values()))


async def _into_empty(
    engine: Engine, archive: zipfile.ZipFile, manifest: Manifest, packages: Sequence[str]
) -> None:
    try:
        if await schema_of(engine):
            raise BackupError(
                say(
                    "This PostgreSQL database is not empty. Make a new one, restore into it and "
                    "let the setting 'database' name it; the old one stays as it is."
                )
            )
        await _fill(engine, archive, manifest, packages)
    finally:
        await engine.close_connection_pool()


async def _beside(
    path: Path,
    archive: zipfile.ZipFile,
    manifest: Manifest,
    packages: Sequence[str],
    at: datetime,
) -> str:
    """Fill a new file, then let it take the old one's place; return where the old one is."""
    fresh = path.with_name(path.name + RESTORING)
    remove(fresh)
    try:
        engine = open_engine(f"sqlite:///{fresh}")
        try:
            await _fill(engine, archive, manifest, packages)
        finally:
            await engine.close_connection_pool()
        return _swapped(fresh, path, at)
    finally:
        remove(fresh)


def _swapped(fresh: Path, path: Path, at: datetime) -> str:
    """Let a filled file take the place of another, at no moment without one."""
    make_single(fresh)
    if not path.exists():
        fresh.replace(path)
        return ""
    if not make_single(path):
        raise BackupError(say("{path} is in use; stop the server first.", path=str(path)))
    aside = path.with_name(f"{path.name}.before-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    aside.hardlink_to(path)
    fresh.replace(path)
    return str(aside)


async def _fill(
    engine: Engine, archive: zipfile.ZipFile, manifest: Manifest, packages: Sequence[str]
) -> None:
    """Take the archive's steps, then its rows, then the steps that came later."""
    await migrate(engine, packages, only={step.title for step in manifest.steps})
    shapes = await schema_of(engine)
    for table, kept in manifest.tables.items():
        if table in LEFT_OUT or table not in shapes or shapes[table].columns != kept.columns:
            raise BackupError(
                say("The table '{table}' is not what its steps have made.", table=table)
            )
    async with loading(engine, manifest.tables):
        for table, kept in manifest.tables.items():
            readers = [reader_of(kind) for kind in kept.columns.values()]
            insert = _insert(table, kept.columns)
            for row in rows_of(archive, table):
                values = zip(readers, (row[name] for name in kept.columns), strict=True)
                await engine.write(
                    insert, *(None if value is None else read(value) for read, value in values)
                )
    await migrate(engine, packages)


def _insert(table: str, columns: Iterable[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    gaps = ", ".join(f"${number}" for number, _ in enumerate(columns, 1))
    return f'INSERT INTO "{table}" ({names}) VALUES ({gaps})'  # noqa: S608 (names of a known schema)
