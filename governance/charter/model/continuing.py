"""What must stay true of a member while the service lasts, and what follows when it does not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ContinuingKind(StrEnum):
    """Which rule watches; each is a rule of this name."""

    STILL_LIVES_THERE = "still_lives_there"
    NOTHING_HAPPENED = "nothing_happened"
    STILL_MEETS = "still_meets"
    NOT_TOO_MANY_MARKED = "not_too_many_marked"


class Consequence(StrEnum):
    """What follows when it is not true any longer; a person decides in every case.

    `vacates`: the law itself empties the seat, which the clerk confirms. `duty`: the member owes
    something, and somebody finds whether it was done. `noted`: it is pointed out.
    """

    VACATES = "vacates"
    DUTY = "duty"
    NOTED = "noted"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What follows when an open question is read in one way."""

    alternative: str
    consequence: Consequence


@dataclass(frozen=True, slots=True)
class Continuing:
    """One thing that must stay true of a member.

    `criterion` names the line of the eligibility sheet that is asked again, `event` the kind of
    fact that is watched for, `ground` the ground on which a seat would fall vacant. `reading` is
    the open question that settles the consequence, and `read_as` what it settles by the
    alternative chosen; where that says nothing, `consequence` follows. `owes` says what the
    member is asked to do.
    """

    id: str
    kind: ContinuingKind
    text: str
    clause: str
    consequence: Consequence
    decided_by: str
    ground: str
    owes: str = ""
    place: str = ""
    criterion: str = ""
    event: str = ""
    reading: str = ""
    read_as: tuple[ReadAs, ...] = ()

    def consequence_as(self, alternative: str | None) -> Consequence:
        """Return what follows as a charter reads the open question."""
        for each in self.read_as:
            if each.alternative == alternative:
                return each.consequence
        return self.consequence


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation that makes somebody immediate family."""

    id: str
    name: str
    clause: str
