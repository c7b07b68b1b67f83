"""The data model of the body in session: meetings, rolls, motions, votes, minutes."""

from piccolo.columns import (
    JSON,
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from governance.tables import BodyRow, PersonRow

RESTRICT = OnDelete.restrict
SELF = LazyTableReference("MotionRow", module_path=__name__)


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
    ground = Text(null=False, default="")


class MotionRow(Table, tablename="motion"):
    """A motion; `entitled` is who was in office when it was put, `tally` what the close found.

    `text` is its present wording; earlier ones are rows of their own. `target` is the motion upon
    which it was made; `came_from` the earlier one that it takes up again. `proposed` are the words
    that an amendment or a division wants. `afterwards` tells what became of it later, by which
    motion; `touched_by` who did the last step.
    """

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
    target: ForeignKey["MotionRow"] = ForeignKey(SELF, null=True, default=None, on_delete=RESTRICT)
    came_from: ForeignKey["MotionRow"] = ForeignKey(
        SELF, null=True, default=None, on_delete=RESTRICT
    )
    about = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    proposed = Text(null=False, default="")
    noticed = Boolean(null=False, default=False)
    stated_at = Timestamptz(null=True, default=None)
    debate_closed = Boolean(null=False, default=False)
    until_day = Date(null=True, default=None)
    until_meeting = ForeignKey(MeetingRow, null=True, default=None, on_delete=RESTRICT)
    referred_to = Text(null=False, default="")
    afterwards = Text(null=False, default="")
    afterwards_by: ForeignKey["MotionRow"] = ForeignKey(
        SELF, null=True, default=None, on_delete=RESTRICT
    )
    touched_by = Text(null=False, default="")
    touched_at = Timestamptz(null=True, default=None)


class WordingRow(Table, tablename="wording"):
    """One version of a motion's words; `amendment` is what made it, none for the first."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=False, on_delete=RESTRICT)
    version = Integer(null=False)
    text = Text(null=False)
    amendment = ForeignKey(MotionRow, null=True, default=None, on_delete=RESTRICT)
    since = Timestamptz(null=False, default=None)


class VoteRow(Table, tablename="vote"):
    """What one member said on one motion; it may change until the close.

    `how` tells whether by the member's own hand, called out, or by unanimous consent.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    choice = Text(null=False)
    cast_at = Timestamptz(null=False, default=None)
    how = Text(null=False, default="own")


class VoteCorrectionRow(Table, tablename="vote_correction"):
    """A vote was set right after the close: what it was and is, why, and what that changed."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    was = Text(null=False)
    choice = Text(null=False)
    reason = Text(null=False)
    outcome_was = Text(null=False)
    outcome = Text(null=False)
    corrected_by = Text(null=False)
    corrected_at = Timestamptz(null=False, default=None)


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


class RecusalRow(Table, tablename="recusal_entry"):
    """A member stands aside from one item or one motion, or takes part again; the last counts."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    item = ForeignKey(AgendaItemRow, null=True, default=None, on_delete=RESTRICT)
    motion = ForeignKey(MotionRow, null=True, default=None, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    takes_part = Boolean(null=False, default=False)
    relation = Text(null=False)
    reason = Text(null=False)
    declared_at = Timestamptz(null=False, default=None)


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
    MeetingRow,
    NoticeRow,
    AgendaItemRow,
    AttendanceRow,
    MotionRow,
    WordingRow,
    VoteRow,
    VoteCorrectionRow,
    StayCorrectionRow,
    RecusalRow,
    DisclosureRow,
    MinutesRow,
    SheetRow,
)
