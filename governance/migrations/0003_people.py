"""Evidence files, corrections of people, merged records, and who looked at private facts."""

from governance.database.guards import append_only

UP = [
    "ALTER TABLE fact ADD COLUMN paper UUID REFERENCES paper (id)",
    "ALTER TABLE fact ADD COLUMN verified_at {moment}",
    "ALTER TABLE person ADD COLUMN merged_into UUID REFERENCES person (id)",
    "CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL",
    """
    CREATE TABLE person_correction (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        field TEXT NOT NULL,
        was TEXT NOT NULL,
        became TEXT NOT NULL,
        reason TEXT NOT NULL,
        made_by TEXT NOT NULL,
        made_at {moment} NOT NULL
    )""",
    "CREATE INDEX person_correction_by_person ON person_correction (person)",
    """
    CREATE TABLE person_merge (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        kept UUID NOT NULL REFERENCES person (id),
        merged UUID NOT NULL REFERENCES person (id),
        reason TEXT NOT NULL,
        merged_by TEXT NOT NULL,
        merged_at {moment} NOT NULL,
        undone_why TEXT NOT NULL,
        undone_by TEXT NOT NULL,
        undone_at {moment}
    )""",
    "CREATE INDEX person_merge_by_kept ON person_merge (kept)",
    "CREATE UNIQUE INDEX person_merge_once ON person_merge (merged) WHERE undone_at IS NULL",
    """
    CREATE TABLE person_merge_row (
        id UUID NOT NULL PRIMARY KEY,
        merge UUID NOT NULL REFERENCES person_merge (id),
        source TEXT NOT NULL,
        field TEXT NOT NULL,
        entry UUID NOT NULL
    )""",
    append_only("person_merge_row_append_only", "person_merge_row"),
    "CREATE INDEX person_merge_row_by_merge ON person_merge_row (merge)",
    """
    CREATE TABLE person_apart (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        one UUID NOT NULL REFERENCES person (id),
        other UUID NOT NULL REFERENCES person (id),
        reason TEXT NOT NULL,
        told_by TEXT NOT NULL,
        told_at {moment} NOT NULL,
        CONSTRAINT person_apart_once UNIQUE (one, other)
    )""",
    """
    CREATE TABLE lookup (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        at {moment} NOT NULL,
        account UUID REFERENCES account (id),
        reader TEXT NOT NULL,
        door TEXT NOT NULL,
        what TEXT NOT NULL,
        person UUID NOT NULL REFERENCES person (id),
        facts TEXT NOT NULL
    )""",
    append_only("lookup_append_only", "lookup"),
    "CREATE INDEX lookup_by_body ON lookup (body, at)",
    "CREATE INDEX lookup_by_person ON lookup (person, at)",
]
