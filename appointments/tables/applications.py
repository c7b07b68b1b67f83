"""The data model of calls and applications."""

from piccolo.columns import UUID, Boolean, Bytea, Date, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import BodyRow, PaperRow, PersonRow

RESTRICT = OnDelete.restrict


class CallRow(Table, tablename="application_call"):
    """A public invitation to apply; `closes_at` is the moment at which its closing day is over."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    title = Text(null=False)
    text = Text(null=False)
    closed_message = Text(null=False)
    seats = Text(null=False)
    questions = Text(null=False)
    rubric = Text(null=False)
    opens_on = Date(null=False, default=None)
    closes_on = Date(null=True, default=None)
    closes_at = Timestamptz(null=True, default=None)
    published_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)


class ApplicationRow(Table, tablename="application"):
    """What somebody wrote for a call; emptied of everything private once it is erased."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    call = ForeignKey(CallRow, null=False, on_delete=RESTRICT)
    state = Text(null=False)
    state_since = Date(null=False, default=None)
    name = Text(null=False)
    email = Text(null=False)
    folded_email = Text(null=False)
    phone = Text(null=False)
    place = Text(null=False)
    address = Text(null=False)
    district = Text(null=False)
    resident_since = Date(null=True, default=None)
    answers = Text(null=False)
    resume = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    consented_at = Timestamptz(null=True, default=None)
    link_nonce = Text(null=False)
    link_hash = Text(null=False)
    link_until = Timestamptz(null=False, default=None)
    link_sent_at = Timestamptz(null=False, default=None)
    begun_at = Timestamptz(null=False, default=None)
    saved_at = Timestamptz(null=False, default=None)
    sent_at = Timestamptz(null=True, default=None)
    forwarded_on = Date(null=True, default=None)
    person = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    person_is_new = Boolean(null=False, default=False)
    erased_at = Timestamptz(null=True, default=None)


class StepRow(Table, tablename="application_step"):
    """An application came to a state: when, through whom, with what note."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    application = ForeignKey(ApplicationRow, null=False, on_delete=RESTRICT)
    state = Text(null=False)
    taken_at = Timestamptz(null=False, default=None)
    taken_by = Text(null=False)
    note = Text(null=False)


class ScoreRow(Table, tablename="application_score"):
    """What one person scored, each alone."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    application = ForeignKey(ApplicationRow, null=False, on_delete=RESTRICT)
    scored_by = Text(null=False)
    scorer = Text(null=False)
    scores = Text(null=False)
    note = Text(null=False)
    scored_at = Timestamptz(null=False, default=None)


class TemplateRow(Table, tablename="application_template"):
    """A letter to applicants as the clerk keeps it, with named placeholders."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    subject = Text(null=False)
    text = Text(null=False)


class HeldUploadRow(Table, tablename="held_upload"):
    """A file of a form that was refused, kept for a day so that it need not be chosen again."""

    id = UUID(primary_key=True)
    token_hash = Text(null=False)
    name = Text(null=False)
    content = Bytea(null=False)
    held_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    CallRow,
    ApplicationRow,
    StepRow,
    ScoreRow,
    TemplateRow,
    HeldUploadRow,
)
