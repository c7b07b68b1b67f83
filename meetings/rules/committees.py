"""Which committees must there be, who is on one, and how many make its quorum?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.charter.model import CommitteeDuty, Needed
from governance.sentences import Sentence, say


class Standing(StrEnum):
    """How long a committee is meant to last."""

    STANDING = "standing"
    SPECIAL = "special"

    @property
    def words(self) -> Sentence:
        match self:
            case Standing.STANDING:
                return say("standing committee")
            case Standing.SPECIAL:
                return say("special committee")


@dataclass(frozen=True, slots=True)
class Formed:
    """A committee that was formed: for which duty, if any, with how many members in office."""

    duty: str
    is_open: bool
    members: int


def committee_quorum(members: int) -> int:
    """Return how many make a quorum: more than half of all whom the committee has."""
    return members // 2 + 1


def missing_committees(
    duties: Iterable[CommitteeDuty], formed: Collection[Formed]
) -> tuple[tuple[CommitteeDuty, Sentence], ...]:
    """Return the committees that the law asks for and that are not there, or have no members."""
    lacking = ((duty, _lacks(duty, formed)) for duty in duties)
    return tuple((duty, why) for duty, why in lacking if why is not None)


def _lacks(duty: CommitteeDuty, formed: Collection[Formed]) -> Sentence | None:
    of_duty = [each for each in formed if each.duty == duty.id]
    if duty.needed is Needed.ONCE and of_duty:
        return None
    standing = [each for each in of_duty if each.is_open]
    if not standing:
        return say("Form the {name}", name=duty.name)
    if not any(each.members for each in standing):
        return say("Put members on the {name}", name=duty.name)
    return None


def may_close(open_meetings: Collection[str], clause: str) -> Finding:
    """Find whether a committee can be closed: not while it still has a meeting to hold or end."""
    reason = say("The committee still has meetings: {titles}.", titles=tuple(open_meetings))
    return Finding(Answer.of(not open_meetings), reason, clause)
