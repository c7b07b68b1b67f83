"""The data model of what is kept of a meeting: minutes and paper."""

from piccolo.columns import JSON, UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import BodyRow
from meetings.tables.sittings import MeetingRow

RESTRICT = OnDelete.restrict


class MinutesRow(Table, tablename="minutes"):
    """One published version of a meeting's minutes; `lines` are its lines in order."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    version = Integer(null=False)
    lines = JSON(null=False, default="[]")
    published_at = Timestamptz(null=False, default=None)


class SheetRow(Table, tablename="sheet"):
    """A roll-call sheet of paper that was taken in; `motions` are those that it decided."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    reason = Text(null=False)
    motions = JSON(null=False, default="[]")
    taken_in_by = Text(null=False)
    taken_in_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    MinutesRow,
    SheetRow,
)
