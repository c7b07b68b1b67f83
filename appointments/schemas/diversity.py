"""Answers about oneself as they are given, and figures as they are told."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

Code = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9 -]*$")]
Answers = dict[str, str]
"""An option for each question; a question left out, or empty, is not answered."""


class Invitation(Struct, frozen=True, kw_only=True):
    """What lets its bearer answer once; it is shown once, and nobody keeps whose it is."""

    code: str


class Answering(Struct, frozen=True, kw_only=True):
    """What somebody with an invitation says."""

    invitation: Code
    answers: Answers


class Given(Struct, frozen=True, kw_only=True):
    """The code with which, and with which alone, the answers are changed or deleted."""

    code: str


class Changing(Struct, frozen=True, kw_only=True):
    """What somebody says in place of everything said before."""

    code: Code
    answers: Answers


class Deleting(Struct, frozen=True, kw_only=True):
    """The code of the answers that are to be deleted."""

    code: Code


class Done(Struct, frozen=True, kw_only=True):
    """Whether any answers are kept under the code from now on."""

    kept: bool


class OptionView(Struct, frozen=True, kw_only=True):
    """One of the options of a question."""

    id: str
    text: str


class QuestionView(Struct, frozen=True, kw_only=True):
    """What is asked; leaving it out is always an answer."""

    id: str
    name: str
    text: str
    options: tuple[OptionView, ...]


class Figure(Struct, frozen=True, kw_only=True):
    """How many chose an option, from the least to the most; neither for what is kept back."""

    option: str
    text: str
    at_least: int | None
    at_most: int | None


class FigureTable(Struct, frozen=True, kw_only=True):
    """The figures of one question, alone."""

    question: str
    name: str
    figures: tuple[Figure, ...]


class DiversityRelease(Struct, frozen=True, kw_only=True):
    """What was told on a day, for good."""

    number: int
    released_on: date
    tables: tuple[FigureTable, ...]
