"""What was done of the duties that come back, entry by entry: none is ever changed or removed."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE fulfilment (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        obligation TEXT NOT NULL,
        period DATE NOT NULL,
        part TEXT NOT NULL,
        kind TEXT NOT NULL,
        done_on DATE,
        done_by TEXT NOT NULL,
        link TEXT NOT NULL,
        remark TEXT NOT NULL,
        paper UUID REFERENCES paper (id),
        confidential BOOLEAN NOT NULL,
        recorded_by TEXT NOT NULL,
        recorded_at {moment} NOT NULL,
        corrects UUID REFERENCES fulfilment (id),
        why TEXT NOT NULL,
        CONSTRAINT fulfilment_corrected_once UNIQUE (corrects),
        CONSTRAINT fulfilment_done_on_a_day CHECK ((kind = 'done') = (done_on IS NOT NULL))
    )""",
    "CREATE UNIQUE INDEX fulfilment_once ON fulfilment (body, obligation, period, part) "
    "WHERE corrects IS NULL",
    append_only("fulfilment_append_only", "fulfilment"),
]
