"""The public record of a body: links of its chain."""

from datetime import datetime

import msgspec
from msgspec import Struct


class Link(Struct, frozen=True, kw_only=True):
    """One link: the canonical text of an entry, and its SHA-256."""

    seq: int
    entry: str
    digest: str


class Chain(Struct, frozen=True, kw_only=True):
    """Some links of a chain, and the head that the whole chain ends in."""

    body: str
    length: int
    head: str
    links: tuple[Link, ...]


class Told(Struct, frozen=True, kw_only=True):
    """What an entry tells, for a page: which deed, when, on what."""

    seq: int
    at: datetime
    deed: str
    subjects: tuple[str, ...]
    digest: str


class _Change(Struct, frozen=True):
    subject: str


class _Entry(Struct, frozen=True):
    seq: int
    at: datetime
    deed: str
    changes: tuple[_Change, ...]


def told(link: Link) -> Told:
    """Return what a link tells."""
    entry = msgspec.json.decode(link.entry, type=_Entry)
    return Told(
        seq=entry.seq,
        at=entry.at,
        deed=entry.deed,
        subjects=tuple(change.subject for change in entry.changes),
        digest=link.digest,
    )
