"""How somebody applies for a seat: what is asked, how it is judged, how long it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.days import ClockRule


class QuestionKind(StrEnum):
    """What an answer looks like."""

    LINE = "line"
    PROSE = "prose"
    YES_NO = "yes_no"
    DAY = "day"
    CHOICE = "choice"


class Stated(StrEnum):
    """Which kind of fact about a person an answer states."""

    EMPLOYMENT = "employment"
    OFFICE = "office"
    FAMILY = "family"
    LITIGATION = "litigation"
    BIRTH = "birth"
    CITIZENSHIP = "citizenship"


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """The fact that a yes states, or a day; `what` is the employer, the place or the suit."""

    kind: Stated
    what: str = ""
    of_family: bool = False
    law_enforcement: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationQuestion:
    """One question of the form; `details` is what to tell besides a yes."""

    id: str
    text: str
    kind: QuestionKind
    required: bool = False
    hint: str = ""
    details: str = ""
    choices: tuple[str, ...] = ()
    fact: AnswerFact | None = None
    basis_clause: str = ""


@dataclass(frozen=True, slots=True)
class RubricCriterion:
    """One thing that an interviewer scores."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """What interviewers score, each from the lowest to the highest number."""

    lowest: int
    highest: int
    criteria: tuple[RubricCriterion, ...]


@dataclass(frozen=True, slots=True)
class Applications:
    """The body's rules for applications.

    `link` is how long a mailed link is good; `look` by when a new application is looked at;
    `retention` how long one that did not lead to a seat is kept after it ended, `unsent` how
    long one that was never sent is kept after it was last saved.
    """

    clause: str
    consent: str
    closed_message: str
    link: ClockRule
    look: ClockRule
    retention: ClockRule
    unsent: ClockRule
    rubric: Rubric
    questions: tuple[ApplicationQuestion, ...] = ()
