"""Files that people hand in: evidence, résumés, documents."""

UP = [
    """
    CREATE TABLE paper (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        digest TEXT NOT NULL,
        content {bytes},
        kept_at {moment} NOT NULL,
        erased_at {moment},
        CONSTRAINT paper_kept_or_erased CHECK ((content IS NULL) = (erased_at IS NOT NULL))
    )""",
]
