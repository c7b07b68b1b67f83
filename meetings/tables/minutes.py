"""The data model of what is kept of a meeting: minutes and paper."""

from piccolo.columns import JSON, UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from governance.tables import BodyRow
from meetings.tables.sittings import MeetingRow

RESTRICT = OnDelete.restrict
MOTION = LazyTableReference("MotionRow", module_path="meetings.tables.motions")


class MinutesRow(Table, tablename="minutes"):
    """One published version of a meeting's minutes; `lines` are its lines in order.

    `about` says why it was published after an earlier one; `enters` is the motion whose corrections
    it puts in.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    version = Integer(null=False)
    lines = JSON(null=False, default="[]")
    published_at = Timestamptz(null=False, default=None)
    published_by = Text(null=False, default="")
    digest = Text(null=False, default="")
    about = Text(null=False, default="")
    enters: ForeignKey[Table] = ForeignKey(MOTION, null=True, default=None, on_delete=RESTRICT)


class MinutesTextRow(Table, tablename="minutes_text"):
    """What people wrote between the computed lines, as it is worked on; `passages` by line."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    revision = Integer(null=False)
    passages = JSON(null=False, default="[]")
    edited_by = Text(null=False)
    edited_at = Timestamptz(null=False, default=None)


class MinutesSignatureRow(Table, tablename="minutes_signature"):
    """A signature under one version, over the digest of what it said."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    minutes = ForeignKey(MinutesRow, null=False, on_delete=RESTRICT)
    title = Text(null=False)
    name = Text(null=False)
    digest = Text(null=False)
    signed_at = Timestamptz(null=False, default=None)


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
    MinutesTextRow,
    MinutesSignatureRow,
    SheetRow,
)
