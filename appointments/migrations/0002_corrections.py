"""Corrections that keep the old value; the day a resignation states; who filled a seat and when."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE correction (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        seq BIGINT NOT NULL,
        place INTEGER NOT NULL,
        subject TEXT NOT NULL,
        thing UUID NOT NULL,
        field TEXT NOT NULL,
        old TEXT,
        new TEXT,
        follows BOOLEAN NOT NULL,
        why TEXT NOT NULL,
        by TEXT NOT NULL,
        at {moment} NOT NULL,
        CONSTRAINT correction_in_order UNIQUE (body, seq, place)
    )""",
    "CREATE INDEX correction_by_thing ON correction (body, thing)",
    append_only("correction_append_only", "correction"),
    "ALTER TABLE vacancy ADD COLUMN stated_on DATE",
    "ALTER TABLE appointment ADD COLUMN recorded_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE appointment ADD COLUMN recorded_at {moment}",
]
