"""Tables taken in from elsewhere, what was found in them, and where an imported grid lies."""

UP = [
    """
    CREATE TABLE import_run (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        content TEXT NOT NULL,
        file_name TEXT NOT NULL,
        digest TEXT NOT NULL,
        size INTEGER NOT NULL,
        file {bytes},
        choices TEXT NOT NULL,
        state TEXT NOT NULL,
        task TEXT NOT NULL,
        worker TEXT NOT NULL,
        stop_asked BOOLEAN NOT NULL,
        rows_all INTEGER NOT NULL,
        rows_done INTEGER NOT NULL,
        counts TEXT NOT NULL,
        outcome TEXT NOT NULL,
        by_account UUID,
        by_name TEXT NOT NULL,
        by_roles TEXT NOT NULL,
        made_at {moment} NOT NULL,
        beat_at {moment},
        ended_at {moment},
        CONSTRAINT import_run_in_bounds CHECK (0 <= rows_done AND rows_done <= rows_all)
    )""",
    "CREATE INDEX import_run_by_body ON import_run (body, made_at)",
    "CREATE INDEX import_run_waiting ON import_run (state)",
    """
    CREATE TABLE import_remark (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        import_run UUID NOT NULL REFERENCES import_run (id),
        place INTEGER NOT NULL,
        row_number INTEGER NOT NULL,
        column_name TEXT NOT NULL,
        weight TEXT NOT NULL,
        text TEXT NOT NULL,
        clause TEXT NOT NULL,
        answer TEXT NOT NULL
    )""",
    "CREATE INDEX import_remark_by_run ON import_remark (import_run, place)",
    """
    CREATE TABLE import_subject (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        import_run UUID NOT NULL REFERENCES import_run (id),
        place INTEGER NOT NULL,
        row_number INTEGER NOT NULL,
        subject TEXT NOT NULL,
        digest TEXT NOT NULL,
        CONSTRAINT import_subject_once UNIQUE (import_run, place)
    )""",
    """
    CREATE TABLE appointment_finding (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        appointment UUID NOT NULL REFERENCES appointment (id),
        import_run UUID NOT NULL REFERENCES import_run (id),
        answer TEXT NOT NULL,
        reason TEXT NOT NULL,
        clause TEXT NOT NULL,
        law TEXT NOT NULL,
        judged_on DATE NOT NULL
    )""",
    "CREATE INDEX appointment_finding_by_body ON appointment_finding (body, judged_on)",
    "CREATE INDEX appointment_finding_by_appointment ON appointment_finding (appointment)",
    """
    CREATE TABLE term_grid (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        grid_since DATE NOT NULL,
        initial_since DATE,
        import_run UUID NOT NULL REFERENCES import_run (id),
        CONSTRAINT term_grid_once UNIQUE (body)
    )""",
    "ALTER TABLE legislation ADD COLUMN result_stated TEXT NOT NULL DEFAULT ''",
]
