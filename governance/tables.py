"""The data model of the ground: bodies and their law, the record, accounts, people, mail."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

RESTRICT = OnDelete.restrict


class BodyRow(Table, tablename="body"):
    """A board; `revision` counts its deeds."""

    id = UUID(primary_key=True)
    slug = Text(null=False)
    name = Text(null=False)
    timezone = Text(null=False)
    revision = BigInt(null=False, default=0)
    founded_at = Timestamptz(null=False, default=None)


class CharterRow(Table, tablename="charter"):
    """One version of a body's law, with the text of every law it rests on."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    in_force_since = Date(null=False, default=None)
    text = Text(null=False)
    laws = Text(null=False)
    digest = Text(null=False)
    adopted_at = Timestamptz(null=False, default=None)


class AuditRow(Table, tablename="audit"):
    """One link of a body's chain; `entry` is the canonical text that `digest` is the hash of."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    seq = BigInt(null=False)
    entry = Text(null=False)
    digest = Text(null=False)


class AuditSecretRow(Table, tablename="audit_secret"):
    """What proves a private value of an entry; `value` is emptied when it must be erased."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    seq = BigInt(null=False)
    field = Text(null=False)
    salt = Text(null=False)
    value = Text(null=False)


class IdempotencyRow(Table, tablename="idempotency"):
    """The answer that a deed with this key gave, so that a repeat gets the same."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    account = Text(null=False)
    key = Text(null=False)
    deed = Text(null=False)
    wish = Text(null=False)
    answer = Text(null=False)
    at = Timestamptz(null=False, default=None)


class PersonRow(Table, tablename="person"):
    """Someone known to a body; everything here is private until the law makes it public."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    folded_name = Text(null=False)
    email = Text(null=False, default="")
    phone = Text(null=False, default="")
    recorded_at = Timestamptz(null=False, default=None)
    merged_into: ForeignKey["PersonRow"] = ForeignKey(
        "self", null=True, default=None, on_delete=RESTRICT
    )


class PersonCorrectionRow(Table, tablename="person_correction"):
    """A name, an address or a number was mended: what stood there, what does now, why, by whom."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    field = Text(null=False)
    was = Text(null=False)
    became = Text(null=False)
    reason = Text(null=False)
    made_by = Text(null=False)
    made_at = Timestamptz(null=False, default=None)


class PersonMergeRow(Table, tablename="person_merge"):
    """Two records were found to be of one person; it can be undone, and stays readable."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    kept = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    merged = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    reason = Text(null=False)
    merged_by = Text(null=False)
    merged_at = Timestamptz(null=False, default=None)
    undone_why = Text(null=False, default="")
    undone_by = Text(null=False, default="")
    undone_at = Timestamptz(null=True, default=None)


class PersonMergeEntryRow(Table, tablename="person_merge_row"):
    """A row that a merge moved to the record that was kept."""

    id = UUID(primary_key=True)
    merge = ForeignKey(PersonMergeRow, null=False, on_delete=RESTRICT)
    source = Text(null=False)
    field = Text(null=False)
    entry = UUID(null=False, default=None)


class PersonApartRow(Table, tablename="person_apart"):
    """Two records that look alike were found to be of two people."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    one = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    other = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    reason = Text(null=False)
    told_by = Text(null=False)
    told_at = Timestamptz(null=False, default=None)


class PaperRow(Table, tablename="paper"):
    """A file that somebody handed in; once erased, only its size and its hash are known."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    media_type = Text(null=False)
    size = Integer(null=False)
    digest = Text(null=False)
    content = Bytea(null=True, default=None)
    kept_at = Timestamptz(null=False, default=None)
    erased_at = Timestamptz(null=True, default=None)


class FactRow(Table, tablename="fact"):
    """A dated fact about a person, who stated it and on what evidence; never overwritten."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    kind = Text(null=False)
    since = Date(null=True, default=None)
    until = Date(null=True, default=None)
    details = Text(null=False, default="{}")
    stated_by = Text(null=False)
    stated_on = Date(null=False, default=None)
    evidence = Text(null=False, default="")
    verified_by = Text(null=False, default="")
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_why = Text(null=False, default="")
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    verified_at = Timestamptz(null=True, default=None)


class AccountRow(Table, tablename="account"):
    """Someone who can sign in; what they may do stands in their grants."""

    id = UUID(primary_key=True)
    email = Text(null=False)
    name = Text(null=False)
    person = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    password_hash = Text(null=False)
    totp_secret = Text(null=False, default="")
    totp_confirmed = Boolean(null=False, default=False)
    totp_last_step = BigInt(null=False, default=0)
    failures = Integer(null=False, default=0)
    locked_until = Timestamptz(null=True, default=None)
    disabled_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)


class LookupRow(Table, tablename="lookup"):
    """Somebody looked at what is private of a person; never changed or removed."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    at = Timestamptz(null=False, default=None)
    account = ForeignKey(AccountRow, null=True, default=None, on_delete=RESTRICT)
    reader = Text(null=False)
    door = Text(null=False)
    what = Text(null=False)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    facts = Text(null=False)


class RecoveryCodeRow(Table, tablename="recovery_code"):
    """A code that replaces the second factor once."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, null=False, on_delete=RESTRICT)
    code_hash = Text(null=False)
    used_at = Timestamptz(null=True, default=None)


class SessionRow(Table, tablename="session"):
    """A sign-in that is still good; only the hash of its token is kept."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, null=False, on_delete=RESTRICT)
    token_hash = Text(null=False)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)


class TokenRow(Table, tablename="token"):
    """An API token; `scopes` are permissions, separated by spaces."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    token_hash = Text(null=False)
    scopes = Text(null=False)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class GrantRow(Table, tablename="role_grant"):
    """A role that an account has for a body on the days [since, until)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    account = ForeignKey(AccountRow, null=False, on_delete=RESTRICT)
    role = Text(null=False)
    authority = Text(null=False, default="")
    since = Date(null=False, default=None)
    until = Date(null=True, default=None)


class OutboxRow(Table, tablename="outbox"):
    """A letter that a deed wrote; delivered later, tried again when it fails."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    kind = Text(null=False)
    about = Text(null=False)
    recipient = Text(null=False)
    subject = Text(null=False)
    text = Text(null=False)
    unsubscribe = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    due_at = Timestamptz(null=False, default=None)
    attempts = Integer(null=False, default=0)
    sent_at = Timestamptz(null=True, default=None)
    given_up_at = Timestamptz(null=True, default=None)


class DeliveryRow(Table, tablename="delivery"):
    """One attempt to deliver a letter, and what came of it."""

    id = UUID(primary_key=True)
    letter = ForeignKey(OutboxRow, null=False, on_delete=RESTRICT)
    at = Timestamptz(null=False, default=None)
    delivered = Boolean(null=False)
    detail = Text(null=False)


class FulfilmentRow(Table, tablename="fulfilment"):
    """One entry of the ledger of duties: a part of a duty was done in a period, or set aside.

    `period` is the period's first day. An entry is never changed: one that `corrects` another
    takes its place.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    obligation = Text(null=False)
    period = Date(null=False, default=None)
    part = Text(null=False, default="")
    kind = Text(null=False)
    done_on = Date(null=True, default=None)
    done_by = Text(null=False, default="")
    link = Text(null=False, default="")
    remark = Text(null=False, default="")
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    confidential = Boolean(null=False, default=False)
    recorded_by = Text(null=False)
    recorded_at = Timestamptz(null=False, default=None)
    corrects: ForeignKey["FulfilmentRow"] = ForeignKey(
        LazyTableReference("FulfilmentRow", module_path=__name__),
        null=True,
        default=None,
        on_delete=RESTRICT,
    )
    why = Text(null=False, default="")


class JobRunRow(Table, tablename="job_run"):
    """A scheduled job's run for a day; there is at most one finished run a day."""

    id = UUID(primary_key=True)
    job = Text(null=False)
    day = Date(null=False, default=None)
    started_at = Timestamptz(null=False, default=None)
    finished_at = Timestamptz(null=True, default=None)
    outcome = Text(null=False, default="")


TABLES: tuple[type[Table], ...] = (
    BodyRow,
    CharterRow,
    AuditRow,
    AuditSecretRow,
    IdempotencyRow,
    PersonRow,
    PersonCorrectionRow,
    PersonMergeRow,
    PersonMergeEntryRow,
    PersonApartRow,
    FactRow,
    AccountRow,
    LookupRow,
    RecoveryCodeRow,
    SessionRow,
    TokenRow,
    GrantRow,
    OutboxRow,
    DeliveryRow,
    PaperRow,
    FulfilmentRow,
    JobRunRow,
)
