"""The data model of appointments: who was named, appointed and served; what fell vacant."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.table import Table

from governance.tables import BodyRow, PaperRow, PersonRow

RESTRICT = OnDelete.restrict


class LegislationRow(Table, tablename="legislation"):
    """An act of the appointing authority; without a day of voting it is still before it.

    As long as it is a `draft`, `introduced_on` is the day on which it was drafted, and its number
    stands for none. `result_stated` is what a table from elsewhere calls the result where the
    tally is not known.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    number = Text(null=False)
    title = Text(null=False)
    introduced_on = Date(null=False, default=None)
    voted_on = Date(null=True, default=None)
    ayes = Integer(null=False, default=0)
    noes = Integer(null=False, default=0)
    abstained = Integer(null=False, default=0)
    absent = Integer(null=False, default=0)
    draft = Boolean(null=False, default=False)
    drafted_on = Date(null=True, default=None)
    result_stated = Text(null=False, default="")


class CouncilmemberRow(Table, tablename="councilmember"):
    """Somebody who votes on the appointing authority's acts on the days [since, until)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    district = Text(null=False, default="")
    since = Date(null=False, default=None)
    until = Date(null=True, default=None)


class CouncilVoteRow(Table, tablename="council_vote"):
    """How one of them voted on an act."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    legislation = ForeignKey(LegislationRow, null=False, on_delete=RESTRICT)
    councilmember = ForeignKey(CouncilmemberRow, null=False, on_delete=RESTRICT)
    choice = Text(null=False)


class ProvisionRow(Table, tablename="provision"):
    """An act names a person for a seat; `since` where a later term is meant."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    legislation = ForeignKey(LegislationRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    since = Date(null=True, default=None)


class DesignationRow(Table, tablename="designation"):
    """An authority named a person for a seat."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    authority = Text(null=False)
    designated_on = Date(null=False, default=None)


class DiscretionRow(Table, tablename="discretion"):
    """An authority's decision where a clause leaves it the choice."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    criterion = Text(null=False)
    authority = Text(null=False)
    allowed = Boolean(null=False)
    reason = Text(null=False)
    decided_by = Text(null=False)
    decided_on = Date(null=False, default=None)


class AppointmentRow(Table, tablename="appointment"):
    """The instrument that puts a person in a seat for the days [term_since, term_until).

    There is no term yet while the first board is incomplete; `lapsed_on` ends what never began.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    legislation = ForeignKey(LegislationRow, null=False, on_delete=RESTRICT)
    kind = Text(null=False)
    designated_by = Text(null=False)
    appointed_on = Date(null=False, default=None)
    term_since = Date(null=True, default=None)
    term_until = Date(null=True, default=None)
    notice_sent_on = Date(null=True, default=None)
    oath_taken_on = Date(null=True, default=None)
    oath_filed_on = Date(null=True, default=None)
    lapsed_on = Date(null=True, default=None)
    recorded_by = Text(null=False, default="")
    recorded_at = Timestamptz(null=True, default=None)


class ServiceRow(Table, tablename="service"):
    """The days [since, until) on which a person sits in a seat, and what ended them."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    appointment = ForeignKey(AppointmentRow, null=False, on_delete=RESTRICT)
    since = Date(null=False, default=None)
    until = Date(null=True, default=None)
    ended_by = Text(null=False, default="")


class VacancyRow(Table, tablename="vacancy"):
    """A seat fell vacant; open until an appointment fills it."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    seat = Text(null=False)
    cause = Text(null=False)
    effective_on = Date(null=False, default=None)
    delivered_on = Date(null=True, default=None)
    delivered_to = Text(null=False, default="")
    remark = Text(null=False, default="")
    filled_by = ForeignKey(AppointmentRow, null=True, default=None, on_delete=RESTRICT)
    stated_on = Date(null=True, default=None)
    withdrawn_on = Date(null=True, default=None)


class RemovalRow(Table, tablename="removal"):
    """The body's request that a member be removed, and the act that came of it."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    appointment = ForeignKey(AppointmentRow, null=False, on_delete=RESTRICT)
    cause = Text(null=False)
    meeting_on = Date(null=False, default=None)
    present = Integer(null=False)
    ayes = Integer(null=False)
    noes = Integer(null=False)
    told_on = Date(null=True, default=None)
    heard_on = Date(null=True, default=None)
    sent_on = Date(null=True, default=None)
    legislation = ForeignKey(LegislationRow, null=True, default=None, on_delete=RESTRICT)


class EndingRow(Table, tablename="ending"):
    """On which ground a service ended, who found it, and whether it was taken back."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    appointment = ForeignKey(AppointmentRow, null=False, on_delete=RESTRICT)
    vacancy = ForeignKey(VacancyRow, null=True, default=None, on_delete=RESTRICT)
    ground = Text(null=False)
    effective_on = Date(null=False, default=None)
    stated_on = Date(null=True, default=None)
    delivered_on = Date(null=True, default=None)
    delivered_to = Text(null=False, default="")
    found_by = Text(null=False, default="")
    reference = Text(null=False, default="")
    remark = Text(null=False, default="")
    recorded_by = Text(null=False, default="")
    recorded_on = Date(null=False, default=None)
    removal = ForeignKey(RemovalRow, null=True, default=None, on_delete=RESTRICT)
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    until_before = Date(null=True, default=None)
    ended_by_before = Text(null=False, default="")
    withdrawn_on = Date(null=True, default=None)
    consent_by = Text(null=False, default="")
    consent_on = Date(null=True, default=None)
    withdrawn_why = Text(null=False, default="")


class VacancyNoticeRow(Table, tablename="vacancy_notice"):
    """An authority was told of a vacancy."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    vacancy = ForeignKey(VacancyRow, null=False, on_delete=RESTRICT)
    authority = Text(null=False)
    sent_at = Timestamptz(null=False, default=None)
    addresses = Text(null=False, default="")
    on_paper = Boolean(null=False, default=False)


class NoticeProofRow(Table, tablename="notice_proof"):
    """How, when and by whom a notice was delivered, beyond what the outbox tells."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    vacancy = ForeignKey(VacancyRow, null=False, on_delete=RESTRICT)
    authority = Text(null=False)
    how = Text(null=False)
    delivered_on = Date(null=False, default=None)
    delivered_by = Text(null=False)
    remark = Text(null=False, default="")
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    recorded_by = Text(null=False, default="")
    recorded_at = Timestamptz(null=False, default=None)


class PaperTextRow(Table, tablename="paper_text"):
    """One version of the words of a printed paper, as the clerk wrote them."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    name = Text(null=False)
    version = Integer(null=False)
    title = Text(null=False)
    text = Text(null=False)
    changed_by = Text(null=False, default="")
    changed_at = Timestamptz(null=False, default=None)


class CorrectionRow(Table, tablename="correction"):
    """One field that was mended: what it was, what it is, why, by whom and when; never changed.

    `seq` is the link of the chain that speaks of it, `place` the field's place in that deed;
    `follows` marks a value that was computed from another one, which was corrected.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    seq = BigInt(null=False)
    place = Integer(null=False)
    subject = Text(null=False)
    thing = UUID(null=False, default=None)
    field = Text(null=False)
    old = Text(null=True, default=None)
    new = Text(null=True, default=None)
    follows = Boolean(null=False)
    why = Text(null=False)
    by = Text(null=False)
    at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    LegislationRow,
    CouncilmemberRow,
    CouncilVoteRow,
    ProvisionRow,
    DesignationRow,
    DiscretionRow,
    AppointmentRow,
    ServiceRow,
    VacancyRow,
    RemovalRow,
    EndingRow,
    VacancyNoticeRow,
    CorrectionRow,
    NoticeProofRow,
    PaperTextRow,
)
