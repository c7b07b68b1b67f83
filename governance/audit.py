"""The tamper-evident record: one chain of entries for each body, checkable offline.

An entry is canonical JSON (keys sorted, no spaces, UTF-8); its link is the SHA-256 of those
bytes, and each entry carries the link of the one before it. Private values stand in an entry as
salted hashes, so that the chain can be published and a single value still be proven by who
holds its salt.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import NamedTuple
from uuid import UUID

FORMAT = 1
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Private:
    """A value that the chain may prove but not show."""

    value: object


class Secret(NamedTuple):
    """What proves a private value later: where it stands, its salt and the value."""

    field: str
    salt: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a deed changed: what it was and what it is."""

    subject: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry at which a chain does not hold, and why."""

    seq: int
    reason: str


def canonical(value: object) -> str:
    """Return the one JSON text of a value; days and moments in ISO form, moments in UTC.

    Refuses with TypeError what has no such text, a private value above all.
    """
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )


def link(entry: str) -> str:
    """Return the SHA-256 of an entry's canonical text, in hex."""
    return hashlib.sha256(entry.encode()).hexdigest()


def sealed(changes: Iterable[Change]) -> tuple[list[dict[str, object]], list[Secret]]:
    """Return the changes fit for publication, and the secrets that were taken out of them."""
    kept: list[Secret] = []
    shown: list[dict[str, object]] = []
    for index, change in enumerate(changes):
        sides: dict[str, object] = {"subject": change.subject}
        for side, values in (("before", change.before), ("after", change.after)):
            if values is not None:
                sides[side] = {
                    name: _seal(f"{index}.{side}.{name}", value, kept)
                    for name, value in values.items()
                }
        shown.append(sides)
    return shown, kept


def proof(salt: str, value: str) -> str:
    """Return the hash under which a private value, as canonical JSON, stands in an entry."""
    return hashlib.sha256(f"{salt}{value}".encode()).hexdigest()


def first_break(entries: Iterable[tuple[str, str]], *, head: str | None = None) -> Break | None:
    """Return where a chain of (entry, link) pairs first fails, or None when it holds.

    `head`, where it is known from elsewhere, must be the last link: so a cut tail is seen too.
    """
    previous, seq = BEGINNING, 0
    for seq, (text, digest) in enumerate(entries, start=1):
        if link(text) != digest:
            return Break(seq, "its content does not give its link: it was changed")
        try:
            entry = json.loads(text)
        except ValueError:
            return Break(seq, "it is not readable JSON")
        if not isinstance(entry, dict):
            return Break(seq, "it is not an entry")
        if entry.get("seq") != seq:
            return Break(seq, f"it calls itself entry {entry.get('seq')}: one is missing or moved")
        if entry.get("previous") != previous:
            return Break(seq, "it does not point at the entry before it")
        previous = digest
    if head is not None and head != previous:
        return Break(seq + 1, "the chain ends before its published head")
    return None


def _seal(field: str, value: object, kept: list[Secret]) -> object:
    if not isinstance(value, Private):
        return value
    secret = Secret(field, secrets.token_hex(16), canonical(value.value))
    kept.append(secret)
    return {"private": proof(secret.salt, secret.value)}


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Enum():
            return value.value
        case frozenset() | set():
            return sorted(str(_plain(item)) for item in value)
        case str():
            return value
    raise TypeError(f"A {type(value).__name__} has no place in an entry of the chain.")
