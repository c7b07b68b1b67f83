"""Serving, stopping and the demonstration, in processes of their own."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from governance.cli.serving import PATIENCE
from governance.demo.accounts import EMAILS
from tests.app import SLUG
from tests.governance.test_cli import run_in

ROOT = Path(__file__).parents[2]


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextlib.contextmanager
def served(url: str, *args: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run the real server in a process of its own."""
    port = a_free_port()
    environment = {**os.environ, "OPENSEAT_DATABASE": url, "OPENSEAT_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "governance.cli", "serve", *args], env=environment
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.wait()


def status_of(port: int, path: str) -> int:
    """Ask the server, waiting for it to start."""
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the server did not start")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_serves_and_stops_when_it_is_told_to(sqlite_url: str, workers: str) -> None:
    with served(sqlite_url, "--workers", workers) as (process, port):
        assert status_of(port, "/ready") == 200
        assert status_of(port, "/") == 200
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_a_port_that_is_taken_is_told_in_words(sqlite_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        environment = {"OPENSEAT_DATABASE": sqlite_url, "OPENSEAT_PORT": port}
        shown = run_in(environment, "serve")
    assert (shown.exit_code, f"Port {port}" in shown.output) == (1, True)


ENDLESS = """
import asyncio, sys
from governance.cli.serving import listen, serve_here

async def endless(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        print("shut down in order", flush=True)
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while True:
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
        await asyncio.sleep(0.1)

serve_here(endless, listen("127.0.0.1", int(sys.argv[1])))
"""


def test_an_open_stream_does_not_keep_the_server_from_stopping() -> None:
    port = a_free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(port)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert status_of(port, "/") == 200
        with socket.create_connection(("127.0.0.1", port)) as reader:
            reader.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert reader.recv(100)
            process.send_signal(signal.SIGTERM)
            told, _ = process.communicate(timeout=PATIENCE + 15)
        assert "shut down in order" in told
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def demonstrated(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run `openseat demo` in a folder of its own."""
    port = a_free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "governance.cli", "demo"],
        cwd=folder,
        env={**os.environ, "PORT": str(port), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.wait()


def test_the_demonstration_is_made_once_served_where_asked_and_kept(tmp_path: Path) -> None:
    database = tmp_path / "var" / "openseat.db"
    heads = []
    for _ in range(2):
        with demonstrated(tmp_path) as (process, port):
            assert process.stdout is not None
            told = ""
            while "Stop with Ctrl+C" not in told:
                line = process.stdout.readline()
                assert line, told
                told += line
            assert f"http://127.0.0.1:{port}" in told
            assert told.count("@openseat.example") == len(EMAILS)
            assert status_of(port, "/ready") == 200
            assert status_of(port, "/bodies/rochester-pab") == 200
            process.send_signal(signal.SIGINT)
            process.wait(20)
        verdict = run_in(
            {"OPENSEAT_DATABASE": f"sqlite:///{database}"},
            *("audit", "verify", "--database", SLUG, "--json"),
        )
        heads.append(json.loads(verdict.output)["head"])
    assert heads[0] == heads[1]


def test_the_demonstration_is_refused_in_production(tmp_path: Path) -> None:
    safe = {
        "OPENSEAT_MODE": "production",
        "OPENSEAT_SECRET": "x" * 32,
        "OPENSEAT_PUBLIC_URL": "https://board.example",
        "OPENSEAT_DATABASE": f"sqlite:///{tmp_path}/openseat.db",
    }
    refused = run_in(safe, "demo")
    assert (refused.exit_code, "no demonstration" in refused.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_demonstration_interrupted_at_its_beginning_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("governance.cli.demos.seed", interrupted)
    database = {"OPENSEAT_DATABASE": f"sqlite:///{tmp_path}/var/openseat.db"}
    stopped = run_in({**database, "OPENSEAT_PORT": str(a_free_port())}, "demo")
    assert stopped.exit_code == 1
    assert list((tmp_path / "var").iterdir()) == []
