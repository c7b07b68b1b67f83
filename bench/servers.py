"""Servers as processes of their own on this machine, all run by uvicorn in the same way."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from bench.bare import SMALL
from bench.load import HOST, Job, Result
from governance.settings import PREFIX

PATIENCE = 30.0
"""Seconds after which a server that does not answer is given up."""

Environment = Mapping[str, str]
EVENT = "BENCH_EVENT"
ROOT = Path(__file__).resolve().parents[1]


class ServerError(Exception):
    """A server did not start, or did not answer as it should."""


class Server:
    """A running server; `started_in` is how many seconds passed until its first answer."""

    def __init__(
        self, command: Sequence[str], port: int, first: str, log: Path, environment: Environment
    ) -> None:
        self.port = port
        self._log = log.open("ab")
        started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**_surroundings(), **environment},
            stdout=self._log,
            stderr=self._log,
        )
        try:
            self._wait(first, started + PATIENCE)
        except BaseException:  # no server stays behind, also when interrupted
            self.stop()
            raise
        self.started_in = time.perf_counter() - started

    def worked(self) -> float:
        """Return the processor time that the server has used, in seconds; 0 where none tells."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def get(self, path: str) -> bytes:
        """Return what the server answers at a path, headers and all."""
        with socket.create_connection((HOST, self.port), timeout=PATIENCE) as connection:
            connection.sendall(request("GET", path, {"connection": "close"}))
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)

    def body(self, path: str) -> bytes:
        """Return the body that the server answers with at a path."""
        head, _, body = self.get(path).partition(b"\r\n\r\n")
        if b" 200 " not in head[:20]:
            raise ServerError(f"{path} was answered with {head[:60]!r}:\n{self._end_of_log()}")
        return body

    def etag(self, path: str) -> str:
        """Return the ETag of the answer at a path."""
        head = self.get(path).partition(b"\r\n\r\n")[0].decode("latin-1")
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
        return {name.lower(): value for name, value in fields.items()}["etag"]

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _wait(self, first: str, until: float) -> None:
        while time.perf_counter() < until:
            if self._process.poll() is not None:
                raise ServerError(f"The server ended at its start:\n{self._end_of_log()}")
            with suppress(ConnectionError):
                self.body(first)
                return
            time.sleep(0.002)
        raise ServerError(f"The server did not start:\n{self._end_of_log()}")

    def _end_of_log(self) -> str:
        return Path(self._log.name).read_text()[-2000:]


class Load:
    """The process that asks."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, job: Job) -> Result:
        """Have a job done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(job) + b"\n")
        self._process.stdin.flush()
        result = msgspec.json.decode(self._process.stdout.readline(), type=Result)
        if result.failure:
            raise ServerError(f"{job.requests[0].splitlines()[0]!r}: {result.failure}")
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait()


def request(method: str, path: str, headers: Mapping[str, str] = {}, body: bytes = b"") -> bytes:
    """Return an HTTP request as bytes."""
    fields = {"host": HOST, **headers}
    if body:
        fields |= {"content-type": "application/json", "content-length": str(len(body))}
    head = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def openseat(log: Path, environment: Environment) -> Server:
    """Start the server as everybody does."""
    port = _free_port()
    command = ("-m", "governance.cli", "serve")
    placed = {**environment, "OPENSEAT_HOST": HOST, "OPENSEAT_PORT": str(port)}
    return Server(command, port, "/health", log, placed)


def bare(log: Path, environment: Environment) -> Server:
    """Start the server to be measured against, with the same settings of uvicorn."""
    port = _free_port()
    command = (
        *("-m", "uvicorn", "--factory", "bench.bare:create_app", "--host", HOST),
        *("--port", str(port), "--loop", "uvloop", "--http", "httptools"),
        *("--no-access-log", "--no-server-header", "--no-proxy-headers"),
    )
    return Server(command, port, f"/{SMALL}", log, environment)


def serve_stream(log: Path, event: Path) -> Server:
    """Start the bare stream of events, with the same settings of uvicorn."""
    port = _free_port()
    command = (
        *("-m", "uvicorn", "bench.stream:app", "--host", HOST, "--port", str(port)),
        *("--loop", "uvloop", "--http", "httptools", "--timeout-graceful-shutdown", "1"),
        *("--no-access-log", "--no-server-header", "--no-proxy-headers", "--lifespan", "off"),
    )
    return Server(command, port, "/", log, {EVENT: str(event)})


def _surroundings() -> Environment:
    """Return the environment without settings of an installation that may be on this machine."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        port: int = listening.getsockname()[1]
    return port
