"""The data model of the body in session, by what it is about."""

from meetings.tables import minutes, motions, sittings
from meetings.tables.minutes import (
    MinutesRow,
    SheetRow,
)
from meetings.tables.motions import (
    MotionRow,
    RecusalRow,
    VoteCorrectionRow,
    VoteRow,
    WordingRow,
)
from meetings.tables.sittings import (
    AgendaItemRow,
    AttendanceRow,
    DisclosureRow,
    MeetingRow,
    NoticeRow,
    StayCorrectionRow,
)

TABLES = (
    *sittings.TABLES,
    *motions.TABLES,
    *minutes.TABLES,
)

__all__ = [
    "TABLES",
    "AgendaItemRow",
    "AttendanceRow",
    "DisclosureRow",
    "MeetingRow",
    "MinutesRow",
    "MotionRow",
    "NoticeRow",
    "RecusalRow",
    "SheetRow",
    "StayCorrectionRow",
    "VoteCorrectionRow",
    "VoteRow",
    "WordingRow",
]
