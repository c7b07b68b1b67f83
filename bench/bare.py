"""The server to be measured against: Litestar alone, with the same bytes and one durable insert.

`BENCH_ANSWERS` names a folder; each file in it is answered at its own name, as it stands.
"""

import os
import sqlite3
from pathlib import Path
from typing import Literal
from uuid import uuid4

import msgspec
from litestar import Litestar, Response, get, post
from litestar.handlers import HTTPRouteHandler

FOLDER = "BENCH_ANSWERS"
SMALL = "small"


class Choice(msgspec.Struct, frozen=True):
    """What the insert is asked to keep."""

    choice: Literal["yes", "no", "abstain"]


@get(f"/{SMALL}")
async def small() -> str:
    """Answer with a word."""
    return "openseat"


def answer(path: Path) -> HTTPRouteHandler:
    """Return a handler that answers with the bytes of a file."""
    body = path.read_bytes()

    @get(f"/{path.name}", media_type="text/html")
    async def handler() -> Response[bytes]:
        return Response(body)

    return handler


def insert(path: Path) -> HTTPRouteHandler:
    """Return a handler that keeps one row, durably, and says so."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute(
        "CREATE TABLE IF NOT EXISTS vote (id TEXT NOT NULL PRIMARY KEY, choice TEXT NOT NULL)"
    )

    @post("/insert")
    async def handler(data: Choice) -> Choice:
        database.execute("INSERT INTO vote VALUES (?, ?)", (str(uuid4()), data.choice))
        return data

    return handler


def create_app() -> Litestar:
    """Return the bare application."""
    folder = Path(os.environ[FOLDER])
    handlers = [answer(path) for path in sorted((folder / "answers").iterdir())]
    return Litestar(
        route_handlers=[small, insert(folder / "bare.db"), *handlers],
        openapi_config=None,
        logging_config=None,
    )
