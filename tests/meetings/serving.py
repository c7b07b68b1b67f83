"""The installed command serving with several workers, for tests that pull a plug."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.records import SLUG, Ballot, make_board, open_vote

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
API = f"/api/v1/bodies/{SLUG}"
PAGES = f"/bodies/{SLUG}"
ONE_EACH = httpx.Limits(max_keepalive_connections=0)
"""A connection for each request."""


@dataclass
class Served:
    """A server of several workers at an address."""

    process: subprocess.Popen[bytes]
    address: str
    client: httpx.Client

    def workers(self) -> list[int]:
        """Return the process ids of the workers, the oldest first."""
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(each) for each in listed if _serves(int(each))]

    def kill(self, worker: int) -> None:
        """End a worker as a power cut would."""
        os.kill(worker, signal.SIGKILL)

    def ask(self, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
        """Ask on a connection of its own, so that any of the workers may answer."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        headers |= more.pop("headers", {})
        return self.client.request(method, f"{self.address}{path}", headers=headers, **more)


@contextmanager
def serving(url: str, folder: Path, *, workers: int = 2, **settings: str) -> Iterator[Served]:
    """Serve a database as everybody does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    wanted = {
        "database": url,
        "port": port,
        "public_url": address,
        "mail_folder": folder / "mail",
        "requests_per_minute": 0,
        "scheduler": "no",
        "log_level": "WARNING",
        **settings,
    }
    ours = {f"OPENSEAT_{name.upper()}": str(value) for name, value in wanted.items()}
    others = {name: value for name, value in os.environ.items() if not name.startswith("OPENSEAT_")}
    log = (folder / "server.log").open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", "governance.cli", "serve", "--workers", str(workers)],
        cwd=ROOT,
        env={**others, **ours},
        stdout=log,
        stderr=log,
    )
    try:
        _wait(process, address, folder / "server.log")
        with httpx.Client(limits=ONE_EACH, timeout=PATIENCE) as client:
            yield Served(process, address, client)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def furnished(url: str) -> Ballot:
    """Found a board in an empty or a migrated database, and open a vote."""
    asyncio.run(make_board(url, months=1))
    return asyncio.run(open_vote(url))


def _serves(pid: int) -> bool:
    """Leave out the helper that Python starts beside spawned processes."""
    with suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        assert process.poll() is None, log.read_text()
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/ready").status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text()}")
