"""How many places a committee has, and which meeting is a panel's: what their rolls go by."""

UP = [
    "ALTER TABLE committee ADD COLUMN places INTEGER "
    "CONSTRAINT committee_places CHECK (places IS NULL OR places > 0)",
    """
    CREATE TABLE panel_hearing (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        panel UUID NOT NULL REFERENCES panel (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        CONSTRAINT panel_hearing_once UNIQUE (meeting)
    )""",
]
