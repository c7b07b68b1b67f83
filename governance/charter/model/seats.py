"""Which seats a body has, who designates for them and who appoints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.charter.model.choosing import CommitteeElection
from governance.charter.model.voting import Threshold
from governance.days import ClockRule


@dataclass(frozen=True, slots=True)
class Identity:
    """Which body this is, where its law comes from and since when it is in force.

    `office` is the kind of office that its members hold, where a law tells kinds apart.
    """

    slug: str
    name: str
    jurisdiction: str
    timezone: str
    source: str
    in_force_since: date
    laws: tuple[str, ...] = ()
    link: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """How many seats the law gives the body, and how many of them each authority fills."""

    seats: int
    designated: tuple[tuple[str, int], ...]
    clause: str


@dataclass(frozen=True, slots=True)
class LegislationRule:
    """When an appointing authority's legislation is carried; `size` is its own whole number."""

    size: int
    threshold: Threshold
    clause: str
    majority_clause: str


@dataclass(frozen=True, slots=True)
class MembershipRule:
    """An authority made of organizations: how many representatives each may have at a time."""

    representatives: int
    clause: str


@dataclass(frozen=True, slots=True)
class CommitteeRule:
    """Who acts for an authority: how many people, how many can act, how many must agree."""

    size: int
    quorum: Threshold
    passes: Threshold
    clause: str


@dataclass(frozen=True, slots=True)
class NominationRule:
    """How many names a nominating authority gives for a seat, and how soon it replaces them.

    `screening_clause` asks for finalists and for the authority's own meeting about them;
    `later_clause` says what later rounds follow; `consent` is what a nominee agrees to.
    """

    slate: int
    replacement: ClockRule
    clause: str
    rejection_clause: str
    call_clause: str
    screening_clause: str
    later_clause: str
    membership: MembershipRule
    committee: CommitteeRule
    consent: str
    embargo_clause: str = ""
    committee_election: CommitteeElection | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may designate for a seat. `colour` picks one of the page's authority colours."""

    id: str
    name: str
    colour: int
    appoints: LegislationRule | None = None
    nominates: NominationRule | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One place of the body; exists whether or not a person sits in it.

    `stagger_years` is the length of the first staggered term, None where terms were never
    staggered. A seat without a term ends only as a vacancy does.
    """

    id: str
    name: str
    designated_by: str
    clause: str
    district: str = ""
    stagger_years: int | None = None
    has_term: bool = True
