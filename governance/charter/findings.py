"""What a rule found: whether the law allows something, why, and under which clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from governance.errors import RuleBrokenError
from governance.sentences import Sentence


class Answer(StrEnum):
    """Whether a clause is kept; `unknown` is never treated as yes."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    DISCRETION = "discretion"
    WARNING = "warning"

    @classmethod
    def of(cls, kept: bool) -> Answer:
        """Return the answer of a rule that only knows yes and no."""
        return cls.HOLDS if kept else cls.BROKEN


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What the same rule would have said under another reading of the text."""

    reading: str
    alternative: str
    answer: Answer
    reason: Sentence


class Finding(NamedTuple):
    """A rule's answer; a named tuple, since an eligibility sheet makes many of them.

    `rests_on` tells the fact, who stated it and when, and `facts` which facts those are. A matter
    of discretion blocks until `decided_by` names the person whose recorded decision allows it.
    """

    answer: Answer
    reason: Sentence
    clause: str
    rests_on: Sentence | str = ""
    readings: tuple[OtherReading, ...] = ()
    decided_by: str = ""
    facts: tuple[UUID, ...] = ()

    @property
    def holds(self) -> bool:
        return self.answer is Answer.HOLDS

    @property
    def blocks(self) -> bool:
        """Whether no deed may go on while this stands."""
        if self.answer is Answer.DISCRETION:
            return not self.decided_by
        return self.answer in (Answer.BROKEN, Answer.UNKNOWN)


def require(*findings: Finding) -> None:
    """Refuse the deed with all findings that block it at once."""
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        raise RuleBrokenError(blocking)
