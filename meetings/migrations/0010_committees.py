"""Committees of the body's members, with their members, their meetings and their reports."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE committee (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        name TEXT NOT NULL,
        standing TEXT NOT NULL,
        duty TEXT NOT NULL,
        charge TEXT NOT NULL,
        since DATE NOT NULL,
        until DATE,
        closed_at {moment},
        closed_why TEXT NOT NULL,
        CONSTRAINT committee_in_order CHECK (until IS NULL OR since < until)
    )""",
    "CREATE UNIQUE INDEX committee_name ON committee (body, name) WHERE closed_at IS NULL",
    """
    CREATE TABLE committee_seat (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        committee UUID NOT NULL REFERENCES committee (id),
        person UUID NOT NULL REFERENCES person (id),
        chairs BOOLEAN NOT NULL,
        seated_at {moment} NOT NULL,
        released_at {moment}
    )""",
    """
    CREATE UNIQUE INDEX committee_seat_once ON committee_seat (committee, person)
    WHERE released_at IS NULL
    """,
    """
    CREATE UNIQUE INDEX committee_seat_one_chair ON committee_seat (committee)
    WHERE chairs AND released_at IS NULL
    """,
    """
    CREATE TABLE committee_meeting (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        committee UUID NOT NULL REFERENCES committee (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        CONSTRAINT committee_meeting_once UNIQUE (meeting)
    )""",
    """
    CREATE TABLE committee_report (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        committee UUID NOT NULL REFERENCES committee (id),
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        reported_at {moment} NOT NULL
    )""",
    append_only("committee_report_append_only", "committee_report"),
]
