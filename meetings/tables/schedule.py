"""The data model of the schedule: how meetings moved, and who was told of them."""

from piccolo.columns import UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import BodyRow
from meetings.tables.sittings import MeetingRow

RESTRICT = OnDelete.restrict


class MeetingChangeRow(Table, tablename="meeting_change"):
    """A meeting was moved or called off: how it stood before, why, and by whom.

    `sequence` is what the meeting's became with the change.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    sequence = Integer(null=False)
    state_was = Text(null=False)
    state = Text(null=False)
    starts_was = Timestamptz(null=False, default=None)
    ends_was = Timestamptz(null=True, default=None)
    place_was = Text(null=False)
    video_was = Text(null=False)
    take_part_was = Text(null=False)
    reason = Text(null=False)
    changed_by = Text(null=False)
    changed_at = Timestamptz(null=False, default=None)


class MediaContactRow(Table, tablename="media_contact"):
    """A newsroom that notice is mailed to; who is taken off the list is forgotten."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    email = Text(null=False)
    folded_email = Text(null=False)
    added_by = Text(null=False)
    added_at = Timestamptz(null=False, default=None)


class SubscriptionRow(Table, tablename="subscription"):
    """An address that asked for notices, and confirmed it by a link; removed when it is ended."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    email = Text(null=False)
    folded_email = Text(null=False)
    link_nonce = Text(null=False)
    link_hash = Text(null=False)
    asked_at = Timestamptz(null=False, default=None)
    link_sent_at = Timestamptz(null=False, default=None)
    confirmed_at = Timestamptz(null=True, default=None)


class MailingRow(Table, tablename="mailing"):
    """Notice of a meeting, as it stood at a sequence, was mailed to somebody: once.

    `recipient` is a person, a newsroom or a subscription; the letter is about this row's id.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    sequence = Integer(null=False)
    audience = Text(null=False)
    recipient = UUID(null=False, default=None)
    mailed_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    MeetingChangeRow,
    MediaContactRow,
    SubscriptionRow,
    MailingRow,
)
