"""What a committee's charge and its number of places were before they were amended."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE committee_amendment (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        committee UUID NOT NULL REFERENCES committee (id),
        number INTEGER NOT NULL,
        charge TEXT NOT NULL,
        places INTEGER,
        decision TEXT NOT NULL,
        amended_at {moment} NOT NULL,
        CONSTRAINT committee_amendment_once UNIQUE (committee, number)
    )""",
    append_only("committee_amendment_append_only", "committee_amendment"),
]
