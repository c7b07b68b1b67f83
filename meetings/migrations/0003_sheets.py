"""What was taken in from paper: by whom, when, and why it was on paper."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE sheet (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        reason TEXT NOT NULL,
        motions {json} NOT NULL,
        taken_in_by TEXT NOT NULL,
        taken_in_at {moment} NOT NULL
    )""",
    "CREATE INDEX sheet_by_meeting ON sheet (meeting)",
    append_only("sheet_append_only", "sheet"),
]
