"""Which number does a matter have, whom does it touch, and may it be settled?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from uuid import UUID

from governance.sentences import Sentence, say
from meetings.rules.recusals import Disclosed, is_named


class Status(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Sentence:
        match self:
            case Status.OPEN:
                return say("before the Board")
            case Status.DECIDED:
                return say("decided")
            case Status.WITHDRAWN:
                return say("withdrawn")


class Part(StrEnum):
    """What somebody has to do with a matter."""

    PARTY = "party"
    WITNESS = "witness"
    COUNSEL = "counsel"
    OTHER = "other"

    @property
    def words(self) -> Sentence:
        match self:
            case Part.PARTY:
                return say("a party")
            case Part.WITNESS:
                return say("a witness")
            case Part.COUNSEL:
                return say("counsel")
            case Part.OTHER:
                return say("somebody else concerned")


def tracking_number(year: int, number: int) -> str:
    """Return the number by which the public knows a matter: 2026-014."""
    return f"{year}-{number:03}"


def touched(disclosed: Iterable[Disclosed], parties: Collection[str], title: str) -> set[UUID]:
    """Return the members who disclosed something about a matter: one of its parties, or its title.

    The shorter of two names is enough: whoever disclosed "Roe" is touched by "Jane Roe", and
    the other way round.
    """
    return {
        each.person
        for each in disclosed
        if is_named(each.party, [*parties, title])
        or any(is_named(party, [each.party]) for party in parties)
    }
