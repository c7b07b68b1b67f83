import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from governance.database import Engine, open_engine
from governance.database.migrations import MigrationError, migrate, pending

FIRST = 'UP = ["CREATE TABLE hall (id UUID PRIMARY KEY NOT NULL, opened_at {moment}, plan {json})"]'
SECOND = """
UP = ["ALTER TABLE hall ADD COLUMN seats INTEGER"]
POSTGRES = ["CREATE INDEX hall_seats ON hall USING brin (seats)"]
SQLITE = ["CREATE INDEX hall_seats ON hall (seats) WHERE typeof(seats) = 'integer'"]
"""


class Package:
    """A package of this test's own, whose steps can be written and read anew."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.folder = folder / name / "migrations"
        self.folder.mkdir(parents=True)
        (self.folder / "__init__.py").touch()
        (self.folder.parent / "__init__.py").touch()

    def write(self, step: str, text: str) -> None:
        (self.folder / f"{step}.py").write_text(text)
        self.forget()

    def remove(self, step: str) -> None:
        (self.folder / f"{step}.py").unlink()
        self.forget()

    def forget(self) -> None:
        for module in [name for name in sys.modules if name.startswith(self.name)]:
            del sys.modules[module]


@pytest.fixture
def halls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(tmp_path)
    package = Package(tmp_path, "halls_for_migrations")
    package.write("0001_halls", FIRST)
    yield package
    package.forget()


async def columns(engine: Engine) -> set[str]:
    async with engine.transaction():
        (row,) = await engine.write(
            "INSERT INTO hall (id) VALUES ('00000000-0000-0000-0000-000000000001') RETURNING *"
        )
        await engine.write("DELETE FROM hall")
    return set(row)


async def test_steps_are_taken_once_and_in_order(empty_engine: Engine, halls: Package) -> None:
    halls.write("0002_seats", SECOND)
    titles = [f"{halls.name} 0001_halls", f"{halls.name} 0002_seats"]
    assert await pending(empty_engine, [halls.name]) == titles
    assert await migrate(empty_engine, [halls.name]) == titles
    assert await pending(empty_engine, [halls.name]) == []
    assert await migrate(empty_engine, [halls.name]) == []
    assert await columns(empty_engine) == {"id", "opened_at", "plan", "seats"}


async def test_a_later_step_is_taken_when_it_comes(empty_engine: Engine, halls: Package) -> None:
    await migrate(empty_engine, [halls.name])
    halls.write("0002_seats", SECOND)
    assert await migrate(empty_engine, [halls.name]) == [f"{halls.name} 0002_seats"]


async def test_a_package_without_steps_is_fine(empty_engine: Engine) -> None:
    assert await migrate(empty_engine, ["json"]) == []


async def test_a_changed_step_is_refused(empty_engine: Engine, halls: Package) -> None:
    await migrate(empty_engine, [halls.name])
    halls.write("0001_halls", FIRST.replace("plan", "map"))
    for ask in (migrate, pending):
        with pytest.raises(MigrationError, match="0001_halls has been changed"):
            await ask(empty_engine, [halls.name])


async def test_a_changed_comment_is_no_change(empty_engine: Engine, halls: Package) -> None:
    await migrate(empty_engine, [halls.name])
    halls.write("0001_halls", f'"""The first halls."""\n{FIRST}')
    assert await migrate(empty_engine, [halls.name]) == []


async def test_a_database_newer_than_the_program_is_refused(
    empty_engine: Engine, halls: Package
) -> None:
    halls.write("0002_seats", SECOND)
    await migrate(empty_engine, [halls.name])
    halls.remove("0002_seats")
    for ask in (migrate, pending):
        with pytest.raises(MigrationError, match="newer than the program"):
            await ask(empty_engine, [halls.name])


async def test_a_step_before_one_already_taken_is_refused(
    empty_engine: Engine, halls: Package
) -> None:
    halls.remove("0001_halls")
    halls.write("0002_halls", FIRST)
    await migrate(empty_engine, [halls.name])
    halls.write("0001_late", 'UP = ["CREATE TABLE late (id UUID)"]')
    with pytest.raises(MigrationError, match="0001_late came after 0002_halls"):
        await migrate(empty_engine, [halls.name])


@pytest.mark.parametrize("name", ["0001_again", "later", "002_short"])
async def test_a_step_without_a_number_of_its_own_is_refused(
    empty_engine: Engine, halls: Package, name: str
) -> None:
    halls.write(name, SECOND)
    with pytest.raises(MigrationError, match="number of its own"):
        await migrate(empty_engine, [halls.name])


async def test_a_step_that_fails_leaves_nothing_behind(
    empty_engine: Engine, halls: Package
) -> None:
    halls.write("0002_wrong", 'UP = ["CREATE TABLE half (id UUID)", "CREATE TABEL half"]')
    with pytest.raises(Exception, match="TABEL"):
        await migrate(empty_engine, [halls.name])
    assert await pending(empty_engine, [halls.name]) == [f"{halls.name} 0002_wrong"]
    halls.write("0002_wrong", 'UP = ["CREATE TABLE half (id UUID)"]')
    assert await migrate(empty_engine, [halls.name]) == [f"{halls.name} 0002_wrong"]


async def test_a_step_that_cannot_be_read_is_not_passed_over(
    empty_engine: Engine, halls: Package
) -> None:
    halls.write("0002_wrong", "import a_module_that_is_not_there")
    with pytest.raises(ModuleNotFoundError):
        await migrate(empty_engine, [halls.name])


async def test_workers_that_start_together_take_each_step_once(
    empty_url: str, halls: Package, tmp_path: Path
) -> None:
    halls.write("0002_seats", SECOND)
    migrator = (
        "import asyncio, sys\n"
        "from governance.database import open_engine\n"
        "from governance.database.migrations import migrate\n"
        "sys.path.append(sys.argv[2])\n"
        "print(*asyncio.run(migrate(open_engine(sys.argv[1]), [sys.argv[3]])), sep='\\n')\n"
    )
    workers = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", migrator, empty_url, tmp_path, halls.name,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )
        for _ in range(3)
    ]  # fmt: skip
    async with asyncio.timeout(30):
        outcomes = [await worker.communicate() for worker in workers]
    assert [error.decode() for _, error in outcomes] == ["", "", ""]
    taken = sorted(
        line for printed, _ in outcomes for line in printed.decode().splitlines() if line
    )
    assert taken == [f"{halls.name} 0001_halls", f"{halls.name} 0002_seats"]
    engine = open_engine(empty_url)
    assert await pending(engine, [halls.name]) == []
    await engine.close_connection_pool()
