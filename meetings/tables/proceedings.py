"""The data model of what goes on beside the motions: recesses, excuses, who speaks."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import BodyRow, PersonRow
from meetings.tables.sittings import MeetingRow

RESTRICT = OnDelete.restrict


class RecessRow(Table, tablename="recess"):
    """One interruption of a meeting: [began_at, ended_at)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    began_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class ExcuseRow(Table, tablename="excuse"):
    """An absence was excused; the reason is private."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    reason = Text(null=False)
    excused_by = Text(null=False)
    excused_at = Timestamptz(null=False, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class AbsenceReportRow(Table, tablename="absence_report"):
    """What a rule asks for after too many absences was done; `meeting` is the last one missed."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    note = Text(null=False)
    reported_by = Text(null=False)
    reported_at = Timestamptz(null=False, default=None)


class SpeakerRow(Table, tablename="speaker"):
    """Somebody of the public who wants to be heard: the name as given, the contact private."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False)
    name = Text(null=False)
    topic = Text(null=False, default="")
    contact = Text(null=False, default="")
    at_the_door = Boolean(null=False, default=False)
    state = Text(null=False)
    signed_up_at = Timestamptz(null=False, default=None)
    called_at = Timestamptz(null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)
    erased_at = Timestamptz(null=True, default=None)


class CommentCloseRow(Table, tablename="comment_close"):
    """The list of those who want to speak was closed by hand."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    closed_by = Text(null=False)
    closed_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    RecessRow,
    ExcuseRow,
    AbsenceReportRow,
    SpeakerRow,
    CommentCloseRow,
)
