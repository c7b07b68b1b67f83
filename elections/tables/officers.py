"""Officers: who stood, who voted for whom, who holds which office."""

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
from piccolo.table import Table

from governance.tables import BodyRow, PersonRow
from meetings.tables import MeetingRow

RESTRICT = OnDelete.restrict


class ElectionRow(Table, tablename="election"):
    """One election to one office at one meeting, for the service year [year_since, year_until)."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    office = Text(null=False)
    year_since = Date(null=False, default=None)
    year_until = Date(null=False, default=None)
    remainder = Boolean(null=False)
    state = Text(null=False)
    winner = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    called_at = Timestamptz(null=False, default=None)
    closed_at = Timestamptz(null=True, default=None)
    why = Text(null=False, default="")


class CandidacyRow(Table, tablename="candidacy"):
    """A nomination and the nominee's answer: nominated, accepted or declined."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    election = ForeignKey(ElectionRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    nominated_by = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    seconded_by = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    state = Text(null=False)
    nominated_at = Timestamptz(null=False, default=None)


class RoundRow(Table, tablename="election_round"):
    """One round; `entitled` is who was in office, `candidates` who stood, `result` what came of it.

    All three are lists in JSON.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    election = ForeignKey(ElectionRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False)
    opened_at = Timestamptz(null=False, default=None)
    closed_at = Timestamptz(null=True, default=None)
    entitled = JSON(null=False, default="[]")
    candidates = JSON(null=False, default="[]")
    result = JSON(null=False, default="null")


class BallotRow(Table, tablename="ballot"):
    """What one member said in one round; without a candidate it is an abstention."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    round = ForeignKey(RoundRow, null=False, on_delete=RESTRICT)
    voter = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    candidate = ForeignKey(PersonRow, null=True, default=None, on_delete=RESTRICT)
    cast_at = Timestamptz(null=False, default=None)


class OfficerRow(Table, tablename="officer"):
    """A person in an office on the days [since, until); `remainder` is a successor in mid-year."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    office = Text(null=False)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    election = ForeignKey(ElectionRow, null=False, on_delete=RESTRICT)
    since = Date(null=False, default=None)
    until = Date(null=False, default=None)
    remainder = Boolean(null=False)
    ended_why = Text(null=False, default="")


class ProTemRow(Table, tablename="pro_tem"):
    """Whom those present chose to preside over a meeting that elects; `chosen_by` is a list.

    It is in JSON; the last one chosen for a meeting counts.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    meeting = ForeignKey(MeetingRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    chosen_by = JSON(null=False, default="[]")
    chosen_at = Timestamptz(null=False, default=None)


TABLES: tuple[type[Table], ...] = (
    ElectionRow,
    CandidacyRow,
    RoundRow,
    BallotRow,
    OfficerRow,
    ProTemRow,
)
