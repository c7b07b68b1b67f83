"""A process that asks a server on this machine, over kept connections, as fast as it answers.

Reads jobs from its input, a line of JSON each, and writes a line with what came of each. Every
job ends by its count or by its time, whichever comes first, and any answer that was not expected
ends it as a failure: a fast error is no speed.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Iterator
from typing import cast

import httptools
import msgspec
import uvloop

HOST = "127.0.0.1"
COUNTER = b"{n}"
"""Where a request holds this, it gets a number of its own, so that no shelf can answer it."""

_numbers = itertools.count(1)


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask: requests in turn, by so many connections, for so long or so often."""

    port: int
    requests: list[bytes]
    status: int = 200
    connections: int = 8
    seconds: float = 0.5
    most: int = 1_000_000


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How many answers came in how many seconds; `failure` says what went wrong, if something."""

    answers: int
    seconds: float
    failure: str = ""


class Asker(asyncio.Protocol):
    """One connection: asks, reads the whole answer, asks again."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.transport: asyncio.Transport | None = None
        self.parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own class, as good as it
        self._ask()

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        """Count the answer; the parser calls this at its end."""
        self.run.count(self.parser.get_status_code())
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self.run.lost(self, exc)

    def _ask(self) -> None:
        assert self.transport is not None
        request = self.run.next_request()
        if request is None:
            self.transport.close()
        else:
            self.transport.write(request)


class Run:
    """A job being done."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.requests = _requests(job.requests)
        self.asked = self.answers = 0
        self.failure = ""
        self.askers: set[Asker] = set()
        self.done = asyncio.Event()
        self.until = time.perf_counter() + job.seconds

    def next_request(self) -> bytes | None:
        """Return what to ask next, or nothing once it is enough."""
        if self.failure or self.asked >= self.job.most or time.perf_counter() >= self.until:
            return None
        self.asked += 1
        return next(self.requests)

    def count(self, status: int) -> None:
        """Count an answer, or remember that it was not the right one."""
        if status == self.job.status:
            self.answers += 1
        else:
            self.failure = f"an answer was {status}, not {self.job.status}"

    def lost(self, asker: Asker, error: Exception | None) -> None:
        """Note that a connection has ended."""
        if error is not None:
            self.failure = f"a connection broke: {error}"
        self.askers.discard(asker)
        if not self.askers:
            self.done.set()


async def ask(job: Job) -> Result:
    """Do a job; a server that stops answering ends it too."""
    run, started = Run(job), time.perf_counter()
    loop = asyncio.get_running_loop()
    run.askers = {Asker(run) for _ in range(job.connections)}
    for asker in tuple(run.askers):
        await loop.create_connection(lambda asker=asker: asker, HOST, job.port)  # type: ignore[misc]  # mypy infers no type for a lambda's default
    try:
        await asyncio.wait_for(run.done.wait(), job.seconds + 10)
    except TimeoutError:
        run.failure = run.failure or "the server stopped answering"
    seconds = time.perf_counter() - started
    if not run.failure and run.answers < run.asked:
        run.failure = f"{run.asked - run.answers} requests were never answered"
    return Result(answers=run.answers, seconds=seconds, failure=run.failure)


def _requests(templates: list[bytes]) -> Iterator[bytes]:
    for template in itertools.cycle(templates):
        yield template.replace(COUNTER, b"%d" % next(_numbers)) if COUNTER in template else template


def main() -> None:
    """Do one job after the other until the input ends."""
    jobs = msgspec.json.Decoder(Job)
    for line in sys.stdin.buffer:
        result = uvloop.run(ask(jobs.decode(line)))
        sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
