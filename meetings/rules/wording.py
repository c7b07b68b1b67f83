"""What do people write into the minutes, between the lines that the record gives?

The record's own lines cannot be changed here: each has a key that stays when its words follow a
correction, and what people write stands after one of these.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from meetings.rules.minutes import Line, LineKind

OWN = "own"
"""The kind of a line that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a version, in words; what somebody wrote is its own kind."""

    kind: str
    text: str
    key: str = ""


class Fate(StrEnum):
    """What became of a line between two versions."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Changed:
    """One line as it stands beside the version before."""

    fate: Fate
    line: Said


def keyed(lines: Iterable[Line]) -> tuple[Said, ...]:
    """Give every line of the record a key: its part, and its number within the part.

    A part begins with a line that has a key of its own, or with a heading.
    """
    found: list[Said] = []
    part, number, headings = "start", 0, 0
    for line in lines:
        headings += line.kind is LineKind.HEADING
        if line.key or line.kind is LineKind.HEADING:
            part, number = line.key or f"heading-{headings}", 0
        key = f"{part}.{number}" if number else part
        found.append(Said(line.kind.value, str(line.text), key))
        number += 1
    return tuple(found)


def woven(computed: Sequence[Said], passages: Mapping[str, str]) -> tuple[Said, ...]:
    """Put what people wrote behind the lines that it follows; nothing of it is ever lost.

    Where a line is gone after a correction, what followed it stands at the end of its part, or
    at the end of all.
    """
    placed: dict[str, list[str]] = {}
    known = [line.key for line in computed]
    for after, text in passages.items():
        placed.setdefault(_place(after, known), []).append(text)
    return tuple(_each(computed, placed))


def _each(computed: Sequence[Said], placed: Mapping[str, Sequence[str]]) -> Iterator[Said]:
    for line in computed:
        yield line
        for text in placed.get(line.key, ()):
            for paragraph in paragraphs(text):
                yield Said(OWN, paragraph, line.key)


def _place(after: str, known: Sequence[str]) -> str:
    if after in known:
        return after
    part = after.partition(".")[0]
    near = [key for key in known if key.partition(".")[0] == part]
    return (near or known)[-1] if known else ""


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text; an empty line begins a new one."""
    blocks = text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    return tuple(block.strip() for block in blocks if block.strip())


def compared(before: Sequence[Said], after: Sequence[Said]) -> tuple[Changed, ...]:
    """Return every line of both, in order: what stayed, what is gone, what is new."""
    old = [(line.kind, line.text) for line in before]
    new = [(line.kind, line.text) for line in after]
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    found: list[Changed] = []
    for what, first, last, since, until in matcher.get_opcodes():
        if what == "equal":
            found += [Changed(Fate.SAME, line) for line in after[since:until]]
            continue
        found += [Changed(Fate.GONE, line) for line in before[first:last]]
        found += [Changed(Fate.NEW, line) for line in after[since:until]]
    return tuple(found)


def digest_of(meeting: str, version: int, lines: Iterable[Said]) -> str:
    """Return the SHA-256 over what a version says, which a signature is given for."""
    said = [[line.kind, line.text] for line in lines]
    text = json.dumps([meeting, version, said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
