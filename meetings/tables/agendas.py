"""The data model of agendas: documents, published versions; and of sessions behind closed doors."""

from piccolo.columns import (
    JSON,
    UUID,
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.table import Table

from governance.tables import BodyRow, PaperRow
from meetings.tables.motions import MotionRow
from meetings.tables.sittings import AgendaItemRow, MeetingRow

RESTRICT = OnDelete.restrict


class AttachmentRow(Table, tablename="attachment"):
    """A document of an item; a confidential one is for members and the board's office alone.

    What is withdrawn stays, with the reason.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    item = ForeignKey(AgendaItemRow, null=False, on_delete=RESTRICT)
    paper = ForeignKey(PaperRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False)
    confidential = Boolean(null=False, default=False)
    added_at = Timestamptz(null=False, default=None)
    added_by = Text(null=False)
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_why = Text(null=False, default="")


class AgendaVersionRow(Table, tablename="agenda_version"):
    """The agenda as it was published: its items, and what had changed since the one before."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    version = Integer(null=False)
    items = JSON(null=False, default="[]")
    changes = JSON(null=False, default="[]")
    published_at = Timestamptz(null=False, default=None)
    published_by = Text(null=False)


class ExecutiveSessionRow(Table, tablename="executive_session"):
    """A session behind closed doors; `votes` are the motions that were decided there.

    `formal_vote` is what was answered on the return, at `answered_at`.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=False, on_delete=RESTRICT)
    ground = Text(null=False)
    subject = Text(null=False)
    begun_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    formal_vote = Boolean(null=True, default=None)
    votes = JSON(null=False, default="[]")
    answered_at = Timestamptz(null=True, default=None)


class ExecutiveGuestRow(Table, tablename="executive_guest"):
    """Somebody who is no member and was let in, and why: [came_at, left_at)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    session = ForeignKey(ExecutiveSessionRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    why = Text(null=False)
    came_at = Timestamptz(null=False, default=None)
    left_at = Timestamptz(null=True, default=None)


TABLES: tuple[type[Table], ...] = (
    AttachmentRow,
    AgendaVersionRow,
    ExecutiveSessionRow,
    ExecutiveGuestRow,
)
