"""Are enough names left for the slates of a round, and what may the committee do if not?

Nothing in 18-4H(3) or 18-4I lets fewer names be given than a slate has. So whoever screened well
may be named a finalist later, and the call may be opened once more; the round goes on where it is.
"""

from __future__ import annotations

from datetime import date

from appointments.rules.rounds import Settings, Step
from governance.charter.findings import Answer, Finding
from governance.charter.model import NominationRule
from governance.sentences import Sentence, say, say_n

BEFORE_SUBMISSION = frozenset(
    {Step.CALL_CLOSED, Step.SCREENING, Step.FINALISTS, Step.CONSULTED, Step.SLATED}
)
AFTER_NARROWING = frozenset({Step.FINALISTS, Step.CONSULTED, Step.SLATED})


def missing(standing: int, seats: int, settings: Settings) -> int:
    """Return how many names a round lacks: each seat's slate needs its own."""
    return max(settings.slate * seats - standing, 0)


def lacks_names(count: int, clause: str) -> Finding:
    """Find whether names are missing, so that the committee may look for more."""
    if not count:
        reason = say("There are names enough for every slate; nothing is to be added.")
        return Finding(Answer.BROKEN, reason, clause)
    reason = say_n("{count} name is missing.", "{count} names are missing.", count)
    return Finding(Answer.HOLDS, reason, clause)


def may_call_again(
    at: Step, count: int, *, on: date, closes_on: date | None, again: bool, rule: NominationRule
) -> Finding:
    """Find whether a call may be opened once more: between its close and the submission."""
    clause = rule.call_clause
    if at not in BEFORE_SUBMISSION:
        reason = say(
            "A call is opened once more after its close and before the slates are submitted; "
            "the round stands at “{at}”.",
            at=at.words,
        )
        return Finding(Answer.BROKEN, reason, clause)
    if again and closes_on is not None and on <= closes_on:
        return Finding(Answer.BROKEN, say("The call is open until {day}.", day=closes_on), clause)
    return lacks_names(count, clause)


def may_add_finalists(at: Step, count: int, *, settings: Settings, rule: NominationRule) -> Finding:
    """Find whether further finalists may be named: once there are some, and too few are left."""
    clause = rule.screening_clause
    if not settings.screens:
        return Finding(Answer.BROKEN, say("This round goes without this step."), clause)
    if at not in AFTER_NARROWING:
        reason = say(
            "Further finalists are named after the first and before the slates are submitted; "
            "the round stands at “{at}”.",
            at=at.words,
        )
        return Finding(Answer.BROKEN, reason, clause)
    return lacks_names(count, clause)


def is_heard(at: Step, *, note: str, settings: Settings, rule: NominationRule) -> Finding:
    """Find whether the authority was asked about finalists who were not at its meeting."""
    met = settings.consults and at in (Step.CONSULTED, Step.SLATED)
    if met and not note.strip():
        reason = say("The Alliance met without them: say when and how it was asked about them.")
        return Finding(Answer.BROKEN, reason, rule.screening_clause)
    return Finding(Answer.HOLDS, say("The Alliance is heard about them."), rule.screening_clause)


def may_score(at: Step, *, again: bool) -> bool:
    """Say whether nominees are scored: in the screening, or later whoever came by a new call."""
    return at is Step.SCREENING or (again and at in AFTER_NARROWING)


def short_of(count: int) -> Sentence:
    """Return the next step of a round that lacks names."""
    return say_n(
        "Find {count} more name: name further finalists, or call once more",
        "Find {count} more names: name further finalists, or call once more",
        count,
    )
