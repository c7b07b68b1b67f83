"""Elections by secret ballot.

The roll and the ballots keep no order of entry: no column for a moment, random keys, and on SQLite
no rowid, so that a row lies where its own key puts it.
"""

from governance.database.migrations import PerEngine


def apart(sql: str) -> PerEngine:
    """Create a table that keeps no order of entry."""
    return PerEngine(postgres=(sql,), sqlite=(f"{sql} WITHOUT ROWID",))


UP = [
    """
    CREATE TABLE secret_election (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        authority TEXT NOT NULL,
        method TEXT NOT NULL,
        voters TEXT NOT NULL,
        stands TEXT NOT NULL,
        clause TEXT NOT NULL,
        seats INTEGER NOT NULL,
        since DATE NOT NULL,
        state TEXT NOT NULL,
        set_up_at {moment} NOT NULL,
        opened_at {moment},
        closes_at {moment},
        counted_at {moment},
        declared_on DATE,
        commitment TEXT NOT NULL,
        seed TEXT NOT NULL,
        why TEXT NOT NULL,
        result {json} NOT NULL,
        CONSTRAINT secret_election_seats CHECK (seats > 0),
        CONSTRAINT secret_election_seed_before_ballots CHECK (
            opened_at IS NULL OR (commitment <> '' AND closes_at IS NOT NULL))
    )""",
    "CREATE INDEX secret_election_by_body ON secret_election (body, set_up_at)",
    """
    CREATE UNIQUE INDEX secret_election_one_at_a_time ON secret_election (body, authority)
    WHERE state IN ('nominating', 'voting', 'counted')
    """,
    """
    CREATE TABLE secret_candidate (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        election UUID NOT NULL REFERENCES secret_election (id),
        person UUID NOT NULL REFERENCES person (id),
        state TEXT NOT NULL,
        CONSTRAINT secret_candidate_once UNIQUE (election, person),
        CONSTRAINT secret_candidate_state CHECK (state IN ('nominated', 'accepted', 'declined'))
    )""",
    apart(
        "CREATE TABLE secret_voter (id UUID NOT NULL PRIMARY KEY, "
        "body UUID NOT NULL REFERENCES body (id), "
        "election UUID NOT NULL REFERENCES secret_election (id), "
        "unit UUID NOT NULL, voted BOOLEAN NOT NULL, "
        "CONSTRAINT secret_voter_once UNIQUE (election, unit))"
    ),
    apart(
        "CREATE TABLE secret_ballot (id UUID NOT NULL PRIMARY KEY, "
        "body UUID NOT NULL REFERENCES body (id), "
        "election UUID NOT NULL REFERENCES secret_election (id), "
        "code TEXT NOT NULL, choices TEXT NOT NULL)"
    ),
    "CREATE INDEX secret_ballot_by_election ON secret_ballot (election)",
]
