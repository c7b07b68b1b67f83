"""The data model of the body in session: meetings, rolls, motions, votes, minutes."""

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

from governance.tables import BodyRow, PersonRow

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
    district = Text(null=False, default="")
    uid = Text(null=False)
    sequence = Integer(null=False, default=0)
    set_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    called_to_order_at = Timestamptz(null=True, default=None)
    adjourned_at = Timestamptz(null=True, default=None)
    cancelled_why = Text(null=False, default="")
    presiding = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)


class NoticeRow(Table, tablename="notice"):
    """Notice given, or documents published; `given_at` is the moment of the deed itself."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    kind = Text(null=False)
    channel = Text(null=False)
    given_at = Timestamptz(null=False, default=None)
    proof = Text(null=False, default="")


class AgendaItemRow(Table, tablename="agenda_item"):
    """One item of an agenda, in order of its number."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False)
    title = Text(null=False)
    kind = Text(null=False, default="")


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


class MotionRow(Table, tablename="motion"):
    """A motion; `entitled` is who was in office when it was put, `tally` what the close found."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    item = ForeignKey(AgendaItemRow, null=True, default=None, on_delete=RESTRICT)
    number = Integer(null=False)
    kind = Text(null=False)
    text = Text(null=False)
    mover = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    seconder = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    state = Text(null=False)
    moved_at = Timestamptz(null=False, default=None)
    put_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    entitled = JSON(null=False, default="[]")
    tally = JSON(null=False, default="null")
    outcome = Text(null=False, default="")
    diverges = Boolean(null=False, default=False)
    resolution = Text(null=False, default="")


class VoteRow(Table, tablename="vote"):
    """What one member said on one motion; it may change until the close."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    choice = Text(null=False)
    cast_at = Timestamptz(null=False, default=None)


class RecusalRow(Table, tablename="recusal"):
    """A member's disclosure, by which the member takes no part in one motion."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    relation = Text(null=False)
    reason = Text(null=False)
    declared_at = Timestamptz(null=False, default=None)


class MinutesRow(Table, tablename="minutes"):
    """One published version of a meeting's minutes; `lines` are its lines in order."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    version = Integer(null=False)
    lines = JSON(null=False, default="[]")
    published_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    MeetingRow,
    NoticeRow,
    AgendaItemRow,
    AttendanceRow,
    MotionRow,
    VoteRow,
    RecusalRow,
    MinutesRow,
)
