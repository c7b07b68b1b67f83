"""Is this legislation carried? No appointment takes effect without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.charter.findings import Answer, Finding
from governance.charter.model import LegislationRule
from governance.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Legislation:
    """An act of the appointing authority, with its vote once there was one."""

    number: str
    voted_on: date | None = None
    ayes: int = 0
    noes: int = 0


def is_carried(legislation: Legislation, rule: LegislationRule, *, on: date) -> Finding:
    """Find whether the act had been carried by a day; vacancies do not lower what is needed."""
    if legislation.voted_on is None or legislation.voted_on > on:
        reason = say("There is no vote on {number} yet.", number=legislation.number)
        return Finding(Answer.BROKEN, reason, rule.clause)
    needed = rule.threshold.needed(rule.size)
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
