"""Tables from elsewhere on their way onto the record, and what was found in them."""

from piccolo.columns import (
    UUID,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.table import Table

from appointments.tables.seats import AppointmentRow
from governance.tables import BodyRow

RESTRICT = OnDelete.restrict


class ImportRow(Table, tablename="import_run"):
    """A table from elsewhere on its way onto the record; the file is forgotten once it is over."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    content = Text(null=False)
    file_name = Text(null=False)
    digest = Text(null=False)
    size = Integer(null=False)
    file = Bytea(null=True, default=None)
    choices = Text(null=False)
    state = Text(null=False)
    task = Text(null=False, default="")
    worker = Text(null=False, default="")
    stop_asked = Boolean(null=False, default=False)
    rows_all = Integer(null=False, default=0)
    rows_done = Integer(null=False, default=0)
    counts = Text(null=False, default="{}")
    outcome = Text(null=False, default="")
    by_account = UUID(null=True, default=None)
    by_name = Text(null=False)
    by_roles = Text(null=False)
    made_at = Timestamptz(null=False, default=None)
    beat_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class ImportRemarkRow(Table, tablename="import_remark"):
    """What was said of a row in the latest check, in the order of the rows."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    import_run = ForeignKey(ImportRow, null=False, on_delete=RESTRICT)
    place = Integer(null=False)
    row_number = Integer(null=False)
    column_name = Text(null=False)
    weight = Text(null=False)
    text = Text(null=False)
    clause = Text(null=False)
    answer = Text(null=False)


class ImportSubjectRow(Table, tablename="import_subject"):
    """What a row became; the chain's one entry for the import proves all of these together."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    import_run = ForeignKey(ImportRow, null=False, on_delete=RESTRICT)
    place = Integer(null=False)
    row_number = Integer(null=False)
    subject = Text(null=False)
    digest = Text(null=False)


class AppointmentFindingRow(Table, tablename="appointment_finding"):
    """What the law of its day said to an appointment that was taken in as history."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    appointment = ForeignKey(AppointmentRow, null=False, on_delete=RESTRICT)
    import_run = ForeignKey(ImportRow, null=False, on_delete=RESTRICT)
    answer = Text(null=False)
    reason = Text(null=False)
    clause = Text(null=False)
    law = Text(null=False)
    judged_on = Date(null=False, default=None)


class TermGridRow(Table, tablename="term_grid"):
    """Since when a body's terms lie on the grid, where its first board is not on the record."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    grid_since = Date(null=False, default=None)
    initial_since = Date(null=True, default=None)
    import_run = ForeignKey(ImportRow, null=False, on_delete=RESTRICT)


TABLES: tuple[type[Table], ...] = (
    ImportRow,
    ImportRemarkRow,
    ImportSubjectRow,
    AppointmentFindingRow,
    TermGridRow,
)
