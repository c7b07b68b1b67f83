"""Who is the body's director on a day, and may somebody be hired, confirmed or removed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding, OtherReading
from governance.charter.model import DirectorRule
from governance.sentences import Sentence, say


class Post(StrEnum):
    """How the office stands on a day."""

    IN_OFFICE = "in_office"
    INTERIM = "interim"
    ACTING = "acting"
    VACANT = "vacant"


class End(StrEnum):
    """Why somebody is the director no longer."""

    RESIGNED = "resigned"
    DIED = "died"
    REMOVED = "removed"
    DECLINED = "declined"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Somebody's days in the office, [since, until).

    Who was hired has the day of the vote and, once there, that of confirmation; who only acts
    fills the gap, and makes way for whoever is hired.
    """

    id: UUID
    since: date
    hired_on: date
    until: date | None = None
    acting: bool = False
    confirmed_on: date | None = None
    ended_by: End | None = None
    search: UUID | None = None

    def covers(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The office stands empty since a day, and somebody is sought."""

    id: UUID
    opened_on: date


def holder_on(tenures: Iterable[Tenure], on: date) -> tuple[Post, Tenure | None]:
    """Return how the office stands on a day, and who holds it: who was hired before who acts.

    Until the confirmation whoever was hired is the interim director.
    """
    there = [each for each in tenures if each.covers(on)]
    for tenure in there:
        if not tenure.acting:
            confirmed = tenure.confirmed_on is not None and tenure.confirmed_on <= on
            return (Post.IN_OFFICE if confirmed else Post.INTERIM), tenure
    if there:
        return Post.ACTING, max(there, key=lambda each: each.since)
    return Post.VACANT, None


def searching(searches: Sequence[Search], tenures: Sequence[Tenure], on: date) -> bool:
    """Whether somebody is to be sought on a day: at each vacancy, and while none was ever hired.

    A search ends with the hiring, and goes on when the confirmation is declined.
    """
    hired = [each for each in tenures if not each.acting and each.hired_on <= on]
    if not hired and not any(each.opened_on <= on for each in searches):
        return True
    return any(each.opened_on <= on and not _found(each, hired, on) for each in searches)


def open_search(searches: Sequence[Search], tenures: Sequence[Tenure]) -> Search | None:
    """Return the search that goes on, also one for a vacancy still to come."""
    hired = [each for each in tenures if not each.acting]
    going = [each for each in searches if not _found(each, hired, date.max)]
    return max(going, key=lambda each: each.opened_on, default=None)


def _found(search: Search, hired: Iterable[Tenure], on: date) -> bool:
    return any(
        each.search == search.id
        and (each.ended_by is not End.DECLINED or each.until is None or each.until > on)
        for each in hired
    )


def is_decided(carried: bool | None, motion: str, clause: str) -> Finding:
    """Find whether the body decided it: by a motion of its own that was carried and stands.

    `carried` is None for a motion that is none of the body's own, or was not voted.
    """
    if carried is None:
        reason = say("The body has not decided this: “{motion}” was not voted.", motion=motion)
    elif carried:
        reason = say("The body decided it: “{motion}”.", motion=motion)
    else:
        reason = say("The motion was not carried, or does not stand: “{motion}”.", motion=motion)
    return Finding(Answer.of(bool(carried)), reason, clause)


CAUSE = "cause_required"


def may_remove(rule: DirectorRule, readings: Mapping[str, str], *, good_cause: bool) -> Finding:
    """Find whether the body may remove the director, who serves at its discretion or for cause.

    A vote and a recorded reason are asked for either way; the finding shows the other reading.
    """
    with_cause = _for_cause(good_cause)
    at_will = say("The director serves at the discretion of the body; a reason is recorded.")
    chosen = readings.get(rule.removal_reading)
    answer = Answer.of(good_cause)
    if chosen == CAUSE:
        others = () if good_cause else (_other(rule, "reason_recorded", Answer.HOLDS, at_will),)
        return Finding(answer, with_cause, rule.removal_clause, readings=others)
    if not rule.removal_reading:
        return Finding(Answer.HOLDS, at_will, rule.removal_clause)
    others = (_other(rule, CAUSE, answer, with_cause),)
    return Finding(Answer.HOLDS, at_will, rule.removal_clause, readings=others)


def _for_cause(good_cause: bool) -> Sentence:
    if good_cause:
        return say("The body found good cause.")
    return say("The body found no good cause.")


def _other(rule: DirectorRule, way: str, answer: Answer, reason: Sentence) -> OtherReading:
    return OtherReading(rule.removal_reading, way, answer, reason)
