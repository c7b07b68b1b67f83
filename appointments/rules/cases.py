"""What is known when a criterion is asked, and what its rule says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from governance.charter.findings import Answer
from governance.charter.model import Seat
from governance.rules.people import Fact, FactKind
from governance.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An authority's recorded decision on a matter of discretion."""

    criterion: str
    authority: str
    allowed: bool
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person before a seat on a day; before another office there is no seat.

    `marked` is how many other members then carry a mark of which the law allows only some;
    `decided_by` are the authorities whose discretion is asked, by id and name; `readings` how the
    charter reads open questions.
    """

    facts: Sequence[Fact]
    on: date
    seat: Seat | None = None
    marked: int = 0
    decided_by: tuple[tuple[str, str], ...] = ()
    decisions: Sequence[Decision] = ()
    readings: Mapping[str, str] = field(default_factory=dict)


class Said(NamedTuple):
    """What a criterion's own rule answers, and the fact behind it."""

    answer: Answer
    reason: Sentence
    fact: Fact | None = None
    decided_by: str = ""


Facts = Mapping[FactKind, Sequence[Fact]]
"""What is stated of a person, by kind."""


def attested(stated: Sequence[Fact], *, family_too: bool) -> Fact | None:
    """Return the statement that there is nothing else: for the person, and for family if asked."""
    own = family = None
    for fact in stated:
        if fact.none_else and fact.of_family:
            family = fact
        elif fact.none_else:
            own = fact
    return None if family_too and family is None else own
