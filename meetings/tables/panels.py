"""The data model of hearing panels: who sits on them, who was chosen and why, who is away."""

from piccolo.columns import JSON, UUID, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import BodyRow, PersonRow
from meetings.tables.matters import MatterRow
from meetings.tables.sittings import MeetingRow

RESTRICT = OnDelete.restrict


class PanelRow(Table, tablename="panel"):
    """A panel for one matter: sitting, or ended after it heard it, or without."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    matter = ForeignKey(MatterRow, null=False, on_delete=RESTRICT)
    hearing_on = Date(null=False, default=None)
    state = Text(null=False)
    assembled_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_why = Text(null=False, default="")


class PanelChoiceRow(Table, tablename="panel_choice"):
    """One choice of the rotation; `lines` say of each member why taken or why not."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    panel = ForeignKey(PanelRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False)
    chosen_at = Timestamptz(null=False, default=None)
    lines = JSON(null=False, default="[]")


class PanelPlaceRow(Table, tablename="panel_place"):
    """A place on a panel; `choice` is the number of the choice that gave it.

    Whoever left gives the turn back.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    panel = ForeignKey(PanelRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    authority = Text(null=False)
    choice = Integer(null=False)
    names_chair = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    left_at = Timestamptz(null=True, default=None)
    left_why = Text(null=False, default="")


class PanelHearingRow(Table, tablename="panel_hearing"):
    """A meeting at which a panel hears its matter."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    panel = ForeignKey(PanelRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)


class AbsenceRow(Table, tablename="absence"):
    """The days [since, until) on which a member cannot come."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    since = Date(null=False, default=None)
    until = Date(null=False, default=None)
    stated_at = Timestamptz(null=False, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


TABLES: tuple[type[Table], ...] = (
    PanelRow,
    PanelChoiceRow,
    PanelPlaceRow,
    PanelHearingRow,
    AbsenceRow,
)
