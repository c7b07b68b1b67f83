"""A process that keeps many streams of events open, and says when each heard of something.

Reads jobs from its input, a line of JSON each. The streams of a job stay open until a job asks for
another address. One clock measures both ends: what sets off the event is sent from here too.
"""

import asyncio
import sys
import time
from typing import cast

import msgspec
import uvloop

from bench.load import HOST

PATIENCE = 30.0
SHORTEST = 0.0005
"""What is heard before the answer, or at once, counts as so many seconds."""


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """Open so many streams with one request; send another, and wait until all have a mark."""

    port: int
    viewers: int
    stream: bytes
    trigger: bytes
    mark: bytes


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds from the answer to the trigger until each viewer had the mark, the soonest first.

    `answer` is how long that answer took itself.
    """

    answer: float
    after: list[float]
    failure: str = ""


class Viewer(asyncio.Protocol):
    """One stream: notes when the mark that is looked for has come."""

    def __init__(self, crowd: "Crowd") -> None:
        self.crowd = crowd
        self.tail = b""
        self.speaks = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own class, as good as it
        self.transport.write(self.crowd.watch.stream)

    def data_received(self, data: bytes) -> None:
        if not self.speaks and b"\n\n" in data:
            self.speaks = True
            self.crowd.one_speaks()
        mark = self.crowd.mark
        if mark and mark in self.tail + data:
            self.crowd.one_heard()
            self.tail = b""
        else:
            self.tail = data[-len(mark) :] if mark else b""

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's own)
        self.crowd.failure = self.crowd.failure or "a stream was closed"
        self.crowd.done.set()


class Crowd:
    """The viewers of one address."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.mark = b""
        self.speaking = 0
        self.heard: list[float] = []
        self.failure = ""
        self.done = asyncio.Event()
        self.viewers: list[Viewer] = []

    async def gather(self) -> None:
        """Open every stream, and wait until it has said its first word."""
        loop = asyncio.get_running_loop()
        for _ in range(self.watch.viewers):
            _, viewer = await loop.create_connection(lambda: Viewer(self), HOST, self.watch.port)
            self.viewers.append(viewer)
        async with asyncio.timeout(PATIENCE):
            await self.done.wait()

    async def hear(self, watch: Watch) -> Heard:
        """Send the trigger, and wait until everyone has the mark."""
        self.watch, self.mark, self.heard = watch, watch.mark, []
        self.done.clear()
        status = b""
        reader, writer = await asyncio.open_connection(HOST, watch.port)
        began = time.perf_counter()
        answered = began
        writer.write(watch.trigger)
        try:
            async with asyncio.timeout(PATIENCE):
                status = await reader.readline()
                answered = time.perf_counter()
                await self.done.wait()
        except TimeoutError:
            missing = watch.viewers - len(self.heard)
            self.failure = self.failure or f"{missing} viewers never heard"
        writer.close()
        self.mark = b""
        if b" 20" not in status:
            self.failure = f"the trigger was answered with {status!r}"
        after = sorted(max(each - answered, SHORTEST) for each in self.heard)
        return Heard(answer=answered - began, after=after, failure=self.failure)

    def one_speaks(self) -> None:
        self.speaking += 1
        if self.speaking == self.watch.viewers:
            self.done.set()

    def one_heard(self) -> None:
        self.heard.append(time.perf_counter())
        if len(self.heard) == self.watch.viewers:
            self.done.set()

    def leave(self) -> None:
        """Close every stream."""
        for viewer in self.viewers:
            viewer.transport.abort()


async def listen() -> None:
    """Do one job after the other until the input ends."""
    jobs, crowds = msgspec.json.Decoder(Watch), dict[tuple[int, bytes], Crowd]()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.buffer.readline):
        watch = jobs.decode(line)
        where = (watch.port, watch.stream)
        if where not in crowds:
            crowds[where] = Crowd(watch)
            await crowds[where].gather()
        heard = await crowds[where].hear(watch)
        sys.stdout.buffer.write(msgspec.json.encode(heard) + b"\n")
        sys.stdout.buffer.flush()
    for crowd in crowds.values():
        crowd.leave()


if __name__ == "__main__":
    uvloop.run(listen())
