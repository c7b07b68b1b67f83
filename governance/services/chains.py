"""Does a body's chain hold, in the database or in an export alone?

An export is JSON lines: a header with the body, the number of links and the head that the chain
ends in, then each link. To check it takes nothing but the export; a head that was published or
noted elsewhere shows also that nothing was cut off and written anew.
"""

from collections.abc import AsyncIterator, Iterable, Iterator

import msgspec
from msgspec import Struct

from governance.audit import BEGINNING, Break, first_break
from governance.errors import BadInputError
from governance.schemas.bodies import Body
from governance.schemas.record import Link
from governance.sentences import say
from governance.services.record import chain_of, links_of


class Header(Struct, frozen=True, kw_only=True):
    """What an export says of the chain in it."""

    body: str
    length: int
    head: str


class Verdict(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether a chain holds; if not, at which entry it first fails and why."""

    body: str
    holds: bool
    length: int
    head: str
    broken_at: int | None = None
    reason: str = ""


async def export_chain(body: Body) -> AsyncIterator[bytes]:
    """Give a body's whole chain as lines; what is done meanwhile belongs to the next export."""
    chain = await chain_of(body, limit=0)
    yield _line(Header(body=chain.body, length=chain.length, head=chain.head))
    async for link in links_of(body):
        if link.seq <= chain.length:
            yield _line(link)


async def verify_chain(body: Body, *, head: str | None = None) -> Verdict:
    """Check the chain of a body in the database."""
    return verify_export([line async for line in export_chain(body)], head=head)


def verify_export(lines: Iterable[bytes], *, head: str | None = None) -> Verdict:
    """Check an export; `head`, known from elsewhere, must be a link of it or its end.

    A later export holds under an earlier head: the chain has only grown since.
    """
    rest = iter(lines)
    header = _header(next(rest, b""))
    passed = _Passed(rest, wanted=head)
    broken = first_break(passed)
    if broken is None and passed.length != header.length:
        broken = Break(
            passed.length + 1, f"the export has {passed.length} links and speaks of {header.length}"
        )
    if broken is None and passed.last != header.head:
        broken = Break(passed.length + 1, "the chain does not end in the head that it names")
    if broken is None and head is not None and not passed.found:
        broken = Break(passed.length + 1, "the head known from elsewhere is no link of this chain")
    return Verdict(
        body=header.body,
        holds=broken is None,
        length=passed.length,
        head=passed.last,
        broken_at=broken.seq if broken else None,
        reason=broken.reason if broken else "",
    )


class _Passed:
    """The links of an export on their way to be checked, counted as they pass."""

    def __init__(self, lines: Iterator[bytes], *, wanted: str | None) -> None:
        self._lines = lines
        self._wanted = wanted
        self.length = 0
        self.last = BEGINNING
        self.found = wanted == BEGINNING

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for line in self._lines:
            self.length += 1
            try:
                link = msgspec.json.decode(line, type=Link)
            except (msgspec.DecodeError, UnicodeDecodeError):
                yield "", "this line cannot be read"
                return
            self.last = link.digest
            self.found = self.found or link.digest == self._wanted
            yield link.entry, link.digest


def _header(line: bytes) -> Header:
    try:
        return msgspec.json.decode(line, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInputError({"file": say("This is not an export of a record.")}) from error


def _line(value: Header | Link) -> bytes:
    return msgspec.json.encode(value) + b"\n"
