"""How people are chosen by secret ballot, outside the public body."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How ballots are marked and counted.

    Block vote: as many marks as there are places. Approval: any number of marks. Single
    transferable vote: an order of preference, counted by the Scottish rules of 2007.
    """

    BLOCK = "block"
    APPROVAL = "approval"
    STV = "stv"


class Electorate(StrEnum):
    """Who has a ballot: each representative, or each organization by one of them."""

    REPRESENTATIVES = "representatives"
    ORGANIZATIONS = "organizations"


class Standing(StrEnum):
    """Who may stand: those who represent an organization, or anyone."""

    REPRESENTATIVES = "representatives"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class CommitteeElection:
    """How an authority chooses its committee, where it does so by secret ballot."""

    method: Method
    voters: Electorate
    stands: Standing
    clause: str
