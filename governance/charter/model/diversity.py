"""What those who sit or apply are asked about themselves, and how little of it is told."""

from __future__ import annotations

from dataclasses import dataclass

from governance.charter.model.clauses import Alternative
from governance.days import ClockRule


@dataclass(frozen=True, slots=True)
class Question:
    """One characteristic that the law names; nobody has to choose any of the options."""

    id: str
    name: str
    text: str
    options: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Diversity:
    """Which characteristics are asked about, and when their figures may be told.

    Figures are told in steps of `threshold`, and none below it. A question is counted anew only
    after `changes` of its answers differ; releases lie `apart`. After `kept_years` an answer is
    forgotten.
    """

    clause: str
    threshold: int
    changes: int
    apart: ClockRule
    kept_years: int
    questions: tuple[Question, ...]
