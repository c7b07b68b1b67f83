"""The data model of motions: their words, their votes, who takes no part."""

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
from meetings.tables.sittings import AgendaItemRow, MeetingRow

RESTRICT = OnDelete.restrict
SELF = LazyTableReference("MotionRow", module_path=__name__)
MINUTES = LazyTableReference("MinutesRow", module_path="meetings.tables.minutes")


class MotionRow(Table, tablename="motion"):
    """A motion; `entitled` is who was in office when it was put, `tally` what the close found.

    `text` is its present wording; earlier ones are rows of their own. `target` is the motion upon
    which it was made; `came_from` the earlier one that it takes up again. `proposed` are the words
    that an amendment or a division wants. `afterwards` tells what became of it later, by which
    motion; `minutes` is the version that it approves; `touched_by` who did the last step. `ground`
    and `subject` are those on which it would close the meeting.
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
    ground = Text(null=False, default="")
    subject = Text(null=False, default="")
    afterwards = Text(null=False, default="")
    afterwards_by: ForeignKey["MotionRow"] = ForeignKey(
        SELF, null=True, default=None, on_delete=RESTRICT
    )
    minutes: ForeignKey[Table] = ForeignKey(MINUTES, null=True, default=None, on_delete=RESTRICT)
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


TABLES: tuple[type[Table], ...] = (
    MotionRow,
    WordingRow,
    VoteRow,
    VoteCorrectionRow,
    RecusalRow,
)
