"""What members learned, and what they signed."""

from piccolo.columns import UUID, Date, ForeignKey, OnDelete, Text
from piccolo.table import Table

from appointments.tables.seats import AppointmentRow
from governance.tables import BodyRow, PaperRow, PersonRow

RESTRICT = OnDelete.restrict


class TrainingRow(Table, tablename="training"):
    """A member completed a topic on a day, as somebody stated and perhaps somebody verified."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    topic = Text(null=False)
    completed_on = Date(null=False, default=None)
    evidence = Text(null=False, default="")
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    stated_by = Text(null=False)
    stated_on = Date(null=False, default=None)
    verified_by = Text(null=False, default="")
    verified_on = Date(null=True, default=None)
    withdrawn_on = Date(null=True, default=None)
    withdrawn_why = Text(null=False, default="")


class AcknowledgementRow(Table, tablename="acknowledgement"):
    """What a member signed for the term of an appointment."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    appointment = ForeignKey(AppointmentRow, null=False, on_delete=RESTRICT)
    kind = Text(null=False)
    acknowledged_on = Date(null=False, default=None)
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    remark = Text(null=False, default="")
    recorded_by = Text(null=False)
    recorded_on = Date(null=False, default=None)
    withdrawn_on = Date(null=True, default=None)
    withdrawn_why = Text(null=False, default="")


TABLES: tuple[type[Table], ...] = (TrainingRow, AcknowledgementRow)
