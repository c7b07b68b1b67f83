"""Everything goes into one file while others write, and comes back only when its chains hold."""

import asyncio
import json
import sqlite3
import stat
import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from governance.app import PACKAGES, TABLES
from governance.database import Engine, bind, open_engine
from governance.database.migrations import pending
from governance.database.schema import schema_of
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, RoleGrant, SignIn
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.services.accounts import create_account, sign_in
from governance.services.archives import BackupError
from governance.services.backups import Restored, back_up, restore
from governance.services.bodies import get_body
from governance.services.letters import write_once
from governance.services.record import chain_of
from governance.services.roles import grant_role
from tests.app import LONG_AGO, NOW, PASSWORD, SLUG, acting

EMAIL = "José.Núñez@city.example"


@pytest.fixture
async def full(board: Body, engine: Engine) -> Engine:
    """A database with a body, an account, a role, a session and a letter."""
    account = await create_account(
        AccountWish(email=EMAIL, name="José “Pepe” Núñez 世", password=PASSWORD), at=NOW
    )
    role = RoleGrant(account=account.id, role=Role.CLERK, since=LONG_AGO)
    await grant_role(acting(Role.ADMINISTRATOR), role)
    await sign_in(SignIn(email=EMAIL, password=PASSWORD), at=NOW, hours=1)
    letter = Letter(kind="test", about="1", recipient="a@b.example", subject="Hi", text="\n")
    await write_once(board, letter, at=NOW + timedelta(microseconds=123456))
    return engine


async def contents(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table but the sessions."""
    tables = sorted(set(await schema_of(engine)) - {"session", "migration"})
    found = {name: await engine.read(f'SELECT * FROM "{name}"') for name in tables}
    return {name: sorted(rows, key=lambda row: str(row["id"])) for name, rows in found.items()}


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Engine]:
    engine = open_engine(url)
    bind(engine, TABLES)
    yield engine
    await engine.close_connection_pool()


async def restored(file: Path, url: str) -> Restored:
    return await restore(file, url, PACKAGES, at=NOW)


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/restored/openseat.db"


async def test_what_comes_back_is_what_was_there_but_for_the_sessions(
    full: Engine, tmp_path: Path, elsewhere: str
) -> None:
    before = await contents(full)
    manifest = await back_up(full, tmp_path / "all.zip", at=NOW)
    done = await restored(tmp_path / "all.zip", elsewhere)
    assert done.bodies == (SLUG,)
    assert done.manifest == manifest
    assert done.manifest.rows == sum(len(rows) for rows in before.values())
    async with opened(elsewhere) as engine:
        assert await contents(engine) == before
        assert await engine.read("SELECT 1 FROM session") == []
        assert await pending(engine, PACKAGES) == []


@pytest.mark.postgres
async def test_an_archive_of_either_engine_comes_back_on_postgresql(
    full: Engine, tmp_path: Path, empty_postgres_url: str
) -> None:
    before = await contents(full)
    await back_up(full, tmp_path / "all.zip", at=NOW)
    await restored(tmp_path / "all.zip", empty_postgres_url)
    async with opened(empty_postgres_url) as engine:
        assert await contents(engine) == before
        late = RoleGrant(account=before["account"][0]["id"], role=Role.CHAIR, since=LONG_AGO)
        await grant_role(acting(Role.ADMINISTRATOR), late)


@pytest.mark.postgres
async def test_a_postgresql_database_with_tables_is_left_alone(
    full: Engine, tmp_path: Path, postgres_url: str
) -> None:
    await back_up(full, tmp_path / "all.zip", at=NOW)
    with pytest.raises(BackupError, match="not empty"):
        await restored(tmp_path / "all.zip", postgres_url)


async def test_a_backup_is_of_one_moment_while_others_write(full: Engine, tmp_path: Path) -> None:
    body = await get_body(SLUG)
    async with opened_apart(full) as writer:

        async def write() -> None:
            for number in range(30):
                await _letter(writer, body, str(number))

        writing = asyncio.create_task(write())
        await asyncio.sleep(0.01)
        manifest = await back_up(full, tmp_path / "all.zip", at=NOW)
        await writing
    assert 1 <= manifest.tables["outbox"].rows <= 31
    assert len(await full.read("SELECT 1 FROM outbox")) == 31


@asynccontextmanager
async def opened_apart(engine: Engine) -> AsyncIterator[Engine]:
    """Open the same database as another process would."""
    url = engine.config["dsn"] if engine.engine_type == "postgres" else f"sqlite:///{engine.path}"
    apart = open_engine(url)
    yield apart
    await apart.close_connection_pool()


async def _letter(engine: Engine, body: Body, about: str) -> None:
    async with engine.transaction():
        await engine.write(
            "INSERT INTO outbox (id, body, kind, about, recipient, subject, text, created_at, "
            "due_at, attempts) SELECT $1, $2, 'x', $3, recipient, subject, text, created_at, "
            "due_at, 0 FROM outbox LIMIT 1",
            uuid4(),
            body.id,
            about,
        )


async def test_an_archive_is_for_its_owner_alone_and_never_overwritten(
    full: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "all.zip"
    await back_up(full, file, at=NOW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_bytes()
    with pytest.raises(BackupError, match="is there already"):
        await back_up(full, file, at=NOW)
    assert file.read_bytes() == kept
    assert [each.name for each in tmp_path.glob("all*")] == ["all.zip"]


async def test_the_old_database_is_kept_beside_the_restored_one(
    full: Engine, tmp_path: Path, sqlite_url: str
) -> None:
    await back_up(full, tmp_path / "all.zip", at=NOW)
    await full.close_connection_pool()
    other = f"sqlite:///{tmp_path}/other.db"
    async with opened(other) as engine, engine.transaction():
        await engine.write("CREATE TABLE old (id INTEGER)")
    done = await restored(tmp_path / "all.zip", other)
    assert done.aside == f"{tmp_path}/other.db.before-20261121T150000Z"
    assert sqlite3.connect(done.aside).execute("SELECT * FROM old").fetchall() == []
    async with opened(other):
        assert (await get_body(SLUG)).revision == 2
    assert not list(tmp_path.glob("*.restoring*"))


async def test_a_database_in_use_is_not_replaced(full: Engine, tmp_path: Path) -> None:
    await back_up(full, tmp_path / "all.zip", at=NOW)
    served = f"sqlite:///{tmp_path}/served.db"
    await restored(tmp_path / "all.zip", served)
    async with opened(served):
        await get_body(SLUG)
        with pytest.raises(BackupError, match="stop the server first"):
            await restored(tmp_path / "all.zip", served)
        assert (await get_body(SLUG)).revision == 2


Forgery = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def forged(file: Path, table: str, change: Forgery) -> Path:
    """Copy an archive with one table changed by hand."""
    copy = file.with_name("forged.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == f"tables/{table}.jsonl":
                rows = change([json.loads(line) for line in content.splitlines()])
                content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
            new.writestr(name, content)
    return copy


def another_law(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**rows[0], "entry": rows[0]["entry"].replace("found", "bound")}, *rows[1:]]


def no_beginning(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows[1:]


def no_end(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows[:-1]


def nothing(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (another_law, "entry 1: its content does not give its link"),
        (no_beginning, "entry 1: it calls itself entry 2"),
        (no_end, "has 1 entries, but 2 deeds were counted"),
        (nothing, "has 0 entries, but 2 deeds were counted"),
    ],
)
async def test_an_archive_with_a_broken_chain_changes_nothing(
    full: Engine, tmp_path: Path, elsewhere: str, change: Forgery, why: str
) -> None:
    await back_up(full, tmp_path / "all.zip", at=NOW)
    with pytest.raises(BackupError, match=why):
        await restored(forged(tmp_path / "all.zip", "audit", change), elsewhere)
    assert not (tmp_path / "restored").exists()


async def test_a_row_that_points_nowhere_is_refused(
    full: Engine, tmp_path: Path, elsewhere: str
) -> None:
    await back_up(full, tmp_path / "all.zip", at=NOW)
    with pytest.raises(BackupError, match="FOREIGN KEY"):
        await restored(forged(tmp_path / "all.zip", "account", nothing), elsewhere)
    assert list((tmp_path / "restored").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
async def test_a_file_that_is_no_archive_is_refused(
    tmp_path: Path, elsewhere: str, content: bytes
) -> None:
    (tmp_path / "all.zip").write_bytes(content)
    with pytest.raises(BackupError, match="cannot be restored"):
        await restored(tmp_path / "all.zip", elsewhere)


async def test_an_archive_of_a_newer_program_is_refused(
    full: Engine, tmp_path: Path, elsewhere: str
) -> None:
    async with full.transaction():
        await full.write("INSERT INTO migration VALUES ('governance', '9999_later', 'x')")
    await back_up(full, tmp_path / "all.zip", at=NOW)
    with pytest.raises(BackupError, match="governance 9999_later"):
        await restored(tmp_path / "all.zip", elsewhere)


async def test_a_chain_goes_on_after_a_restore(
    full: Engine, tmp_path: Path, elsewhere: str
) -> None:
    head = (await chain_of(await get_body(SLUG))).head
    await back_up(full, tmp_path / "all.zip", at=NOW)
    await restored(tmp_path / "all.zip", elsewhere)
    async with opened(elsewhere) as engine:
        ((account,),) = [row.values() for row in await engine.read("SELECT id FROM account")]
        late = RoleGrant(account=account, role=Role.CHAIR, since=LONG_AGO)
        await grant_role(acting(Role.ADMINISTRATOR), late)
        *_, last = (await chain_of(await get_body(SLUG))).links
        assert json.loads(last.entry)["previous"] == head
