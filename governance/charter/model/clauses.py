"""What a clause says and what keeps it; how an open question of the text is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a clause asks for."""

    HARD = "hard"
    DEADLINE = "deadline"
    PUBLICATION = "publication"
    RECURRING = "recurring"
    DISCRETIONARY = "discretionary"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a law, in our own words.

    `cite` is how the law itself is cited; several clauses can share it, because one sentence
    of the law can hold several duties. `held_by` names the rules and services that keep the
    clause; `prose` says why none can.
    """

    id: str
    title: str
    summary: str
    kinds: tuple[Kind, ...]
    cite: str = ""
    held_by: tuple[str, ...] = ()
    prose: str = ""
    link: str = ""

    @property
    def citation(self) -> str:
        return self.cite or self.id

    @property
    def is_frozen(self) -> bool:
        """Whether a court has stopped this clause."""
        return Kind.FROZEN in self.kinds


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to read a text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A question the text leaves open, the ways to read it, and the one that is followed."""

    id: str
    question: str
    chosen: str
    alternatives: tuple[Alternative, ...]
    clause: str
    issue: str = ""
    because: str = ""

    @property
    def others(self) -> tuple[Alternative, ...]:
        return tuple(each for each in self.alternatives if each.id != self.chosen)
