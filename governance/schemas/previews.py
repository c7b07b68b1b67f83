"""What a change would do to everything that is computed from the record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from governance.audit import canonical, link
from governance.schemas.findings import FindingView
from governance.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that can be said of the record: of which part, of whom, what and how."""

    part: Sentence
    subject: str
    what: Sentence
    value: Sentence


Lines: TypeAlias = dict[tuple[str, str, str], Line]
"""What is said of the record, each line under a key that stays when its value changes."""


class Difference(Struct, frozen=True, kw_only=True):
    """One thing that would change: what is said of it now, and what would be."""

    part: str
    subject: str
    what: str
    before: str
    after: str


class Preview(Struct, frozen=True, kw_only=True):
    """Everything that a change would change, and what it would newly break.

    Whoever says yes sends `seen` back: if the record has moved meanwhile it is another one.
    What is `broken` stands in the way of a correction; of a new law it only tells.
    """

    seen: str
    changes: tuple[Difference, ...]
    broken: tuple[FindingView, ...] = ()


def preview_of(before: Lines, after: Lines, broken: Iterable[FindingView]) -> Preview:
    """Return the differences of two pictures, in the order of the parts."""
    changes = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        shown = new or old
        if shown is None or (old and new and str(old.value) == str(new.value)):
            continue
        changes.append(
            Difference(
                part=str(shown.part),
                subject=shown.subject,
                what=str(shown.what),
                before=str(old.value) if old else "",
                after=str(new.value) if new else "",
            )
        )
    changes.sort(key=lambda each: each.part)
    found = tuple(broken)
    told = [[*map(astuple, changes)], [[each.clause, each.reason] for each in found]]
    return Preview(seen=link(canonical(told)), changes=tuple(changes), broken=found)
