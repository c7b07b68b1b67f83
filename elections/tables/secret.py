"""Elections by secret ballot; nothing here joins a ballot to a voter."""

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

RESTRICT = OnDelete.restrict


class SecretElectionRow(Table, tablename="secret_election"):
    """A choice of people for a committee that begins on `since`, by the charter's rule then.

    `seed` is made before the ballots, with its `commitment`; `result` is the published file.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    authority = Text(null=False)
    method = Text(null=False)
    voters = Text(null=False)
    stands = Text(null=False)
    clause = Text(null=False)
    seats = Integer(null=False, default=0)
    since = Date(null=False, default=None)
    state = Text(null=False)
    set_up_at = Timestamptz(null=False, default=None)
    opened_at = Timestamptz(null=True, default=None)
    closes_at = Timestamptz(null=True, default=None)
    counted_at = Timestamptz(null=True, default=None)
    declared_on = Date(null=True, default=None)
    commitment = Text(null=False)
    seed = Text(null=False)
    why = Text(null=False)
    result = JSON(null=False, default="null")


class SecretCandidateRow(Table, tablename="secret_candidate"):
    """A nomination and its answer: nominated, accepted or declined."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    election = ForeignKey(SecretElectionRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    state = Text(null=False)


class SecretVoterRow(Table, tablename="secret_voter"):
    """A person or an organization on the roll, and whether it voted; never when, never how."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    election = ForeignKey(SecretElectionRow, null=False, on_delete=RESTRICT)
    unit = UUID(null=False, default=None)
    voted = Boolean(null=False, default=False)


class SecretBallotRow(Table, tablename="secret_ballot"):
    """A ballot, under a code that only its voter was shown; choices as a list in JSON."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    election = ForeignKey(SecretElectionRow, null=False, on_delete=RESTRICT)
    code = Text(null=False)
    choices = Text(null=False)


TABLES: tuple[type[Table], ...] = (
    SecretElectionRow,
    SecretCandidateRow,
    SecretVoterRow,
    SecretBallotRow,
)
