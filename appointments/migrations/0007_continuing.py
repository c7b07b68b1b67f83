"""What was found where something that must stay true of a member was not."""

UP = [
    """
    CREATE TABLE concern_finding (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        appointment UUID NOT NULL REFERENCES appointment (id),
        lasting TEXT NOT NULL,
        fact UUID NOT NULL REFERENCES fact (id),
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        found_by TEXT NOT NULL,
        found_on DATE NOT NULL,
        CONSTRAINT concern_finding_once UNIQUE (appointment, lasting, fact)
    )""",
    "CREATE INDEX concern_finding_by_body ON concern_finding (body, found_on)",
]
