"""The data model of elections, by what they are about."""

from elections.tables import officers, secret
from elections.tables.officers import (
    BallotRow,
    CandidacyRow,
    ElectionRow,
    OfficerRow,
    ProTemRow,
    RoundRow,
)
from elections.tables.secret import (
    SecretBallotRow,
    SecretCandidateRow,
    SecretElectionRow,
    SecretVoterRow,
)

TABLES = (*officers.TABLES, *secret.TABLES)

__all__ = [
    "TABLES",
    "BallotRow",
    "CandidacyRow",
    "ElectionRow",
    "OfficerRow",
    "ProTemRow",
    "RoundRow",
    "SecretBallotRow",
    "SecretCandidateRow",
    "SecretElectionRow",
    "SecretVoterRow",
]
