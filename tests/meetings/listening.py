"""A client of server-sent events, as the standard has it."""

import queue
import threading
from types import TracebackType
from typing import Self

import httpx


class Listener:
    """Listens to a stream in a thread of its own."""

    def __init__(self, address: str, **headers: str) -> None:
        self.events: queue.Queue[tuple[str, str, str]] = queue.Queue()
        self.ended = threading.Event()
        self._client = httpx.Client(timeout=httpx.Timeout(10, read=None))
        self._thread = threading.Thread(target=self._listen, args=(address, headers), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def next(self, *kinds: str, timeout: float = 20) -> str:
        """Wait for the next event of some kind, leaving out others; return what it says."""
        while True:
            kind, _, data = self.events.get(timeout=timeout)
            if kind in kinds:
                return data or kind

    def _listen(self, address: str, headers: dict[str, str]) -> None:
        try:
            with self._client.stream("GET", address, headers=headers) as answer:
                self._read(answer)
        except (httpx.HTTPError, RuntimeError):
            pass  # the test has closed the client
        finally:
            self.ended.set()

    def _read(self, answer: httpx.Response) -> None:
        event: dict[str, str] = {}
        for line in answer.iter_lines():
            if line:
                name, _, value = line.partition(":")
                event[name] = value.removeprefix(" ")
                continue
            if "data" in event:
                self.events.put((event.get("event", "message"), event.get("id", ""), event["data"]))
            event = {}
