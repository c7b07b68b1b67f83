"""Who speaks for an authority that is made of organizations?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import CommitteeRule, MembershipRule
from governance.sentences import say, say_n


@dataclass(frozen=True, slots=True)
class Serving:
    """A person serves on the days [since, until): for an organization, or in the committee."""

    person: UUID
    since: date
    until: date | None = None

    def covers(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def meets(self, other: Serving) -> bool:
        """Whether both serve on some day; no end is without end."""
        begins_before = other.until is None or self.since < other.until
        return begins_before and (self.until is None or other.since < self.until)


def has_room_for_representative(
    others: Sequence[Serving], wished: Serving, rule: MembershipRule
) -> Finding:
    """Find whether an organization has a place for one more representative, on every day."""
    most = _most_at_once(others, wished)
    reason = say_n(
        "An organization has at most {count} representative at a time; {most} would serve.",
        "An organization has at most {count} representatives at a time; {most} would serve.",
        rule.representatives,
        most=most,
    )
    return Finding(Answer.of(most <= rule.representatives), reason, rule.clause)


def has_room_in_committee(
    others: Sequence[Serving], wished: Serving, rule: CommitteeRule
) -> Finding:
    """Find whether the committee has a place for one more person, on every day."""
    most = _most_at_once(others, wished)
    reason = say(
        "The committee has {size} people; {most} would serve at a time.", size=rule.size, most=most
    )
    return Finding(Answer.of(most <= rule.size), reason, rule.clause)


def _most_at_once(others: Sequence[Serving], wished: Serving) -> int:
    """Return how many serve on the fullest day of the wished service, with the wished one."""
    days = {wished.since, *(each.since for each in others if each.meets(wished))}
    return 1 + max(sum(each.covers(day) for each in others) for day in days if wished.covers(day))
