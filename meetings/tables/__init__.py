"""The data model of the body in session, by what it is about."""

from meetings.tables import minutes, motions, schedule, sittings
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
from meetings.tables.schedule import (
    MailingRow,
    MediaContactRow,
    MeetingChangeRow,
    SubscriptionRow,
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
    *schedule.TABLES,
)

__all__ = [
    "TABLES",
    "AgendaItemRow",
    "AttendanceRow",
    "DisclosureRow",
    "MailingRow",
    "MediaContactRow",
    "MeetingChangeRow",
    "MeetingRow",
    "MinutesRow",
    "MotionRow",
    "NoticeRow",
    "RecusalRow",
    "SheetRow",
    "StayCorrectionRow",
    "SubscriptionRow",
    "VoteCorrectionRow",
    "VoteRow",
    "WordingRow",
]
