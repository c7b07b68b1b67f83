"""How many must be there, how many must agree, and what a recused member counts for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Of(StrEnum):
    """Of what number a share is taken."""

    SEATS = "seats"
    FILLED = "filled"
    PRESENT = "present"
    CAST = "cast"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a number: more than it, or at least it."""

    share: Fraction
    strictly_more: bool
    of: Of

    def needed(self, whole: int) -> int:
        """Return the least number that is enough."""
        part = self.share * whole
        return floor(part) + 1 if self.strictly_more else ceil(part)


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """How many make a quorum: a fixed number, or a share of the seats or of the filled seats."""

    clause: str
    count: int | None = None
    threshold: Threshold | None = None

    def needed(self, *, seats: int, filled: int) -> int:
        if self.count is not None:
            return self.count
        if self.threshold is None:
            return seats
        return self.threshold.needed(filled if self.threshold.of is Of.FILLED else seats)


@dataclass(frozen=True, slots=True)
class VoteTest:
    """One test that a vote can be put to; `text` says it in a sentence."""

    id: str
    text: str
    clause: str
    threshold: Threshold


class OnDivergence(StrEnum):
    """Whether a motion that one test carries and another does not takes effect meanwhile."""

    FLAG = "flag"
    HOLD = "hold"


class ChairVotes(StrEnum):
    """When the presiding officer votes."""

    ALWAYS = "always"
    ONLY_TO_BREAK_A_TIE = "only_to_break_a_tie"


@dataclass(frozen=True, slots=True)
class Voting:
    """Which test decides, which are checked beside it, and what happens when they differ."""

    decides: str
    tests: tuple[VoteTest, ...]
    record_clause: str
    also_checked: tuple[str, ...] = ()
    on_divergence: OnDivergence = OnDivergence.FLAG
    chair_votes: ChairVotes = ChairVotes.ALWAYS

    def test(self, name: str) -> VoteTest:
        """Return the test of this id; the loader has proved that each named one exists."""
        return next(test for test in self.tests if test.id == name)


@dataclass(frozen=True, slots=True)
class MotionKind:
    """A kind of motion; without a test of its own the body's deciding test applies.

    A motion is in order while no pending motion has a higher `precedence`; 0 is a main motion.
    """

    id: str
    name: str
    clause: str
    test: str = ""
    needs_second: bool = True
    precedence: int = 0


@dataclass(frozen=True, slots=True)
class RecusalRule:
    """When a member must recuse, and what one who stays in the room counts for."""

    clause: str
    disclosed_to: str
    counts_for_quorum: bool
    counts_as_present: bool
