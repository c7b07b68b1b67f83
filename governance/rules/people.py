"""What is known about a person: dated facts, each with who stated it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from governance.sentences import Sentence, say


class FactKind(StrEnum):
    """What a fact is about."""

    RESIDENCE = "residence"
    EMPLOYMENT = "employment"
    OFFICE = "office"
    FAMILY = "family"
    LITIGATION = "litigation"
    CLAIM = "claim"
    BIRTH = "birth"
    CITIZENSHIP = "citizenship"
    OATH = "oath"
    CONTACT = "contact"
    CANDIDACY = "candidacy"
    CONVICTION = "conviction"
    DEATH = "death"
    INCOMPETENCE = "incompetence"
    JUDGMENT = "judgment"


EVENTS = frozenset(
    {
        FactKind.CANDIDACY,
        FactKind.CONVICTION,
        FactKind.DEATH,
        FactKind.INCOMPETENCE,
        FactKind.JUDGMENT,
    }
)
"""What happens on a day, and may touch the seat of somebody who sits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that somebody stated about a person, true on the days [since, until).

    `what` is the place, the employer, the office or the suit. `of_family` says that it is
    immediate family it is true of, and `relation` in which relation of the charter's. `grave` marks
    a conviction of the kind that costs an office. `none_else` states that there is nothing of
    this kind besides what is stated already. An unknown `since` reaches back without end.
    `source` tells who stated it and when, and who has verified it.
    """

    kind: FactKind
    stated_by: str
    stated_on: date
    what: str = ""
    district: str = ""
    since: date | None = None
    until: date | None = None
    of_family: bool = False
    law_enforcement: bool = False
    none_else: bool = False
    relation: str = ""
    grave: bool = False
    evidence: str = ""
    verified_by: str = ""
    id: UUID | None = None
    source: Sentence = field(init=False, compare=False, repr=False)

    def covers(self, on: date) -> bool:
        """Whether the fact is true on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", self._source())

    def _source(self) -> Sentence:
        if self.verified_by:
            return say(
                "stated by {by} on {on}, verified by {verifier}",
                by=self.stated_by,
                on=self.stated_on,
                verifier=self.verified_by,
            )
        return say("stated by {by} on {on}", by=self.stated_by, on=self.stated_on)
