"""Which records may be of one and the same person, and what speaks for it?

Nothing is merged for being alike; a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from rapidfuzz import fuzz

from governance.sentences import Sentence, say

ALIKE = 88
"""How alike two names must be, of 100, to be shown for their names alone."""
RATHER_ALIKE = 60
"""How alike they must be if the day of birth is the same."""
DIGITS = 7
"""The last digits of a phone number that are compared; what comes before is often left out."""
CROWD = 60
"""A beginning of names shared by more records than this tells nothing, and is not compared."""
_BEGINNING = 3
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters whose marks are a part of them, and which are written without as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is compared of a person's record."""

    id: UUID
    name: str
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records, how alike their names are of 100, and what speaks for one person."""

    one: Known
    other: Known
    alike: int
    why: tuple[Sentence, ...]

    @property
    def weight(self) -> int:
        """Return by what the likeliest come first."""
        return self.alike + 100 * (len(self.why) - 1)


def likely_pairs(people: Iterable[Known]) -> list[Likeness]:
    """Return the pairs that may be of one person, the likeliest first.

    Only records with something in common are compared, so that many can be.
    """
    known = list(people)
    plain = {each.id: plain_name(each.name) for each in known}
    found: dict[tuple[UUID, UUID], Likeness] = {}
    for one, other in _neighbours(known, plain):
        pair = (one.id, other.id)
        if pair not in found and (likeness := _likeness(one, other, plain)) is not None:
            found[pair] = likeness
    return sorted(found.values(), key=lambda each: (-each.weight, each.one.name, each.other.name))


def plain_name(name: str) -> str:
    """Return a name without marks on its letters, small, as names are compared."""
    split = unicodedata.normalize("NFKD", name)
    bare = "".join(each for each in split if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", bare.casefold().translate(_WHOLE_LETTERS)))


def plain_phone(number: str) -> str:
    """Return the digits of a number that tell it from others; nothing for too short a one."""
    digits = re.sub(r"\D", "", number)
    return digits[-DIGITS:] if len(digits) >= DIGITS else ""


def _neighbours(known: Sequence[Known], plain: dict[UUID, str]) -> Iterator[tuple[Known, Known]]:
    """Yield the pairs that have something in common, in the order in which they are known."""
    groups: defaultdict[Hashable, list[Known]] = defaultdict(list)
    for each in known:
        for email in each.emails:
            groups["email", email].append(each)
        for phone in each.phones:
            groups["phone", phone].append(each)
        if each.born is not None:
            groups["born", each.born].append(each)
        for word in set(plain[each.id].split()):
            groups["name", word[:_BEGINNING]].append(each)
    for group in groups.values():
        if len(group) <= CROWD:
            yield from combinations(group, 2)


def _likeness(one: Known, other: Known, plain: dict[UUID, str]) -> Likeness | None:
    alike = round(fuzz.token_sort_ratio(plain[one.id], plain[other.id]))
    why = []
    if alike >= ALIKE:
        why.append(say("The names are alike."))
    if one.emails & other.emails:
        why.append(say("The e-mail address is the same."))
    if one.phones & other.phones:
        why.append(say("The phone number is the same."))
    if one.born is not None and one.born == other.born and (why or alike >= RATHER_ALIKE):
        why.append(say("The day of birth is the same."))
    return Likeness(one, other, alike, tuple(why)) if why else None
