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


class Does(StrEnum):
    """What a motion of a kind does once it is carried."""

    ACT = "act"
    AMEND = "amend"
    DIVIDE = "divide"
    REFER = "refer"
    POSTPONE = "postpone"
    CLOSE_DEBATE = "close_debate"
    TABLE = "table"
    RECESS = "recess"
    ADJOURN = "adjourn"
    CLOSE_DOORS = "close_doors"
    TAKE_UP = "take_up"
    RECONSIDER = "reconsider"
    RESCIND = "rescind"

    @property
    def needs_a_pending_question(self) -> bool:
        """Say whether it is moved upon a question that is before the body."""
        return self in (
            Does.AMEND,
            Does.DIVIDE,
            Does.REFER,
            Does.POSTPONE,
            Does.CLOSE_DEBATE,
            Does.TABLE,
        )

    @property
    def reaches_back(self) -> bool:
        """Say whether it takes up a motion that was dealt with before."""
        return self in (Does.TAKE_UP, Does.RECONSIDER, Does.RESCIND)


class Reach(StrEnum):
    """How long after a motion was dealt with, another one may still take it up."""

    SAME_MEETING = "same_meeting"
    NEXT_MEETING = "next_meeting"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class MotionKind:
    """A kind of motion; without a test of its own the body's deciding test applies.

    A motion is in order while no pending motion has a higher `precedence`; 0 is a main motion.
    `noticed_test` decides instead of `test` when notice of the motion was given. `reach` bounds
    a motion that takes up an earlier one; `prevailing_side` is whether its mover must have
    voted with those who prevailed. A kind that `concerns_member` names one, who takes no part.
    One that `approves_minutes` points at the minutes of an earlier meeting.
    One that `appropriates` gives public money away. One `of_the_whole` is decided by the body
    itself, never by a committee of it.
    """

    id: str
    name: str
    clause: str
    does: Does = Does.ACT
    test: str = ""
    noticed_test: str = ""
    needs_second: bool = True
    debatable: bool = True
    amendable: bool = True
    precedence: int = 0
    reach: Reach = Reach.EVER
    prevailing_side: bool = False
    concerns_member: bool = False
    approves_minutes: bool = False
    appropriates: bool = False
    of_the_whole: bool = False


@dataclass(frozen=True, slots=True)
class RulesOfOrder:
    """How motions go on in general.

    `amendment_levels` is how many amendments can stand upon each other. Once the chair has
    stated a question, its mover withdraws it only by leave of the body where
    `withdrawn_by_leave` says so. `consent` is whether a question on which nobody objects is
    decided without a call of the roll; who was there is recorded by name all the same.
    """

    clause: str
    amendment_levels: int = 2
    chair_moves: bool = True
    withdrawn_by_leave: bool = True
    consent: bool = True


@dataclass(frozen=True, slots=True)
class RecusalRule:
    """When a member must recuse, and what one who stays in the room counts for.

    `way_out_clause` is whom the body asks when too many are recused to act.
    """

    clause: str
    disclosed_to: str
    counts_for_quorum: bool
    counts_as_present: bool
    way_out_clause: str = ""
