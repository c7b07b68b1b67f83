"""What the body recommends, and what was answered; what was sent is never unsent."""

from governance.database.guards import refuse_row

UP = [
    """
    CREATE TABLE recommendation (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        matter UUID NOT NULL REFERENCES matter (id),
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        drafted_at {moment} NOT NULL,
        sent_on DATE,
        acknowledged_on DATE,
        reply TEXT,
        reply_text TEXT NOT NULL,
        answered_on DATE,
        expected_on DATE,
        progress TEXT NOT NULL,
        progress_text TEXT NOT NULL,
        CONSTRAINT recommendation_number UNIQUE (matter, number),
        CONSTRAINT recommendation_answered_after_sending CHECK (
            (acknowledged_on IS NULL OR sent_on <= acknowledged_on)
            AND (answered_on IS NULL OR sent_on <= answered_on)),
        CONSTRAINT recommendation_answered CHECK ((reply IS NULL) = (answered_on IS NULL))
    )""",
    "CREATE INDEX recommendation_by_body ON recommendation (body, sent_on)",
    refuse_row(
        "recommendation_stays_as_sent",
        "recommendation",
        update="OLD.sent_on IS NOT NULL AND (NEW.sent_on IS NULL OR NEW.sent_on <> OLD.sent_on "
        "OR NEW.text <> OLD.text OR NEW.title <> OLD.title)",
    ),
]
