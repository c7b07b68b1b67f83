"""The real application for tests: a body founded from its charter, clients for each role."""

import asyncio
import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from governance.app import TABLES, built, installed
from governance.charter.load import bundled_charter
from governance.database import Engine, bind, open_engine
from governance.front.changes import amend_charter, preview_amendment
from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import AccountWish, RoleGrant, TokenWish
from governance.schemas.bodies import Amendment, Body, CharterText, CharterVersion
from governance.services.accounts import create_account
from governance.services.founding import found_body
from governance.services.roles import grant_role
from governance.services.tokens import create_token
from governance.settings import Settings
from governance.web.gate import Gate
from tests.postgres import BOTH, PostgresServer

SLUG = "rochester-pab"
PASSWORD = "a long enough password"
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
LONG_AGO = date(2019, 1, 1)


@dataclass
class Watch:
    """A clock that stands where a test puts it."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment


def acting(*roles: Role, at: datetime = NOW, person: UUID | None = None, **more: object) -> Actor:
    """Return an actor for the Rochester board with these roles."""
    grants = frozenset(Grant(role) for role in roles)
    return Actor(body=SLUG, at=at, name="Test", grants=grants, person=person, **more)  # type: ignore[arg-type]  # a test names fields


async def amended(actor: Actor, text: str) -> CharterVersion:
    """Make a text the law of its body, as it was seen in the preview."""
    seen = (await preview_amendment(actor, Amendment(text=text))).seen
    return await amend_charter(actor, Amendment(text=text, seen=seen))


@pytest.fixture
async def board(engine: Engine) -> Body:
    """The Rochester board, just founded, on a database of this test's own."""
    bind(engine, TABLES)
    return await found_body(acting(Role.ADMINISTRATOR), CharterText(text=bundled_charter(SLUG)))


@dataclass
class Doors:
    """The running application, with a clock to set and a client for anyone."""

    client: TestClient
    watch: Watch
    tokens: dict[str, str] = field(default_factory=dict)

    def headers(self, role: str) -> dict[str, str]:
        """Return the headers of an API call by somebody with this role."""
        return {"authorization": f"Bearer {self.tokens[role]}"}


idle: list[Litestar] = []


@contextmanager
def app_of(settings: Settings, watch: Watch) -> Iterator[Gate]:
    """Lend the application for one installation: building it takes longer than most tests."""
    app = idle.pop() if idle else built()
    yield installed(app, settings, watch)
    idle.append(app)


@contextmanager
def running(
    url: str,
    *,
    watch: Watch | None = None,
    tokens: dict[str, str] | None = None,
    **settings: object,
) -> Iterator[Doors]:
    """Run the application on a migrated database, with the Rochester board founded in it.

    There is an account for each role (`clerk@test.example`, password PASSWORD) with an API token.
    `tokens` are given when the database was furnished before.
    """
    watch = watch or Watch()
    with (
        app_of(_settings(url, settings), watch) as app,
        TestClient(app, base_url="http://testserver.local") as client,
    ):
        if tokens is None:
            with client.portal() as portal:
                tokens = portal.call(furnish)
        yield Doors(client, watch, dict(tokens))


def _settings(url: str, settings: dict[str, object]) -> Settings:
    """Return the settings of a test; a stream says what it has to say and ends."""
    chosen = {"database": url, "scheduler": False, "stream_seconds": 0, **settings}
    return Settings(**chosen)  # type: ignore[arg-type]  # a test names fields


async def furnish() -> dict[str, str]:
    """Found the board and give every role an account; return their API tokens."""
    await found_body(acting(Role.ADMINISTRATOR), CharterText(text=bundled_charter(SLUG)))
    tokens = {}
    for role in Role:
        if role is Role.SYSTEM:
            continue
        email = f"{role}@test.example"
        account = await create_account(
            AccountWish(email=email, name=f"The {role}", password=PASSWORD), at=NOW
        )
        wish = RoleGrant(account=account.id, role=role, since=LONG_AGO)
        await grant_role(acting(Role.ADMINISTRATOR), wish)
        token = await create_token(account.id, TokenWish(name="test", scopes=("all",)), at=NOW)
        tokens[role.value] = token.token
    return tokens


@pytest.fixture(scope="session")
def furnished_sqlite(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """A furnished database file to copy, and its tokens: hashing passwords takes its time."""
    path = tmp_path_factory.mktemp("furnished") / "openseat.db"
    shutil.copyfile(sqlite_template, path)
    return path, asyncio.run(_furnished(f"sqlite:///{path}"))


@pytest.fixture(scope="session")
def furnished_postgres(
    postgres_server: PostgresServer, postgres_template: str
) -> tuple[str, dict[str, str]]:
    """The name of a furnished database to copy, and its tokens."""
    name = f"{postgres_template}_furnished"
    url = postgres_server.create(name, template=postgres_template)
    return name, asyncio.run(_furnished(url))


@pytest.fixture(params=BOTH)
def furnished(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a furnished database of this test's own, and its tokens."""
    if request.param == "sqlite":
        template, tokens = request.getfixturevalue("furnished_sqlite")
        path = tmp_path / "openseat.db"
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}", tokens
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    template, tokens = request.getfixturevalue("furnished_postgres")
    name = f"openseat_furnished_{next(_numbers)}"
    yield server.create(name, template=template), tokens
    server.drop(name)


@pytest.fixture
def doors(furnished: tuple[str, dict[str, str]]) -> Iterator[Doors]:
    """The running application on a database of this test's own."""
    url, tokens = furnished
    with running(url, tokens=tokens) as opened:
        yield opened


async def _furnished(url: str) -> dict[str, str]:
    engine = open_engine(url)
    bind(engine, TABLES)
    tokens = await furnish()
    await engine.close_connection_pool()
    return tokens


_numbers = itertools.count(1)
