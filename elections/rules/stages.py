"""What is a count made of, and how is it told?

Votes are whole numbers of hundred-thousandths, since the Scottish rules cut values to five
decimals; nothing is ever rounded by a machine's own arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from governance.charter.model import Method
from governance.sentences import Sentence

UNIT = 100_000
"""One vote."""


class Kind(StrEnum):
    """What a stage of a count does."""

    FIRST = "first"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: what was done and why, and who has how much at its end.

    `of` is whose votes passed on. `spent` is the value of papers without a further preference,
    `cut` what was lost below the fifth decimal.
    """

    kind: Kind
    of: str
    totals: Mapping[str, int]
    spent: int
    cut: int
    elected: tuple[str, ...]
    excluded: tuple[str, ...]
    said: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole count; `elected` in the order in which they were."""

    method: Method
    seats: int
    ballots: int
    blank: int
    quota: int | None
    stages: tuple[Stage, ...]
    elected: tuple[str, ...]


def in_votes(units: int) -> str:
    """Return a number of votes in figures: 166 or 166.01525."""
    whole, rest = divmod(units, UNIT)
    return f"{whole}.{rest:05}".rstrip("0") if rest else str(whole)


def named(candidates: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return candidates by their names, for a sentence."""
    return tuple(names.get(each, each) for each in candidates)
