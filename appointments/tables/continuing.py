"""What was found where something that must stay true of a member was not."""

from piccolo.columns import UUID, Date, ForeignKey, OnDelete, Text
from piccolo.table import Table

from appointments.tables.seats import AppointmentRow
from governance.tables import BodyRow, FactRow, PersonRow

RESTRICT = OnDelete.restrict


class ConcernFindingRow(Table, tablename="concern_finding"):
    """What a person found where something that must stay true of a member was stated not to be."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    appointment = ForeignKey(AppointmentRow, null=False, on_delete=RESTRICT)
    lasting = Text(null=False)
    fact = ForeignKey(FactRow, null=False, on_delete=RESTRICT)
    outcome = Text(null=False)
    reason = Text(null=False)
    found_by = Text(null=False)
    found_on = Date(null=False, default=None)


TABLES: tuple[type[Table], ...] = (ConcernFindingRow,)
