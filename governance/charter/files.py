"""What may stand in a charter file and in a law file: their keys, at the top level."""

from __future__ import annotations

from dataclasses import dataclass

from governance.charter.model import (
    Acknowledgement,
    Applications,
    AttendanceRule,
    Authority,
    Clause,
    CommitteeDuty,
    Composition,
    Continuing,
    Contracts,
    Criterion,
    DirectorRule,
    Diversity,
    Ground,
    Holdover,
    HolidayRule,
    Identity,
    InitialBoard,
    LedgerRule,
    MatterKind,
    Meetings,
    MinutesRule,
    MotionKind,
    OathRule,
    Obligation,
    Office,
    PanelRule,
    PublicComment,
    QuorumRule,
    Reading,
    RecommendationRule,
    RecusalRule,
    Relation,
    RemovalRule,
    ResignationRule,
    RulesOfOrder,
    Schedule,
    Seat,
    Terms,
    Training,
    Vacancies,
    VoteTest,
    Voting,
)


@dataclass(frozen=True, slots=True)
class LawFile:
    """A law that many bodies share: what it says for each of them, unless a charter differs."""

    title: str
    clause: tuple[Clause, ...]
    holiday: tuple[HolidayRule, ...] = ()
    ground: tuple[Ground, ...] = ()
    criterion: tuple[Criterion, ...] = ()
    continuing: tuple[Continuing, ...] = ()
    test: tuple[VoteTest, ...] = ()
    motion: tuple[MotionKind, ...] = ()
    holdover: Holdover | None = None
    oath: OathRule | None = None
    resignation: ResignationRule | None = None
    meetings: Meetings | None = None
    committee_quorum: QuorumRule | None = None
    obligation: tuple[Obligation, ...] = ()


@dataclass(frozen=True, slots=True)
class CharterFile:
    """A body's own law; what it leaves out of `holdover` to `meetings` its laws must say."""

    body: Identity
    composition: Composition
    authority: tuple[Authority, ...]
    seat: tuple[Seat, ...]
    terms: Terms
    vacancies: Vacancies
    quorum: QuorumRule
    voting: Voting
    recusal: RecusalRule
    clause: tuple[Clause, ...]
    criterion: tuple[Criterion, ...] = ()
    continuing: tuple[Continuing, ...] = ()
    relation: tuple[Relation, ...] = ()
    office: tuple[Office, ...] = ()
    motion: tuple[MotionKind, ...] = ()
    order: RulesOfOrder | None = None
    obligation: tuple[Obligation, ...] = ()
    reading: tuple[Reading, ...] = ()
    initial_board: InitialBoard | None = None
    diversity: Diversity | None = None
    training: Training | None = None
    acknowledgement: tuple[Acknowledgement, ...] = ()
    removal: RemovalRule | None = None
    ground: tuple[Ground, ...] = ()
    holdover: Holdover | None = None
    oath: OathRule | None = None
    resignation: ResignationRule | None = None
    meetings: Meetings | None = None
    applications: Applications | None = None
    contracts: Contracts | None = None
    schedule: Schedule | None = None
    minutes: MinutesRule | None = None
    attendance: AttendanceRule | None = None
    public_comment: PublicComment | None = None
    panels: PanelRule | None = None
    recommendations: RecommendationRule | None = None
    matter: tuple[MatterKind, ...] = ()
    committee: tuple[CommitteeDuty, ...] = ()
    committee_quorum: QuorumRule | None = None
    director: DirectorRule | None = None
    ledger: LedgerRule | None = None
