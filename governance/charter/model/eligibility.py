"""What a person must be, or must not be, to take a seat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CriterionKind(StrEnum):
    """Which rule judges a criterion; each is a rule of this name."""

    RESIDENT_LONG_ENOUGH = "resident_long_enough"
    LIVES_IN_DISTRICT = "lives_in_district"
    NEVER_WITH_THE_DEPARTMENT = "never_with_the_department"
    ONLY_FORMER_OFFICER = "only_former_officer"
    NO_ELECTED_OFFICE = "no_elected_office"
    NO_INCUMBENT_FAMILY = "no_incumbent_family"
    NO_POLICE_LITIGATION = "no_police_litigation"
    OF_AGE_AND_CITIZEN = "of_age_and_citizen"
    NEVER_IN_LAW_ENFORCEMENT = "never_in_law_enforcement"
    NO_FAMILY_WITH_THE_DEPARTMENT = "no_family_with_the_department"
    NO_FAMILY_IN_CITY_OFFICE = "no_family_in_city_office"
    NO_PENDING_CLAIM = "no_pending_claim"


class Effect(StrEnum):
    """What follows when a criterion is not met."""

    HARD = "hard"
    WARNING = "warning"
    DISCRETION = "discretion"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the eligibility sheet.

    `months` and `years` reach back from the day of appointment; `at_once` is how many members
    may carry the mark at the same time; `place` and `employer` name what the text names.
    """

    id: str
    kind: CriterionKind
    text: str
    clause: str
    effect: Effect = Effect.HARD
    months: int | None = None
    years: int | None = None
    at_once: int | None = None
    age: int | None = None
    place: str = ""
    employer: str = ""
    family_too: bool = False
