"""The data model of appointments, by what it is about."""

from appointments.tables import applications, continuing, diversity, imports, seats, training
from appointments.tables.applications import (
    ApplicationRow,
    CallRow,
    HeldUploadRow,
    ScoreRow,
    StepRow,
    TemplateRow,
)
from appointments.tables.continuing import ConcernFindingRow
from appointments.tables.diversity import (
    DiversityAnswerRow,
    DiversityGiverRow,
    DiversityInvitationRow,
    DiversityInvitedRow,
    DiversityOrderRow,
    DiversityReleaseRow,
)
from appointments.tables.imports import (
    AppointmentFindingRow,
    ImportRemarkRow,
    ImportRow,
    ImportSubjectRow,
    TermGridRow,
)
from appointments.tables.seats import (
    AppointmentRow,
    CorrectionRow,
    CouncilmemberRow,
    CouncilVoteRow,
    DesignationRow,
    DiscretionRow,
    EndingRow,
    LegislationRow,
    NoticeProofRow,
    PaperTextRow,
    ProvisionRow,
    RemovalRow,
    ServiceRow,
    VacancyNoticeRow,
    VacancyRow,
)
from appointments.tables.training import (
    AcknowledgementRow,
    TrainingRow,
)

TABLES = (
    *seats.TABLES,
    *applications.TABLES,
    *continuing.TABLES,
    *diversity.TABLES,
    *imports.TABLES,
    *training.TABLES,
)

__all__ = [
    "TABLES",
    "AcknowledgementRow",
    "ApplicationRow",
    "AppointmentFindingRow",
    "AppointmentRow",
    "CallRow",
    "ConcernFindingRow",
    "CorrectionRow",
    "CouncilVoteRow",
    "CouncilmemberRow",
    "DesignationRow",
    "DiscretionRow",
    "DiversityAnswerRow",
    "DiversityGiverRow",
    "DiversityInvitationRow",
    "DiversityInvitedRow",
    "DiversityOrderRow",
    "DiversityReleaseRow",
    "EndingRow",
    "HeldUploadRow",
    "ImportRemarkRow",
    "ImportRow",
    "ImportSubjectRow",
    "LegislationRow",
    "NoticeProofRow",
    "PaperTextRow",
    "ProvisionRow",
    "RemovalRow",
    "ScoreRow",
    "ServiceRow",
    "StepRow",
    "TemplateRow",
    "TermGridRow",
    "TrainingRow",
    "VacancyNoticeRow",
    "VacancyRow",
]
