"""Why a deed was refused; the doors alone know which status each becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from governance.sentences import Sentence, one_by_one

if TYPE_CHECKING:  # findings raise these errors, so they stand above this module
    from governance.charter.findings import Finding


class GovernanceError(Exception):
    """The rules or the records do not allow this."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


class NotFoundError(GovernanceError):
    """There is no such thing, or nobody here may know of it."""


class NotAllowedError(GovernanceError):
    """This account may not do this deed; `signed_in` says whether anybody is signed in."""

    def __init__(self, reason: Sentence, *, signed_in: bool = True) -> None:
        super().__init__(reason)
        self.signed_in = signed_in


class OutOfOrderError(GovernanceError):
    """The record is not in a state for this deed, or somebody was faster: `by` whom, and when."""

    def __init__(self, reason: Sentence, *, by: str = "", at: datetime | None = None) -> None:
        super().__init__(reason)
        self.by = by
        self.at = at


class RuleBrokenError(GovernanceError):
    """The law does not allow this; carries every finding that stands in the way."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(one_by_one(each.reason for each in self.findings))

    def __str__(self) -> str:
        return " ".join(f"{each.reason} ({each.clause})" for each in self.findings)


class BadInputError(GovernanceError):
    """What was sent cannot be read; says for each field what is wrong with it."""

    def __init__(self, fields: Mapping[str, Sentence]) -> None:
        self.fields = dict(fields)
        super().__init__(one_by_one(self.fields.values()))

    def __str__(self) -> str:
        return " ".join(f"{field}: {message}" for field, message in self.fields.items())
