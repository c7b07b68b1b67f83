"""The whole law of one body, as the rules read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from governance.charter.model.applications import Applications
from governance.charter.model.clauses import Clause, Reading
from governance.charter.model.committees import CommitteeDuty
from governance.charter.model.continuing import Continuing, Relation
from governance.charter.model.directors import DirectorRule
from governance.charter.model.diversity import Diversity
from governance.charter.model.eligibility import Criterion
from governance.charter.model.matters import MatterKind
from governance.charter.model.meetings import Contracts, Meetings, Schedule
from governance.charter.model.obligations import LedgerRule, Obligation
from governance.charter.model.officers import Office
from governance.charter.model.panels import PanelRule
from governance.charter.model.proceedings import AttendanceRule, MinutesRule, PublicComment
from governance.charter.model.recommendations import RecommendationRule
from governance.charter.model.seats import Authority, Composition, Identity, LegislationRule, Seat
from governance.charter.model.terms import Holdover, InitialBoard, Terms
from governance.charter.model.training import Acknowledgement, Training
from governance.charter.model.vacancies import (
    Ground,
    OathRule,
    RemovalRule,
    ResignationRule,
    Vacancies,
)
from governance.charter.model.voting import (
    Does,
    MotionKind,
    QuorumRule,
    RecusalRule,
    RulesOfOrder,
    VoteTest,
    Voting,
)
from governance.days import LegalCalendar
from governance.errors import NotFoundError
from governance.sentences import Sentence, say


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Named)


@dataclass(frozen=True, slots=True)
class LawText:
    """A law that the charter rests on; the digest is that of its file."""

    name: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a charter or law file."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Charter:
    """A body's law: its own file joined with the laws it names, in one version.

    `committee` is the name of a committee where this is the law of its meetings, not the body's.
    `places` tells for a path such as `seat.0.designated_by` where it stands; `digest` is the
    SHA-256 of the charter's own text and of its laws together.
    """

    body: Identity
    composition: Composition
    authorities: tuple[Authority, ...]
    seats: tuple[Seat, ...]
    terms: Terms
    eligibility: tuple[Criterion, ...]
    vacancies: Vacancies
    oath: OathRule
    resignation: ResignationRule
    grounds: tuple[Ground, ...]
    offices: tuple[Office, ...]
    quorum: QuorumRule
    voting: Voting
    motion_kinds: tuple[MotionKind, ...]
    recusal: RecusalRule
    order: RulesOfOrder
    meetings: Meetings
    obligations: tuple[Obligation, ...]
    readings: tuple[Reading, ...]
    clauses: tuple[Clause, ...]
    laws: tuple[LawText, ...]
    calendar: LegalCalendar
    digest: str
    continuing: tuple[Continuing, ...] = ()
    relations: tuple[Relation, ...] = ()
    initial_board: InitialBoard | None = None
    holdover: Holdover | None = None
    diversity: Diversity | None = None
    training: Training | None = None
    acknowledgements: tuple[Acknowledgement, ...] = ()
    removal: RemovalRule | None = None
    applications: Applications | None = None
    contracts: Contracts | None = None
    schedule: Schedule | None = None
    minutes: MinutesRule | None = None
    attendance: AttendanceRule | None = None
    public_comment: PublicComment | None = None
    panels: PanelRule | None = None
    recommendations: RecommendationRule | None = None
    matter_kinds: tuple[MatterKind, ...] = ()
    committees: tuple[CommitteeDuty, ...] = ()
    committee_quorum: QuorumRule | None = None
    committee: str = ""
    director: DirectorRule | None = None
    ledger: LedgerRule = field(default_factory=LedgerRule)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def place(self, path: str) -> Place:
        """Return where a path stands, or the nearest part around it."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.places.get("body", Place(self.body.slug, 1)))

    def seat(self, name: str) -> Seat:
        return _found(self.seats, name, say("There is no seat '{name}'.", name=name))

    def authority(self, name: str) -> Authority:
        return _found(self.authorities, name, say("There is no authority '{name}'.", name=name))

    def office(self, name: str) -> Office:
        return _found(self.offices, name, say("There is no office '{name}'.", name=name))

    def motion_kind(self, name: str) -> MotionKind:
        return _found(self.motion_kinds, name, say("There is no motion '{name}'.", name=name))

    def criterion(self, name: str) -> Criterion:
        return _found(self.eligibility, name, say("There is no criterion '{name}'.", name=name))

    def lasting(self, name: str) -> Continuing:
        unknown = say("There is nothing '{name}' that must stay true.", name=name)
        return _found(self.continuing, name, unknown)

    def obligation(self, name: str) -> Obligation:
        return _found(self.obligations, name, say("There is no duty '{name}'.", name=name))

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts of which seats are, by name."""
        return tuple(sorted({seat.district for seat in self.seats if seat.district}))

    def ground(self, name: str) -> Ground:
        return _found(self.grounds, name, say("There is no ground '{name}'.", name=name))

    def matter_kind(self, name: str) -> MatterKind:
        unknown = say("There is no kind of matter '{name}'.", name=name)
        return _found(self.matter_kinds, name, unknown)

    def reading(self, name: str) -> Reading:
        return _found(self.readings, name, say("There is no reading '{name}'.", name=name))

    def reads(self, name: str) -> str:
        """Return the alternative chosen for an open question."""
        return self.reading(name).chosen

    def clause(self, name: str) -> Clause:
        """Return the clause of this id, or the first one that is cited so."""
        for clause in self.clauses:
            if clause.id == name:
                return clause
        for clause in self.clauses:
            if clause.cite == name:
                return clause
        raise NotFoundError(say("There is no clause '{name}'.", name=name))

    @property
    def legislation(self) -> LegislationRule:
        """When the appointing authority's legislation is carried; every charter has one."""
        return next(each.appoints for each in self.authorities if each.appoints is not None)

    @property
    def appointing(self) -> Authority:
        return next(each for each in self.authorities if each.appoints is not None)

    def seats_of(self, authority: str) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.designated_by == authority)

    def kinds_that(self, does: Does) -> tuple[MotionKind, ...]:
        """Return the kinds of motion that do this."""
        return tuple(kind for kind in self.motion_kinds if kind.does is does)

    def tests_of(
        self, motion_kind: str, *, noticed: bool = False
    ) -> tuple[VoteTest, tuple[VoteTest, ...]]:
        """Return the test that decides this kind of motion, and those checked beside it.

        `noticed` is whether notice of the motion was given.
        """
        kind = self.motion_kind(motion_kind)
        own = kind.noticed_test if noticed and kind.noticed_test else kind.test
        decides = own or self.voting.decides
        beside = (name for name in self.voting.also_checked if name != decides)
        return self.voting.test(decides), tuple(self.voting.test(name) for name in beside)


def _found(things: Iterable[_Thing], name: str, missing: Sentence) -> _Thing:
    for thing in things:
        if thing.id == name:
            return thing
    raise NotFoundError(missing)
