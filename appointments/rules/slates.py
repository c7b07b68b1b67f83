"""The names for a seat: who may stand on the slate, who decided it, what Council answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from appointments.rules.rounds import Settings
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, NominationRule
from governance.sentences import say, say_n


class Ballot(StrEnum):
    """How one of the committee voted on a slate."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Fate(StrEnum):
    """What became of a name on a slate."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    PASSED_OVER = "passed_over"

    @property
    def is_out(self) -> bool:
        return self in (Fate.REJECTED, Fate.WITHDRAWN)


class Outcome(StrEnum):
    """What became of a seat in a round."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    ALL_REJECTED = "all_rejected"
    FILLED_OTHERWISE = "filled_otherwise"


def is_whole(
    names: Sequence[UUID], *, elsewhere: Sequence[UUID], settings: Settings, rule: NominationRule
) -> Finding:
    """Find whether a slate has its number of names, each once, none on another slate."""
    if len(set(names)) < len(names):
        return Finding(Answer.BROKEN, say("A name stands on the slate twice."), rule.clause)
    if set(names) & set(elsewhere):
        reason = say("A name stands on another slate of this round.")
        return Finding(Answer.BROKEN, reason, rule.clause)
    reason = say_n(
        "A slate has {count} name; this one has {given}.",
        "A slate has {count} names; this one has {given}.",
        settings.slate,
        given=len(names),
    )
    return Finding(Answer.of(len(names) == settings.slate), reason, rule.clause)


def is_decided(
    ballots: Mapping[UUID, Ballot], *, settings: Settings, rule: NominationRule
) -> tuple[Finding, ...]:
    """Find whether the committee decided a slate: its quorum, then its majority.

    Whoever votes, or abstains, is there; a member with a conflict does not vote and is not
    counted.
    """
    committee = rule.committee
    there = len(ballots)
    ayes = sum(ballot is Ballot.YES for ballot in ballots.values())
    needed = committee.passes.needed(there)
    quorum = say(
        "{there} of the committee voted; {needed} are a quorum.",
        there=there,
        needed=settings.quorum,
    )
    majority = say("{ayes} voted yes; {needed} are needed.", ayes=ayes, needed=needed)
    return (
        Finding(Answer.of(there >= settings.quorum), quorum, committee.clause),
        Finding(Answer.of(ayes >= needed), majority, committee.clause),
    )


def may_stand(name: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return what the eligibility sheet says against a name, as it bears on a slate.

    Who is not eligible cannot stand; what is not known yet, or is left to discretion, warns.
    """
    told: list[Finding] = []
    for each in findings:
        reason = say("{name}: {reason}", name=name, reason=each.reason)
        if each.answer is Answer.BROKEN:
            told.append(Finding(Answer.BROKEN, reason, each.clause))
        elif each.blocks or each.answer is Answer.WARNING:
            told.append(Finding(Answer.WARNING, reason, each.clause))
    return tuple(told)


def is_written(text: str, rule: NominationRule) -> Finding:
    """Find whether a rejection has its reason in writing."""
    if text.strip():
        return Finding(Answer.HOLDS, say("The rejection is in writing."), rule.rejection_clause)
    reason = say("Council rejects a nominee in writing: say why.")
    return Finding(Answer.BROKEN, reason, rule.rejection_clause)


def replaces_each(charter: Charter) -> bool:
    """Say whether each rejected name is replaced at once, and not all when all are out (A21)."""
    return any(
        reading.id == "replacements" and reading.chosen == "each" for reading in charter.readings
    )


def replaceable(fates: Sequence[Fate], settings: Settings) -> int:
    """Return how many names can still be given in place of those that are out."""
    out = sum(fate.is_out for fate in fates)
    return max(out - max(len(fates) - settings.slate, 0), 0)


def may_replace(
    fates: Sequence[Fate], *, charter: Charter, settings: Settings, rule: NominationRule
) -> Finding:
    """Find whether one more name can be given for a seat of a submitted round."""
    if not replaces_each(charter):
        reason = say("Replacements follow when every name for a seat is out.")
        return Finding(Answer.BROKEN, reason, rule.replacement.clause)
    count = replaceable(fates, settings)
    reason = say_n(
        "{count} name can be given in place of one that is out.",
        "{count} names can be given in place of those that are out.",
        count,
    )
    return Finding(Answer.of(count > 0), reason, rule.replacement.clause)


def outcome_of(fates: Sequence[Fate], *, filled_otherwise: bool = False) -> Outcome:
    """Return what became of a seat: replacements follow only when every name is out (A21)."""
    if Fate.CONFIRMED in fates:
        return Outcome.CONFIRMED
    if filled_otherwise:
        return Outcome.FILLED_OTHERWISE
    if fates and all(fate.is_out for fate in fates):
        return Outcome.ALL_REJECTED
    return Outcome.OPEN
