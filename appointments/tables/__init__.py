"""The data model of appointments, by what it is about."""

from appointments.tables import diversity, seats, training
from appointments.tables.diversity import (
    DiversityAnswerRow,
    DiversityGiverRow,
    DiversityInvitationRow,
    DiversityInvitedRow,
    DiversityOrderRow,
    DiversityReleaseRow,
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
from appointments.tables.training import AcknowledgementRow, TrainingRow

TABLES = (*seats.TABLES, *diversity.TABLES, *training.TABLES)

__all__ = [
    "TABLES",
    "AcknowledgementRow",
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
    "LegislationRow",
    "NoticeProofRow",
    "PaperTextRow",
    "ProvisionRow",
    "RemovalRow",
    "ServiceRow",
    "TrainingRow",
    "VacancyNoticeRow",
    "VacancyRow",
]
