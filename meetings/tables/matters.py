"""The data model of matters: what is voted on, whom it concerns, which motions it led to."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz
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


class RecommendationRow(Table, tablename="recommendation"):
    """What the body recommends in a matter; public once it was sent, and unchanged from then on."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    matter = ForeignKey(MatterRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False)
    title = Text(null=False)
    text = Text(null=False)
    drafted_at = Timestamptz(null=False, default=None)
    sent_on = Date(null=True, default=None)
    acknowledged_on = Date(null=True, default=None)
    reply = Text(null=True, default=None)
    reply_text = Text(null=False, default="")
    answered_on = Date(null=True, default=None)
    expected_on = Date(null=True, default=None)
    progress = Text(null=False)
    progress_text = Text(null=False, default="")


TABLES: tuple[type[Table], ...] = (
    MatterRow,
    MatterPartyRow,
    MatterMotionRow,
    RecommendationRow,
)
