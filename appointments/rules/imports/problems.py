"""What there is to say about a row of a table, in words, with its column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.sentences import Sentence


class Weight(StrEnum):
    """How much a remark weighs: an error lets nothing in, a breach goes on the record."""

    ERROR = "error"
    DIFFERENCE = "difference"
    WARNING = "warning"
    FINDING = "finding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about one row; `column` is the field, empty for the whole row.

    Row 0 is the table as a whole.
    """

    row: int
    column: str = ""
    weight: Weight
    text: Sentence
    clause: str = ""
    answer: Answer | None = None


def error(row: int, column: str, text: Sentence, clause: str = "") -> Remark:
    """Return a remark because of which nothing of the table is taken in."""
    return Remark(row=row, column=column, weight=Weight.ERROR, text=text, clause=clause)


def warning(row: int, column: str, text: Sentence) -> Remark:
    """Return a remark on what was understood in one of several ways."""
    return Remark(row=row, column=column, weight=Weight.WARNING, text=text)


def difference(row: int, column: str, text: Sentence) -> Remark:
    """Return a remark on a row that says otherwise than the record, which stays as it is."""
    return Remark(row=row, column=column, weight=Weight.DIFFERENCE, text=text)


def breach(row: int, finding: Finding) -> Remark:
    """Return a remark on what the law of its day says to a row."""
    return Remark(
        row=row,
        weight=Weight.FINDING,
        text=finding.reason,
        clause=finding.clause,
        answer=finding.answer,
    )
