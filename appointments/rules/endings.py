"""Is what ends a service really there: found by whom, asked for by whom, taken back by whom?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from appointments.rules.oaths import OathClocks
from governance.charter.findings import Answer, Finding
from governance.charter.model import Of, RemovalRule, ResignationRule, VoteTest
from governance.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How the body voted on asking that a member be removed."""

    meeting_on: date
    seats: int
    filled: int
    present: int
    ayes: int
    noes: int

    def whole(self, of: Of) -> int:
        """Return the number of which a test takes a share."""
        return {
            Of.SEATS: self.seats,
            Of.FILLED: self.filled,
            Of.PRESENT: self.present,
            Of.CAST: self.ayes + self.noes,
        }[of]


def removal_is_requested(
    request: Request, decides: VoteTest, beside: tuple[VoteTest, ...], rule: RemovalRule
) -> tuple[Finding, ...]:
    """Find whether the body asked for a removal; a test checked beside only points out."""
    found = [_counted(request, decides, Answer.BROKEN, rule.clause)]
    found += [_counted(request, each, Answer.WARNING, each.clause) for each in beside]
    return tuple(found)


def _counted(request: Request, test: VoteTest, otherwise: Answer, clause: str) -> Finding:
    needed = test.threshold.needed(request.whole(test.threshold.of))
    carried = request.ayes >= needed and request.ayes > request.noes
    text = (
        "The request was carried on {day} ({test}): {ayes} ayes, {needed} needed."
        if carried
        else "The request was not carried on {day} ({test}): {ayes} ayes, {needed} needed."
    )
    reason = say(text, day=request.meeting_on, test=test.clause, ayes=request.ayes, needed=needed)
    return Finding(Answer.HOLDS if carried else otherwise, reason, clause)


def sits_until_carried(carried_on: date, effective_on: date, clause: str) -> Finding:
    """Find whether a removal takes effect no sooner than its act was carried."""
    if effective_on >= carried_on:
        reason = say("The act was carried on {day}.", day=carried_on)
        return Finding(Answer.HOLDS, reason, clause)
    reason = say("The member sits until the act is carried, on {day}.", day=carried_on)
    return Finding(Answer.BROKEN, reason, clause)


def oath_is_lacking(clocks: OathClocks, filed_on: date | None, *, on: date) -> Finding:
    """Find whether both clocks had ended by a day without an oath on file."""
    last, clause = clocks.last.rolled, clocks.last.clause
    if filed_on is not None and filed_on <= last:
        reason = say("The oath was filed in time, on {day}.", day=filed_on)
    elif on <= last:
        reason = say("The oath can still be filed through {day}.", day=last)
    else:
        reason = say("No oath was filed by {day}.", day=last)
        return Finding(Answer.HOLDS, reason, clause)
    return Finding(Answer.BROKEN, reason, clause)


def has_begun(began_on: date, effective_on: date, clause: str) -> Finding:
    """Find whether a service ends after it began, and not before."""
    if effective_on > began_on:
        reason = say("The service began on {day}.", day=began_on)
        return Finding(Answer.HOLDS, reason, clause)
    reason = say(
        "The service began on {day}; nothing ends it on or before that day, such as on {on}.",
        day=began_on,
        on=effective_on,
    )
    return Finding(Answer.BROKEN, reason, clause)


def may_withdraw(
    rule: ResignationRule,
    *,
    delivered_to: str,
    delivered_on: date,
    effective_on: date,
    consent_by: str,
    consent_on: date,
    on: date,
) -> tuple[Finding, ...]:
    """Find whether a resignation may be taken back.

    It must not have taken effect, and whoever received it must have consented meanwhile.
    """
    clause = rule.withdrawal_clause or rule.clause
    findings = []
    if effective_on <= on:
        reason = say("The resignation took effect on {day}.", day=effective_on)
        findings.append(Finding(Answer.BROKEN, reason, clause))
    if consent_by.casefold() != delivered_to.casefold():
        reason = say(
            "The letter went to {to}, whose consent it needs, not that of {by}.",
            to=delivered_to,
            by=consent_by,
        )
        findings.append(Finding(Answer.BROKEN, reason, clause))
    if not delivered_on <= consent_on <= on or consent_on >= effective_on:
        reason = say(
            "The consent must come between the delivery on {delivered} and the day of effect, "
            "{effective}.",
            delivered=delivered_on,
            effective=effective_on,
        )
        findings.append(Finding(Answer.BROKEN, reason, clause))
    return tuple(findings)
