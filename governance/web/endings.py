"""How do streams learn that the process is told to stop? By the same signal as the server.

A server waits for the answers that are under way before it tells the application anything, so an
open stream would hold it up for as long as it is allowed to.
"""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def ending(end: Callable[[], None]) -> Iterator[None]:
    """Call a function in the event loop when the process is told to stop, besides what is done.

    Signals reach the main thread alone; in any other nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    known = {each: signal.getsignal(each) for each in SIGNALS}
    before = {each: handler for each, handler in known.items() if callable(handler)}

    def told(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)
        before[signal.Signals(number)](number, frame)

    for each in before:
        signal.signal(each, told)
    try:
        yield
    finally:
        for each, handler in before.items():
            if signal.getsignal(each) is told:
                signal.signal(each, handler)
