"""May a meeting approve these minutes, and who signs them then?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from governance.charter.findings import Answer, Finding
from governance.charter.model import MinutesRule, MotionKind, Signer
from governance.sentences import say


@dataclass(frozen=True, slots=True)
class OnTheTable:
    """The minutes that a motion would approve: of which meeting, and how far they are.

    `of_others` marks those of a committee, where the body meets, or the other way round.
    """

    is_own_meeting: bool
    adjourned_at: datetime | None
    version: int | None
    approved: bool = False
    of_others: bool = False


def may_approve(
    found: OnTheTable, called_at: datetime | None, kind: MotionKind
) -> tuple[Finding, ...]:
    """Find whether a meeting may approve minutes: those of an earlier one, once published."""
    if found.is_own_meeting:
        reason = say("A meeting does not approve its own minutes; a later one does.")
        return (Finding(Answer.BROKEN, reason, kind.clause),)
    ended = found.adjourned_at is not None
    ended_at = found.adjourned_at
    later = ended_at is not None and called_at is not None and ended_at < called_at
    return (
        Finding(
            Answer.of(ended),
            say("That meeting has not ended; its minutes are approved at a later one."),
            kind.clause,
        ),
        Finding(
            Answer.of(later or not ended),
            say("That meeting came later than this one; its minutes are approved after it."),
            kind.clause,
        ),
        Finding(
            Answer.of(found.version is not None or not ended),
            say("No minutes of that meeting have been published; publish them as a draft first."),
            kind.clause,
        ),
        Finding(
            Answer.of(not found.approved),
            say("These minutes have been approved already, and nothing newer is published."),
            kind.clause,
        ),
        Finding(
            Answer.of(not found.of_others),
            say("Minutes are approved by those whose meeting it was."),
            kind.clause,
        ),
    )


def signers_of(rule: MinutesRule | None, roles: Collection[str]) -> tuple[Signer, ...]:
    """Return under which titles somebody with these roles can sign."""
    every = rule.signers if rule else ()
    return tuple(each for each in every if any(hand.value in roles for hand in each.hands))


def may_sign(
    title: str, rule: MinutesRule, roles: Collection[str], *, approved: bool, signed: bool
) -> tuple[Finding, ...]:
    """Find whether somebody may sign a version: approved, under a title of theirs, once."""
    return (
        Finding(
            Answer.of(any(each.title == title for each in signers_of(rule, roles))),
            say("The law of this body lets somebody else sign as {title}.", title=title),
            rule.clause,
        ),
        Finding(
            Answer.of(approved),
            say("Minutes are signed once they are approved; this version is a draft."),
            rule.clause,
        ),
        Finding(
            Answer.of(not signed),
            say("This version is signed by the {title} already.", title=title),
            rule.clause,
        ),
    )
