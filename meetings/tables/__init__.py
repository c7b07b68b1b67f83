"""The data model of the body in session, by what it is about."""

from meetings.tables import (
    agendas,
    committees,
    matters,
    minutes,
    motions,
    panels,
    proceedings,
    schedule,
    sittings,
)
from meetings.tables.agendas import (
    AgendaVersionRow,
    AttachmentRow,
    ExecutiveGuestRow,
    ExecutiveSessionRow,
)
from meetings.tables.committees import (
    CommitteeAmendmentRow,
    CommitteeMeetingRow,
    CommitteeReportRow,
    CommitteeRow,
    CommitteeSeatRow,
)
from meetings.tables.matters import MatterMotionRow, MatterPartyRow, MatterRow, RecommendationRow
from meetings.tables.minutes import (
    MinutesRow,
    MinutesSignatureRow,
    MinutesTextRow,
    SheetRow,
)
from meetings.tables.motions import (
    MotionRow,
    RecusalRow,
    VoteCorrectionRow,
    VoteRow,
    WordingRow,
)
from meetings.tables.panels import (
    AbsenceRow,
    PanelChoiceRow,
    PanelHearingRow,
    PanelPlaceRow,
    PanelRow,
)
from meetings.tables.proceedings import (
    AbsenceReportRow,
    CommentCloseRow,
    ExcuseRow,
    RecessRow,
    SpeakerRow,
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
    *agendas.TABLES,
    *minutes.TABLES,
    *schedule.TABLES,
    *proceedings.TABLES,
    *matters.TABLES,
    *panels.TABLES,
    *committees.TABLES,
)

__all__ = [
    "TABLES",
    "AbsenceReportRow",
    "AbsenceRow",
    "AgendaItemRow",
    "AgendaVersionRow",
    "AttachmentRow",
    "AttendanceRow",
    "CommentCloseRow",
    "CommitteeAmendmentRow",
    "CommitteeMeetingRow",
    "CommitteeReportRow",
    "CommitteeRow",
    "CommitteeSeatRow",
    "DisclosureRow",
    "ExcuseRow",
    "ExecutiveGuestRow",
    "ExecutiveSessionRow",
    "MailingRow",
    "MatterMotionRow",
    "MatterPartyRow",
    "MatterRow",
    "MediaContactRow",
    "MeetingChangeRow",
    "MeetingRow",
    "MinutesRow",
    "MinutesSignatureRow",
    "MinutesTextRow",
    "MotionRow",
    "NoticeRow",
    "PanelChoiceRow",
    "PanelHearingRow",
    "PanelPlaceRow",
    "PanelRow",
    "RecessRow",
    "RecommendationRow",
    "RecusalRow",
    "SheetRow",
    "SpeakerRow",
    "StayCorrectionRow",
    "SubscriptionRow",
    "VoteCorrectionRow",
    "VoteRow",
    "WordingRow",
]
