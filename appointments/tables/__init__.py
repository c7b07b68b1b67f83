"""The data model of appointments, by what it is about."""

from appointments.tables import diversity, imports, seats, training
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
    *diversity.TABLES,
    *imports.TABLES,
    *training.TABLES,
)

__all__ = [
    "TABLES",
    "AcknowledgementRow",
    "AppointmentFindingRow",
    "AppointmentRow",
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
    "ImportRemarkRow",
    "ImportRow",
    "ImportSubjectRow",
    "LegislationRow",
    "NoticeProofRow",
    "PaperTextRow",
    "ProvisionRow",
    "RemovalRow",
    "ServiceRow",
    "TermGridRow",
    "TrainingRow",
    "VacancyNoticeRow",
    "VacancyRow",
]
