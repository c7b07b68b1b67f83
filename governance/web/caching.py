"""Which public answers may be kept, and until when are they still true?

A page that says only what the record says stays true until the body's next deed; one whose words
depend on the moment ("9 days left") for the minute. What is kept is kept per process and per
address, and is asked for again when the revision of the record has moved.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass

from litestar import Response

from governance.services.bodies import engine

KEEP_HEADER = "openseat-keep"
TIMELESS = "timeless"
MINUTE = "minute"
STATIC = "/static/"
BODY_PATH = re.compile(r"(/api/v1)?/bodies/(?P<slug>[^/]+)(/|$)")
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, the state of the record that it speaks of, and the minute, if it matters."""

    state: str
    minute: int | None
    etag: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def cached(response: Response[bytes], *, timeless: bool = False) -> Response[bytes]:
    """Say how long a public answer stays true; a timeless one never speaks of today or now."""
    response.headers[KEEP_HEADER] = TIMELESS if timeless else MINUTE
    return response


async def state_of_record(path: str) -> str:
    """Return what changes with every deed that can change the answer at this path.

    Below a body's own address that is its revision, elsewhere the revisions of all bodies; a
    static file depends on none.
    """
    if path.startswith(STATIC):
        return ""
    body = BODY_PATH.match(path)
    if body is None:
        rows = await engine().read("SELECT count(*) AS bodies, sum(revision) AS revision FROM body")
        return f"{rows[0]['bodies']}-{rows[0]['revision']}"
    rows = await engine().read("SELECT revision FROM body WHERE slug = $1", body["slug"])
    return str(rows[0]["revision"]) if rows else "none"


class Shelf:
    """Kept answers by address; the least recently used make room for new ones."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0
        self._largest = largest

    def get(self, address: str, state: str, minute: int) -> Kept | None:
        """Return what is kept under an address, if it is still true."""
        kept = self._kept.get(address)
        if kept is None or kept.state != state or kept.minute not in (None, minute):
            return None
        self._kept.move_to_end(address)
        return kept

    def put(self, address: str, kept: Kept) -> None:
        """Keep an answer in place of an older one."""
        older = self._kept.pop(address, None)
        self._size += len(kept.body) - (len(older.body) if older else 0)
        self._kept[address] = kept
        while self._size > self._largest:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)
