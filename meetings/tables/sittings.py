"""The data model of meetings: who is called, and who comes."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from governance.tables import BodyRow, PaperRow, PersonRow

RESTRICT = OnDelete.restrict


class MeetingRow(Table, tablename="meeting"):
    """A meeting; `set_at` is when its time was last fixed, `changed_at` when the feed's event was.

    `sequence` counts the changes that calendars must notice; `uid` never changes.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    kind = Text(null=False)
    title = Text(null=False)
    state = Text(null=False)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=True, default=None)
    place = Text(null=False, default="")
    video = Text(null=False, default="")
    take_part = Text(null=False, default="")
    district = Text(null=False, default="")
    uid = Text(null=False)
    sequence = Integer(null=False, default=0)
    set_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    called_to_order_at = Timestamptz(null=True, default=None)
    adjourned_at = Timestamptz(null=True, default=None)
    cancelled_why = Text(null=False, default="")
    cancelled_for = Text(null=False, default="")
    presiding = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)


class NoticeRow(Table, tablename="notice"):
    """Notice given, or documents published; `given_at` is the moment of the deed itself.

    `claimed_at` is when somebody says that it was done on paper before; it proves nothing alone.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    kind = Text(null=False)
    channel = Text(null=False)
    given_at = Timestamptz(null=False, default=None)
    proof = Text(null=False, default="")
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    claimed_at = Timestamptz(null=True, default=None)
    recorded_by = Text(null=False, default="")


class AgendaItemRow(Table, tablename="agenda_item"):
    """One item of an agenda, in order of its number.

    Items with `consent` are taken together, by the motion `taken_by`, but for those that somebody
    pulled out. `came_from` is the item of an earlier meeting that is carried over. What is
    withdrawn stays, behind the others.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False)
    title = Text(null=False)
    kind = Text(null=False, default="")
    details = Text(null=False, default="")
    amount_cents = BigInt(null=True, default=None)
    consent = Boolean(null=False, default=False)
    pulled_by = Text(null=False, default="")
    pulled_at = Timestamptz(null=True, default=None)
    taken_by: ForeignKey[Table] = ForeignKey(
        LazyTableReference("MotionRow", module_path="meetings.tables.motions"),
        null=True,
        default=None,
        on_delete=RESTRICT,
    )
    came_from: ForeignKey["AgendaItemRow"] = ForeignKey(
        LazyTableReference("AgendaItemRow", module_path=__name__),
        null=True,
        default=None,
        on_delete=RESTRICT,
    )
    added_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_why = Text(null=False, default="")


class AttendanceRow(Table, tablename="attendance"):
    """One stay of a person in the room: [arrived_at, left_at)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    arrived_at = Timestamptz(null=False, default=None)
    left_at = Timestamptz(null=True, default=None)
    remote = Boolean(null=False, default=False)
    ground = Text(null=False, default="")


class StayCorrectionRow(Table, tablename="stay_correction"):
    """The times of a stay were set right: what they were and are, and why."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    attendance = ForeignKey(AttendanceRow, null=False, on_delete=RESTRICT)
    arrived_was = Timestamptz(null=False, default=None)
    left_was = Timestamptz(null=True, default=None)
    arrived_at = Timestamptz(null=False, default=None)
    left_at = Timestamptz(null=True, default=None)
    reason = Text(null=False)
    corrected_by = Text(null=False)
    corrected_at = Timestamptz(null=False, default=None)


class DisclosureRow(Table, tablename="disclosure"):
    """What binds a member to a party or a matter, from the day it was stated until it ended."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    relation = Text(null=False)
    party = Text(null=False)
    details = Text(null=False, default="")
    stated_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_why = Text(null=False, default="")


TABLES: tuple[type[Table], ...] = (
    MeetingRow,
    NoticeRow,
    AgendaItemRow,
    AttendanceRow,
    StayCorrectionRow,
    DisclosureRow,
)
