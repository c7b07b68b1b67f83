"""The stream to be measured against: bare ASGI, the same bytes to all, and nothing else done.

`BENCH_EVENT` names the file with the bytes of the event.
"""

import asyncio
import os
from pathlib import Path

from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

EVENT = (
    b"event: view\ndata: "
    + Path(os.environ["BENCH_EVENT"]).read_bytes().replace(b"\n", b" ")
    + b"\n\n"
)

_bells = [asyncio.Event()]
_told: list[bytes] = []


async def app(
    scope: Scope,
    receive: ASGIReceiveCallable,  # noqa: ARG001 (ASGI's own)
    send: ASGISendCallable,
) -> None:
    """Stream to whoever gets, and tell them all what somebody posts the number of."""
    if scope["type"] != "http":
        return
    if scope["method"] == "POST":
        _told.append(b"event: mark\ndata: " + scope["query_string"] + b"\n\n" + EVENT)
        bell = _bells.pop()
        _bells.append(asyncio.Event())
        bell.set()
        await _say(send, b"text/plain", b"told", more=False)
        return
    await _say(send, b"text/event-stream", b": here\n\n", more=True)
    if scope["path"] != "/stream":
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    while True:
        await _bells[0].wait()
        await send({"type": "http.response.body", "body": _told[-1], "more_body": True})


async def _say(send: ASGISendCallable, kind: bytes, body: bytes, *, more: bool) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", kind)],
            "trailers": False,
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": more})
