"""What a charter says, as frozen facts; every parameter carries its clause."""

from governance.charter.model.applications import (
    AnswerFact,
    ApplicationQuestion,
    Applications,
    QuestionKind,
    Rubric,
    RubricCriterion,
    Stated,
)
from governance.charter.model.charter import Charter, LawText, Place
from governance.charter.model.clauses import Alternative, Clause, Kind, Reading
from governance.charter.model.continuing import (
    Consequence,
    Continuing,
    ContinuingKind,
    ReadAs,
    Relation,
)
from governance.charter.model.diversity import Diversity, Question
from governance.charter.model.eligibility import Criterion, CriterionKind, Effect
from governance.charter.model.meetings import Meetings, NoticeRule
from governance.charter.model.obligations import Every, Obligation, Recurrence
from governance.charter.model.officers import Office
from governance.charter.model.seats import (
    Authority,
    Composition,
    Identity,
    LegislationRule,
    NominationRule,
    Seat,
)
from governance.charter.model.terms import (
    Holdover,
    InitialBoard,
    RunningTerms,
    StaggerClass,
    TermLimit,
    Terms,
    TermsChange,
)
from governance.charter.model.training import Acknowledgement, Topic, Training
from governance.charter.model.vacancies import (
    DesignationRule,
    Ground,
    OathRule,
    Proof,
    Recipient,
    RemovalRule,
    ResignationRule,
    Vacancies,
)
from governance.charter.model.voting import (
    ChairVotes,
    MotionKind,
    Of,
    OnDivergence,
    QuorumRule,
    RecusalRule,
    Threshold,
    VoteTest,
    Voting,
)
from governance.days import ClockRule, LegalCalendar, MonthDay, Unit
from governance.holidays import HolidayKind, HolidayRule

__all__ = [
    "Acknowledgement",
    "Alternative",
    "AnswerFact",
    "ApplicationQuestion",
    "Applications",
    "Authority",
    "ChairVotes",
    "Charter",
    "Clause",
    "ClockRule",
    "Composition",
    "Consequence",
    "Continuing",
    "ContinuingKind",
    "Criterion",
    "CriterionKind",
    "DesignationRule",
    "Diversity",
    "Effect",
    "Every",
    "Ground",
    "Holdover",
    "HolidayKind",
    "HolidayRule",
    "Identity",
    "InitialBoard",
    "Kind",
    "LawText",
    "LegalCalendar",
    "LegislationRule",
    "Meetings",
    "MonthDay",
    "MotionKind",
    "NominationRule",
    "NoticeRule",
    "OathRule",
    "Obligation",
    "Of",
    "Office",
    "OnDivergence",
    "Place",
    "Proof",
    "Question",
    "QuestionKind",
    "QuorumRule",
    "ReadAs",
    "Reading",
    "Recipient",
    "Recurrence",
    "RecusalRule",
    "Relation",
    "RemovalRule",
    "ResignationRule",
    "Rubric",
    "RubricCriterion",
    "RunningTerms",
    "Seat",
    "StaggerClass",
    "Stated",
    "TermLimit",
    "Terms",
    "TermsChange",
    "Threshold",
    "Topic",
    "Training",
    "Unit",
    "Vacancies",
    "VoteTest",
    "Voting",
]
