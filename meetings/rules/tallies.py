"""What a count of votes amounts to, test by test, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.charter.model import Of
from governance.sentences import Sentence, say, say_n


class Outcome(StrEnum):
    """How a vote ended. Without a quorum nothing was decided."""

    CARRIED = "carried"
    LOST = "lost"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True, slots=True)
class Count:
    """The numbers of one vote.

    `room` is how many members are there, `recused` how many of those take no part; `filled`
    is how many are in office, `seats` the whole number.
    """

    seats: int
    filled: int
    room: int
    recused: int
    ayes: int
    noes: int
    abstain: int

    @property
    def voters(self) -> int:
        """How many could vote."""
        return self.room - self.recused

    @property
    def silent(self) -> int:
        """How many could vote and have not."""
        return self.voters - self.ayes - self.noes - self.abstain

    @property
    def is_tied(self) -> bool:
        return self.ayes == self.noes


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test put to a count; `whole` is the number of which its share is taken."""

    __test__ = False  # not a test of the program

    test: str
    text: str
    clause: str
    of: Of
    whole: int
    needed: int
    ayes: int
    met: bool

    @property
    def short_by(self) -> int:
        return max(self.needed - self.ayes, 0)

    @property
    def reason(self) -> Sentence:
        """The numbers in a sentence."""
        return say("{ayes} of {whole}; {needed} needed.", **self._numbers)

    @property
    def word(self) -> Sentence:
        """What stands beside the numbers: met, short by so many, or a tie."""
        if self.met:
            return say("Met")
        if self.short_by:
            return say_n("Short by {count}", "Short by {count}", self.short_by)
        return say("A tie")

    @property
    def _numbers(self) -> dict[str, int | Sentence]:
        return {"ayes": self.ayes, "whole": self._whole, "needed": self.needed}

    @property
    def _whole(self) -> Sentence:
        match self.of:
            case Of.PRESENT:
                return say_n("{count} present", "{count} present", self.whole)
            case Of.SEATS:
                return say_n("{count} seat", "{count} seats", self.whole)
            case Of.FILLED:
                return say_n("{count} in office", "{count} in office", self.whole)
            case Of.CAST:
                return say_n("{count} vote cast", "{count} votes cast", self.whole)


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcome of a vote: the test that decides, and those checked beside it.

    `takes_effect` is false for a motion that is lost, and for one that is held until somebody
    resolves that its tests part ways.
    """

    count: Count
    quorum_present: int
    quorum_needed: int
    quorum_clause: str
    decides: TestResult
    beside: tuple[TestResult, ...]
    outcome: Outcome
    takes_effect: bool
    ahead: Sentence | None = None

    @property
    def tests(self) -> tuple[TestResult, ...]:
        return (self.decides, *self.beside)

    @property
    def diverges(self) -> bool:
        """Whether the tests part ways."""
        if self.outcome is Outcome.NO_QUORUM:
            return False
        return any(test.met != self.decides.met for test in self.beside)

    @property
    def figures(self) -> Sentence:
        """The votes as they are said: 5–1, with abstentions a third number."""
        if self.count.abstain:
            return say(
                "{ayes}–{noes}–{abstain}",
                ayes=self.count.ayes,
                noes=self.count.noes,
                abstain=self.count.abstain,
            )
        return say("{ayes}–{noes}", ayes=self.count.ayes, noes=self.count.noes)

    @property
    def word(self) -> Sentence:
        match self.outcome:
            case Outcome.CARRIED:
                return say("Carried {figures}", figures=self.figures)
            case Outcome.LOST:
                return say("Lost {figures}", figures=self.figures)
            case Outcome.NO_QUORUM:
                return say("Not decided: no quorum")

    @property
    def summary(self) -> Sentence:
        """The outcome under each test, as the minutes say it."""
        if self.outcome is Outcome.NO_QUORUM:
            return say(
                "No quorum: {present} of {needed} needed; nothing was decided.",
                present=self.quorum_present,
                needed=self.quorum_needed,
            )
        whole = (
            say(
                "Carried under {clause} ({ayes} of {whole}; {needed} needed)", **_gaps(self.decides)
            )
            if self.decides.met
            else say(
                "Lost under {clause} ({ayes} of {whole}; {needed} needed)", **_gaps(self.decides)
            )
        )
        for test in self.beside:
            whole = say("{these}, {next}", these=whole, next=_said_of_one_beside(test))
        return say("{whole}.", whole=whole)


def parting_ways(tally: Tally) -> Sentence:
    """Say how the tests would part ways with one more aye."""
    other = next(test for test in tally.beside if test.met != tally.decides.met)
    return say(
        "With one more aye the tests part ways: {deciding}, {other}.",
        deciding=_said_of_the_deciding(tally.decides),
        other=_said_of_one_beside(other),
    )


def _said_of_the_deciding(test: TestResult) -> Sentence:
    if test.met:
        return say("carried under {clause} ({ayes} of {whole}; {needed} needed)", **_gaps(test))
    return say("lost under {clause} ({ayes} of {whole}; {needed} needed)", **_gaps(test))


def _said_of_one_beside(test: TestResult) -> Sentence:
    if test.met:
        return say("met under {clause} ({ayes} of {needed} needed ayes)", **_gaps(test))
    return say("short under {clause} ({ayes} of {needed} needed ayes)", **_gaps(test))


def _gaps(test: TestResult) -> dict[str, int | str | Sentence]:
    return {**test._numbers, "clause": test.clause}


def why(tally: Tally) -> tuple[tuple[Sentence, str], ...]:
    """Return the reasons for an outcome one by one, each with its clause."""
    present = say_n(
        "{count} member was present", "{count} members were present", tally.quorum_present
    )
    if tally.outcome is Outcome.NO_QUORUM:
        few = say(
            "{present}, and {needed} are needed: there was no quorum.",
            present=present,
            needed=tally.quorum_needed,
        )
        return ((few, tally.quorum_clause),)
    enough = say(
        "{present}, and {needed} are needed: there was a quorum.",
        present=present,
        needed=tally.quorum_needed,
    )
    return (
        (enough, tally.quorum_clause),
        *((_why(test), test.clause) for test in tally.tests),
    )


def _why(test: TestResult) -> Sentence:
    ayes = say_n("{count} aye", "{count} ayes", test.ayes)
    gaps: dict[str, int | Sentence] = {**test._numbers, "ayes": ayes}
    if test.met:
        return say("{ayes} of {whole} are enough: {needed} were needed.", **gaps)
    if test.short_by:
        return say("{ayes} of {whole} are too few: {needed} were needed.", **gaps)
    return say("{ayes} of {whole} are a tie, and a tie is lost.", **gaps)
