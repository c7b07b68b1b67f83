"""By when is a recommendation answered, and what of it is still owed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.charter.model import LegalCalendar, RecommendationRule
from governance.days import Deadline
from governance.sentences import Sentence, say


class Reply(StrEnum):
    """What whoever must answer says of a recommendation."""

    AGREES = "agrees"
    PARTLY = "partly"
    DISAGREES = "disagrees"

    @property
    def words(self) -> Sentence:
        match self:
            case Reply.AGREES:
                return say("agrees")
            case Reply.PARTLY:
                return say("agrees in part")
            case Reply.DISAGREES:
                return say("disagrees")


class Progress(StrEnum):
    """What became of a recommendation."""

    UNKNOWN = "unknown"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_DONE = "not_done"

    @property
    def words(self) -> Sentence:
        match self:
            case Progress.UNKNOWN:
                return say("not known yet")
            case Progress.UNDER_WAY:
                return say("under way")
            case Progress.DONE:
                return say("carried out")
            case Progress.NOT_DONE:
                return say("not carried out")

    @property
    def is_final(self) -> bool:
        return self in (Progress.DONE, Progress.NOT_DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a recommendation has come; one without a day of sending is a draft."""

    sent_on: date | None = None
    acknowledged_on: date | None = None
    answered_on: date | None = None
    reply: Reply | None = None
    expected_on: date | None = None
    progress: Progress = Progress.UNKNOWN


def acknowledgement_deadline(
    sent_on: date, rule: RecommendationRule, calendar: LegalCalendar
) -> Deadline:
    """Return by when receipt is acknowledged, counted from the day of sending."""
    return calendar.deadline(sent_on, rule.acknowledged)


def answer_deadline(sent_on: date, rule: RecommendationRule, calendar: LegalCalendar) -> Deadline:
    """Return by when it is explained what is agreed with, counted from the day of sending."""
    return calendar.deadline(sent_on, rule.answered)


def may_send(standing: Standing, on: date, today: date, rule: RecommendationRule) -> Finding:
    """Find whether a recommendation goes out on a day; from then on it is public, for good."""
    kept = standing.sent_on is None and on <= today
    reason = say("It goes out once, on a day that has come.")
    return Finding(Answer.of(kept), reason, rule.sent_clause)


def may_be_noted(standing: Standing, on: date, today: date, rule: RecommendationRule) -> Finding:
    """Find whether an answer can be of this day: after the sending, and not still to come."""
    sent = standing.sent_on
    kept = sent is not None and sent <= on <= today
    reason = say(
        "What answers a recommendation comes after it was sent, and on a day that has come."
    )
    if sent is None:
        reason = say("This recommendation has not been sent.")
    return Finding(Answer.of(kept), reason, rule.clause)


def lacks_timeline(standing: Standing) -> bool:
    """Say whether somebody agreed and has not said by when."""
    agreed = standing.reply in (Reply.AGREES, Reply.PARTLY)
    return agreed and standing.expected_on is None and not standing.progress.is_final


def lacks_outcome(standing: Standing, today: date) -> bool:
    """Say whether the day has passed by which it should be carried out, and nobody knows."""
    expected = standing.expected_on
    return expected is not None and expected < today and not standing.progress.is_final
