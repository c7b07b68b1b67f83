"""The data model of committees: who is on them, when they meet, what they report."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import BodyRow, PersonRow
from meetings.tables.sittings import MeetingRow

RESTRICT = OnDelete.restrict


class CommitteeRow(Table, tablename="committee"):
    """A committee on the days [since, until); `duty` is that of the charter which it fulfils.

    `places` is how many it has in all, filled or not; without it, as many as were put on it.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    standing = Text(null=False)
    duty = Text(null=False, default="")
    charge = Text(null=False)
    since = Date(null=False, default=None)
    until = Date(null=True, default=None)
    places = Integer(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    closed_why = Text(null=False, default="")


class CommitteeSeatRow(Table, tablename="committee_seat"):
    """A member of the body on a committee."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    committee = ForeignKey(CommitteeRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    chairs = Boolean(null=False, default=False)
    seated_at = Timestamptz(null=False, default=None)
    released_at = Timestamptz(null=True, default=None)


class CommitteeMeetingRow(Table, tablename="committee_meeting"):
    """A meeting that is a committee's."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    committee = ForeignKey(CommitteeRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)


class CommitteeReportRow(Table, tablename="committee_report"):
    """What a committee reported to the body."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    committee = ForeignKey(CommitteeRow, null=False, on_delete=RESTRICT)
    title = Text(null=False)
    text = Text(null=False)
    reported_at = Timestamptz(null=False, default=None)


class CommitteeAmendmentRow(Table, tablename="committee_amendment"):
    """A change of a committee: the charge and the places that it had until then."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    committee = ForeignKey(CommitteeRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False, default=None)
    charge = Text(null=False)
    places = Integer(null=True, default=None)
    decision = Text(null=False)
    amended_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    CommitteeRow,
    CommitteeSeatRow,
    CommitteeMeetingRow,
    CommitteeReportRow,
    CommitteeAmendmentRow,
)
