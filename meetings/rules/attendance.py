"""Who came to a meeting, late or to the end, excused or not; and is that too often?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import AbsenceRule, AttendanceRule
from governance.sentences import Sentence, say
from meetings.rules.quorum import Stay


class Presence(StrEnum):
    """What the roll says of a member and a meeting."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def words(self) -> Sentence:
        match self:
            case Presence.PRESENT:
                return say("present")
            case Presence.EXCUSED:
                return say("excused")
            case Presence.ABSENT:
                return say("absent")


@dataclass(frozen=True, slots=True)
class Came:
    """One member at one meeting; whoever was there at all was present."""

    presence: Presence
    late: bool = False
    left_early: bool = False


def came(
    person: UUID,
    stays: Sequence[Stay],
    called_at: datetime,
    adjourned_at: datetime,
    *,
    excused: bool,
    by_video: bool,
) -> Came:
    """Return how a member attended; an excuse says nothing of who was there after all.

    Whoever came after the call to order was late; whoever left for good before the end, early.
    Who was elsewhere counts only where the law lets a member take part by video.
    """
    own = [
        stay
        for stay in stays
        if stay.person == person
        and (by_video or not stay.remote)
        and (stay.until is None or stay.until > called_at)
    ]
    if not own:
        return Came(Presence.EXCUSED if excused else Presence.ABSENT)
    last = [stay.until or adjourned_at for stay in own]
    return Came(
        Presence.PRESENT,
        late=min(stay.since for stay in own) > called_at,
        left_early=max(last) < adjourned_at,
    )


def too_often(history: Sequence[Came], rule: AbsenceRule) -> int | None:
    """Return the place of the absence that is one too many, the latest such; None for none.

    `history` is one member's meetings of a service year, in order.
    """
    counted = {Presence.ABSENT} | ({Presence.EXCUSED} if rule.counts_excused else set())
    missed, found = 0, None
    for place, each in enumerate(history):
        if each.presence in counted:
            missed += 1
            found = place if missed > rule.most else found
        elif each.presence is Presence.PRESENT and rule.in_a_row:
            missed = 0
    return found


def may_excuse(
    rule: AttendanceRule, roles: frozenset[str], *, was_there: bool, excused: bool
) -> tuple[Finding, ...]:
    """Find whether somebody may excuse an absence: by their office, and only an absence."""
    return (
        Finding(
            Answer.of(any(hand.value in roles for hand in rule.excused_by)),
            say("The law of this body lets somebody else excuse an absence."),
            rule.clause,
        ),
        Finding(
            Answer.of(not was_there),
            say("This member was there; only an absence is excused."),
            rule.clause,
        ),
        Finding(Answer.of(not excused), say("This absence is excused already."), rule.clause),
    )
