"""Machines that watch the process learn whether it lives and whether it can serve."""

import asyncio
from pathlib import Path

from litestar.testing import TestClient

from governance.app import PACKAGES
from governance.database import open_engine
from governance.database.migrations import migrate
from governance.settings import Settings
from tests.app import Doors, Watch, app_of


def probed(url: str, path: str, **settings: object) -> tuple[int, str, str]:
    ours = Settings(database=url, scheduler=False, **settings)  # type: ignore[arg-type]  # fields by name
    with app_of(ours, Watch()) as app, TestClient(app) as client:
        answer = client.get(path)
    return answer.status_code, answer.text, answer.headers["cache-control"]


def test_a_process_with_its_database_is_alive_and_ready(doors: Doors) -> None:
    assert doors.client.get("/health").json() == {"status": "alive"}
    assert doors.client.get("/ready").json() == {"status": "ready"}
    assert doors.client.head("/ready").status_code == 200


def test_a_database_behind_the_program_is_not_ready(empty_url: str) -> None:
    status, text, caching = probed(empty_url, "/ready")
    assert status == 503
    assert "governance 0001_ground" in text
    assert caching == "no-store"


def test_a_database_ahead_of_the_program_is_not_ready(empty_url: str) -> None:
    async def ahead() -> None:
        engine = open_engine(empty_url)
        await migrate(engine, PACKAGES)
        async with engine.transaction():
            await engine.write("INSERT INTO migration VALUES ('governance', '9999_later', 'x')")
        await engine.close_connection_pool()

    asyncio.run(ahead())
    status, text, _ = probed(empty_url, "/ready")
    assert status == 503
    assert "newer than the program" in text


def test_without_a_database_the_process_is_alive_but_not_ready(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of a folder")
    for url in (f"sqlite:///{tmp_path}/file/openseat.db", "postgresql://nobody@127.0.0.1:9/none"):
        assert probed(url, "/health")[0] == 200
        status, text, _ = probed(url, "/ready")
        assert (status, "does not answer" in text) == (503, True)
        assert "127.0.0.1" not in text


def test_watching_is_not_counted_as_requests(sqlite_url: str) -> None:
    ours = Settings(database=sqlite_url, scheduler=False, requests_per_minute=3)
    with app_of(ours, Watch()) as app, TestClient(app) as client:
        assert {client.get("/health").status_code for _ in range(10)} == {200}
        assert {client.get("/sign-in").status_code for _ in range(10)} == {200, 429}
