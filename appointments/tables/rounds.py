"""The data model of nomination rounds: who names, who is named, what was answered."""

from piccolo.columns import JSON, UUID, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from governance.tables import AccountRow, BodyRow, PaperRow, PersonRow

RESTRICT = OnDelete.restrict


class OrganizationRow(Table, tablename="organization"):
    """An organization that belongs to a nominating authority on the days [joined_on, left_on)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    authority = Text(null=False)
    name = Text(null=False)
    contact = Text(null=False, default="")
    email = Text(null=False, default="")
    joined_on = Date(null=False, default=None)
    left_on = Date(null=True, default=None)


class RepresentativeRow(Table, tablename="representative"):
    """A person speaks for an organization on the days [since, until)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    organization = ForeignKey(OrganizationRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    since = Date(null=False, default=None)
    until = Date(null=True, default=None)


class CommitteeMemberRow(Table, tablename="committee_member"):
    """A person acts in a nominating authority's committee on the days [since, until)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    authority = Text(null=False)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    chosen_on = Date(null=False, default=None)
    chosen_how = Text(null=False, default="")
    since = Date(null=False, default=None)
    until = Date(null=True, default=None)


class RoundRow(Table, tablename="nomination_round"):
    """One call for nominees, from its draft to its close; `since` is where its clocks start."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    authority = Text(null=False)
    kind = Text(null=False)
    title = Text(null=False)
    text = Text(null=False, default="")
    settings = JSON(null=False, default="{}")
    opens_on = Date(null=True, default=None)
    closes_on = Date(null=True, default=None)
    since = Date(null=False, default=None)
    follows: ForeignKey["RoundRow"] = ForeignKey(
        "self", null=True, default=None, on_delete=RESTRICT
    )
    step = Text(null=False)
    called_again_at = Timestamptz(null=True, default=None)


class RoundStepRow(Table, tablename="round_step"):
    """A step of a round was taken: when, by whom, with which document."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
    step = Text(null=False)
    at = Timestamptz(null=False, default=None)
    by = Text(null=False)
    note = Text(null=False, default="")
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)


class RoundSeatRow(Table, tablename="round_seat"):
    """A seat for which a round is held, and what became of it."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    outcome = Text(null=False)
    settled_on = Date(null=True, default=None)


class NomineeRow(Table, tablename="nominee"):
    """A person before a round: who named them, whether they agree, how far they came."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    source = Text(null=False)
    organization = ForeignKey(OrganizationRow, null=True, default=None, on_delete=RESTRICT)
    nominated_by = Text(null=False, default="")
    statement = Text(null=False, default="")
    relatives = Text(null=False, default="")
    consent_hash = Text(null=False, default="")
    consented_at = Timestamptz(null=True, default=None)
    state = Text(null=False)
    entered_at = Timestamptz(null=False, default=None)


class NominationRow(Table, tablename="nomination"):
    """What somebody wrote to name a nominee; emptied of everything private once it is erased."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
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
    statement = Text(null=False)
    family = Text(null=False)
    family_read_at = Timestamptz(null=True, default=None)
    answers = Text(null=False)
    organization = ForeignKey(OrganizationRow, null=True, default=None, on_delete=RESTRICT)
    representative = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    nominator = Text(null=False)
    nominator_email = Text(null=False)
    reason = Text(null=False)
    link_nonce = Text(null=False)
    link_hash = Text(null=False)
    link_until = Timestamptz(null=False, default=None)
    link_sent_at = Timestamptz(null=False, default=None)
    written_at = Timestamptz(null=False, default=None)
    consented_at = Timestamptz(null=True, default=None)
    nominee = ForeignKey(NomineeRow, null=True, default=None, on_delete=RESTRICT)
    resume = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    erased_at = Timestamptz(null=True, default=None)


class ScreeningConflictRow(Table, tablename="screening_conflict"):
    """One of the committee may not screen a nominee, and said why."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    nominee = ForeignKey(NomineeRow, null=False, on_delete=RESTRICT)
    member = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    reason = Text(null=False)
    declared_at = Timestamptz(null=False, default=None)


class ScreeningScoreRow(Table, tablename="screening_score"):
    """What one of the committee gave a nominee, alone."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    nominee = ForeignKey(NomineeRow, null=False, on_delete=RESTRICT)
    member = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    points = JSON(null=False, default="{}")
    remark = Text(null=False, default="")
    scored_at = Timestamptz(null=False, default=None)


class ConsultationRow(Table, tablename="consultation"):
    """The meeting of the authority about the finalists."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
    held_on = Date(null=False, default=None)
    present = Text(null=False)
    comments = Text(null=False)


class SlateNameRow(Table, tablename="slate_name"):
    """A name on the slate for a seat, and what the appointing authority answered."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    nominee = ForeignKey(NomineeRow, null=False, on_delete=RESTRICT)
    place = Integer(null=False)
    fate = Text(null=False)
    reason = Text(null=False, default="")
    decided_on = Date(null=True, default=None)
    decided_by = Text(null=False, default="")


class SlateBallotRow(Table, tablename="slate_ballot"):
    """How one of the committee voted on a slate."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    member = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    ballot = Text(null=False)


class InterviewRow(Table, tablename="interview"):
    """What one reviewer of the appointing authority noted about a name."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    slate_name = ForeignKey(SlateNameRow, null=False, on_delete=RESTRICT)
    account = ForeignKey(AccountRow, null=False, on_delete=RESTRICT)
    points = JSON(null=False, default="{}")
    notes = Text(null=False, default="")
    noted_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    OrganizationRow,
    RepresentativeRow,
    CommitteeMemberRow,
    RoundRow,
    RoundStepRow,
    RoundSeatRow,
    NomineeRow,
    NominationRow,
    ScreeningConflictRow,
    ScreeningScoreRow,
    ConsultationRow,
    SlateNameRow,
    SlateBallotRow,
    InterviewRow,
)
