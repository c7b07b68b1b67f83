"""The data model of matters: what is voted on, whom it concerns, which motions it led to."""

from piccolo.columns import UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import BodyRow
from meetings.tables.motions import MotionRow

RESTRICT = OnDelete.restrict


class MatterRow(Table, tablename="matter"):
    """A matter; its tracking number is the year's and its own, which the database gives."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    year = Integer(null=False)
    number = Integer(null=False)
    kind = Text(null=False)
    title = Text(null=False)
    summary = Text(null=False, default="")
    status = Text(null=False)
    outcome = Text(null=False, default="")
    opened_at = Timestamptz(null=False, default=None)
    closed_at = Timestamptz(null=True, default=None)


class MatterPartyRow(Table, tablename="matter_party"):
    """Whom a matter concerns, for conflicts alone: never shown to the public."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    matter = ForeignKey(MatterRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    part = Text(null=False)
    named_at = Timestamptz(null=False, default=None)
    struck_at = Timestamptz(null=True, default=None)


class MatterMotionRow(Table, tablename="matter_motion"):
    """A motion by which a matter was voted on; a motion is of one matter."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    matter = ForeignKey(MatterRow, null=False, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=False, on_delete=RESTRICT)
    linked_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (MatterRow, MatterPartyRow, MatterMotionRow)
