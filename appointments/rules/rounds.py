"""Where does a nomination round stand, and which step may be taken next?

The initial round took every step of 18-4I; a later one takes those that its settings keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import LegalCalendar, NominationRule
from governance.days import Deadline
from governance.sentences import Sentence, say


class Step(StrEnum):
    """What was done last in a round."""

    DRAFT = "draft"
    CALL_OPEN = "call_open"
    CALL_CLOSED = "call_closed"
    SCREENING = "screening"
    FINALISTS = "finalists"
    CONSULTED = "consulted"
    SLATED = "slated"
    SUBMITTED = "submitted"
    CLOSED = "closed"

    @property
    def words(self) -> Sentence:
        return _WORDS[self]


_WORDS = {
    Step.DRAFT: say("drafted"),
    Step.CALL_OPEN: say("call open"),
    Step.CALL_CLOSED: say("call closed"),
    Step.SCREENING: say("screening"),
    Step.FINALISTS: say("finalists named"),
    Step.CONSULTED: say("Alliance consulted"),
    Step.SLATED: say("slates decided"),
    Step.SUBMITTED: say("submitted to Council"),
    Step.CLOSED: say("closed"),
}


class Kind(StrEnum):
    """What a round is for: the first board, a later vacancy, or names that were all rejected."""

    INITIAL = "initial"
    LATER = "later"
    REPLACEMENT = "replacement"


class Embargo(StrEnum):
    """Until when the names of a round are withheld; the alternatives of the charter's reading."""

    LEGISLATION_FILED = "legislation_filed"
    ALL_CONFIRMED = "all_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a round goes; what is left out keeps the initial process."""

    slate: int
    quorum: int
    embargo: Embargo
    calls: bool = True
    screens: bool = True
    consults: bool = True
    publishes_all: bool = False
    bylaw: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of the round in their order."""
        left_out: set[Step] = set()
        if not self.calls:
            left_out |= {Step.CALL_OPEN, Step.CALL_CLOSED}
        if not self.screens:
            left_out |= {Step.SCREENING, Step.FINALISTS}
        if not self.consults:
            left_out.add(Step.CONSULTED)
        return tuple(step for step in Step if step not in left_out)

    def next_after(self, step: Step) -> Step | None:
        """Return the step that follows, or None at the end."""
        steps = self.steps
        place = steps.index(step)
        return steps[place + 1] if place + 1 < len(steps) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round as the record keeps it."""

    id: UUID
    authority: str
    kind: Kind
    title: str
    text: str
    settings: Settings
    opens_on: date | None
    closes_on: date | None
    since: date
    follows: UUID | None
    step: Step
    called_again_at: datetime | None = None


def initial_settings(rule: NominationRule, embargo: Embargo) -> Settings:
    """Return the settings that the initial process gives a round."""
    committee = rule.committee
    return Settings(
        slate=rule.slate, quorum=committee.quorum.needed(committee.size), embargo=embargo
    )


def may_take(step: Step, *, at: Step, settings: Settings, rule: NominationRule) -> Finding:
    """Find whether a step is the next one of a round."""
    following = settings.next_after(at)
    if following is step:
        return Finding(Answer.HOLDS, say("This is the next step."), clause_of(step, rule))
    if following is None:
        reason = say("The round is closed.")
    elif step not in settings.steps:
        reason = say("This round goes without this step.")
    else:
        reason = say(
            "The round stands at “{at}”; the next step is “{next}”.",
            at=at.words,
            next=following.words,
        )
    return Finding(Answer.BROKEN, reason, clause_of(step, rule))


def is_within_call(
    on: date, *, at: Step, opens_on: date, closes_on: date, clause: str, again: bool = False
) -> Finding:
    """Find whether an application can be taken; the closing day is the last one that counts.

    A call that was opened `again` is open until the slates are submitted, if its days say so.
    """
    is_open = at is Step.CALL_OPEN or (again and at not in (Step.SUBMITTED, Step.CLOSED))
    if is_open and opens_on <= on <= closes_on:
        reason = say("The call is open until {day}.", day=closes_on)
        return Finding(Answer.HOLDS, reason, clause)
    if at is Step.DRAFT or on < opens_on:
        return Finding(Answer.BROKEN, say("The call opens on {day}.", day=opens_on), clause)
    return Finding(Answer.BROKEN, say("The call closed on {day}.", day=closes_on), clause)


def hears_of_finalists(at: Step, settings: Settings) -> bool:
    """Say whether the authority is being asked about the finalists: from their naming to its
    meeting (18-4I(4)).
    """
    return at is Step.FINALISTS and settings.next_after(at) is Step.CONSULTED


def follows_bylaws(settings: Settings, kind: Kind, rule: NominationRule) -> Finding:
    """Find whether a later round says which bylaw it follows; without one it warns."""
    if kind is Kind.INITIAL or settings.bylaw:
        said = settings.bylaw or rule.clause
        return Finding(Answer.HOLDS, say("It follows {bylaw}.", bylaw=said), rule.later_clause)
    reason = say("Later rounds follow the Board's bylaws; this one names none.")
    return Finding(Answer.WARNING, reason, rule.later_clause)


def nominating_deadline(
    kind: Kind, since: date, rule: NominationRule, initial: Deadline | None, calendar: LegalCalendar
) -> Deadline | None:
    """Return by when names are to be given: of a replacement, days from the last rejection.

    The day of the rejection is not counted. A later round has no such clock of its own.
    """
    if kind is Kind.REPLACEMENT:
        return calendar.deadline(since, rule.replacement)
    return initial if kind is Kind.INITIAL else None


def clause_of(step: Step, rule: NominationRule) -> str:
    """Return the clause that asks for a step."""
    if step in (Step.DRAFT, Step.CALL_OPEN, Step.CALL_CLOSED):
        return rule.call_clause
    if step in (Step.SCREENING, Step.FINALISTS, Step.CONSULTED):
        return rule.screening_clause
    return rule.clause
