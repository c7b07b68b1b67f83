"""Is this legislation carried, and does it name this person? Nothing takes effect without it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import LegislationRule, Of
from governance.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Legislation:
    """An act of the appointing authority, with its vote once there was one.

    `present` is how many were there; None where only ayes and noes are known.
    """

    number: str
    voted_on: date | None = None
    ayes: int = 0
    noes: int = 0
    present: int | None = None


def is_carried(legislation: Legislation, rule: LegislationRule, *, on: date) -> Finding:
    """Find whether the act had been carried by a day; vacancies do not lower what is needed."""
    if legislation.voted_on is None or legislation.voted_on > on:
        reason = say("There is no vote on {number} yet.", number=legislation.number)
        return Finding(Answer.BROKEN, reason, rule.clause)
    needed = ayes_needed(legislation, rule)
    carried = legislation.ayes >= needed
    text = (
        "{number} was carried on {day}: {ayes} ayes, {needed} needed."
        if carried
        else "{number} was not carried on {day}: {ayes} ayes, {needed} needed."
    )
    reason = say(
        text,
        number=legislation.number,
        day=legislation.voted_on,
        ayes=legislation.ayes,
        needed=needed,
    )
    return Finding(Answer.of(carried), reason, rule.majority_clause)


def ayes_needed(legislation: Legislation, rule: LegislationRule) -> int:
    """Return how many ayes carry the act, at least one.

    A share of those present or of the votes cast is taken of them where they are known, and of
    the whole authority otherwise.
    """
    whole = rule.size
    if legislation.present is not None and rule.threshold.of is Of.PRESENT:
        whole = legislation.present
    elif legislation.present is not None and rule.threshold.of is Of.CAST:
        whole = legislation.ayes + legislation.noes
    return max(rule.threshold.needed(whole), 1)


def is_named(
    number: str,
    pairs: Collection[tuple[str, UUID]],
    rule: LegislationRule,
    *,
    pair: tuple[str, UUID],
) -> Finding:
    """Find whether an act appoints this person to this seat; one that names nobody leaves it open.

    Acts of former days are often known by their number alone.
    """
    if not pairs:
        reason = say("{number} is on record without the names that it appoints.", number=number)
        return Finding(Answer.WARNING, reason, rule.clause)
    if pair in pairs:
        return Finding(Answer.HOLDS, say("{number} names the person.", number=number), rule.clause)
    reason = say("{number} does not name this person for this seat.", number=number)
    return Finding(Answer.BROKEN, reason, rule.clause)


def begins_after_vote(number: str, voted_on: date, since: date, rule: LegislationRule) -> Finding:
    """Find whether an appointment begins no sooner than its act was voted."""
    if since >= voted_on:
        reason = say("{number} was voted on {day}.", number=number, day=voted_on)
        return Finding(Answer.HOLDS, reason, rule.clause)
    reason = say(
        "{number} was voted on {day}; an appointment cannot begin before, on {since}.",
        number=number,
        day=voted_on,
        since=since,
    )
    return Finding(Answer.BROKEN, reason, rule.clause)
