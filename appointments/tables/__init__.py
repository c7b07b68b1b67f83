"""The data model of appointments, by what it is about."""

from appointments.tables import seats
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

TABLES = (*seats.TABLES,)

__all__ = [
    "TABLES",
    "AppointmentRow",
    "CorrectionRow",
    "CouncilVoteRow",
    "CouncilmemberRow",
    "DesignationRow",
    "DiscretionRow",
    "EndingRow",
    "LegislationRow",
    "NoticeProofRow",
    "PaperTextRow",
    "ProvisionRow",
    "RemovalRow",
    "ServiceRow",
    "VacancyNoticeRow",
    "VacancyRow",
]
