"""Elections with their candidacies, rounds and ballots; officers."""

from governance.database.guards import no_overlap

UP = [
    """
    CREATE TABLE election (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        office TEXT NOT NULL,
        year_since DATE NOT NULL,
        year_until DATE NOT NULL,
        remainder BOOLEAN NOT NULL,
        state TEXT NOT NULL,
        winner UUID REFERENCES person (id),
        called_at {moment} NOT NULL,
        closed_at {moment},
        why TEXT NOT NULL,
        CONSTRAINT election_year_in_order CHECK (year_since < year_until),
        CONSTRAINT election_declared_with_a_winner CHECK (
            (state = 'declared') = (winner IS NOT NULL))
    )""",
    "CREATE INDEX election_by_body ON election (body, called_at)",
    "CREATE INDEX election_by_meeting ON election (meeting)",
    """
    CREATE UNIQUE INDEX election_one_at_a_time ON election (body, office)
    WHERE state IN ('called', 'open', 'balloting')
    """,
    """
    CREATE TABLE candidacy (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        election UUID NOT NULL REFERENCES election (id),
        person UUID NOT NULL REFERENCES person (id),
        nominated_by UUID NOT NULL REFERENCES person (id),
        state TEXT NOT NULL,
        nominated_at {moment} NOT NULL,
        CONSTRAINT candidacy_once UNIQUE (election, person),
        CONSTRAINT candidacy_state CHECK (state IN ('nominated', 'accepted', 'declined'))
    )""",
    """
    CREATE TABLE election_round (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        election UUID NOT NULL REFERENCES election (id),
        number INTEGER NOT NULL,
        opened_at {moment} NOT NULL,
        closed_at {moment},
        entitled {json} NOT NULL,
        candidates {json} NOT NULL,
        result {json} NOT NULL,
        CONSTRAINT election_round_number UNIQUE (election, number),
        CONSTRAINT election_round_in_order CHECK (closed_at IS NULL OR opened_at <= closed_at)
    )""",
    """
    CREATE UNIQUE INDEX election_round_one_open ON election_round (election)
    WHERE closed_at IS NULL
    """,
    """
    CREATE TABLE ballot (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES election_round (id),
        voter UUID NOT NULL REFERENCES person (id),
        candidate UUID REFERENCES person (id),
        cast_at {moment} NOT NULL,
        CONSTRAINT ballot_one_a_member UNIQUE (round, voter)
    )""",
    """
    CREATE TABLE officer (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        office TEXT NOT NULL,
        person UUID NOT NULL REFERENCES person (id),
        election UUID NOT NULL REFERENCES election (id),
        since DATE NOT NULL,
        until DATE NOT NULL,
        remainder BOOLEAN NOT NULL,
        ended_why TEXT NOT NULL,
        CONSTRAINT officer_one_an_election UNIQUE (election),
        CONSTRAINT officer_in_order CHECK (since <= until)
    )""",
    "CREATE INDEX officer_by_body ON officer (body, since)",
    no_overlap("officer_one_holder_an_office", "officer", same=["body", "office"]),
    no_overlap("officer_one_office_a_holder", "officer", same=["body", "person"]),
]
