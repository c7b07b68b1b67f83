"""What every test may ask for: an empty, migrated database on SQLite and on PostgreSQL."""

import asyncio
import importlib
import importlib.util
import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from piccolo.table import Table

from governance.database import Engine, bind, open_engine, sqlite
from governance.database.migrations import migrate
from governance.services import accounts
from tests.app import board, doors, furnished, furnished_postgres, furnished_sqlite  # noqa: F401 (fixtures for every test)
from tests.postgres import BOTH, NoPostgresError, PostgresServer, describe

PACKAGES = ["governance", "appointments", "meetings", "elections"]

TEMPLATE = "openseat_template"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="leave PostgreSQL out")
    parser.addoption("--durable", action="store_true", help="wait for the disk at each commit")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests wait for browsers, servers and disks."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--durable"):
        sqlite.SYNCHRONOUS = "OFF"


def pytest_report_header(config: pytest.Config) -> str:
    return f"postgresql: {'left out' if config.getoption('--quick') else describe()}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        left_out = [item for item in items if item.get_closest_marker("postgres")]
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests need no mark; they run on asyncio, each in a loop of its own."""
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def strong_hashes() -> Iterator[tuple[PasswordHasher, str]]:
    """How the program hashes passwords, and nobody's hash.

    In the tests it is a thousand times faster than an attacker should be let.
    """
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    strong = accounts._hasher, accounts._NOBODY
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(accounts, "_hasher", quick)
        patched.setattr(accounts, "_NOBODY", quick.hash("nobody's"))
        yield strong


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> Iterator[PostgresServer]:
    """A server for this run. Without one its tests are skipped, or fail if all are required."""
    try:
        server = PostgresServer(durable=pytestconfig.getoption("--durable"))
    except NoPostgresError as missing:
        if os.environ.get("OPENSEAT_REQUIRE_ALL") == "1":
            pytest.fail(f"PostgreSQL is required: {missing}", pytrace=False)
        pytest.skip(f"No PostgreSQL: {missing}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of a migrated database to copy."""
    asyncio.run(_migrated(postgres_server.create(TEMPLATE)))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file to copy."""
    path = tmp_path_factory.mktemp("template") / "openseat.db"
    asyncio.run(_migrated(f"sqlite:///{path}"))
    return path


_numbers = itertools.count(1)


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a PostgreSQL database without a table."""
    name = f"openseat_{next(_numbers)}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database of this test's own."""
    name = f"openseat_{next(_numbers)}"
    yield postgres_server.create(name, template=postgres_template)
    postgres_server.drop(name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite database of this test's own."""
    path = tmp_path / "openseat.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database: the test runs once for each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a table: the test runs once for each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
async def engine(database_url: str, anyio_backend: str) -> AsyncIterator[Engine]:
    """An engine on a migrated database of this test's own, one test for each engine.

    Every package's tables speak to it.
    """
    opened = open_engine(database_url)
    bind(opened, all_tables())
    yield opened
    await opened.close_connection_pool()


@pytest.fixture
async def empty_engine(empty_url: str, anyio_backend: str) -> AsyncIterator[Engine]:
    """An engine on a database without a table, one test for each engine."""
    opened = open_engine(empty_url)
    yield opened
    await opened.close_connection_pool()


def all_tables() -> list[type[Table]]:
    """List the table classes of every package."""
    names = [f"{package}.tables" for package in PACKAGES]
    modules = [importlib.import_module(name) for name in names if importlib.util.find_spec(name)]
    return [table for module in modules for table in module.TABLES]


async def _migrated(url: str) -> None:
    engine = open_engine(url)
    await migrate(engine, PACKAGES)
    await engine.close_connection_pool()
