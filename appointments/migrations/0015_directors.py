"""Who is the body's director: searches, candidates, tenures, reviews."""

UP = [
    """
    CREATE TABLE director_search (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        opened_on DATE NOT NULL,
        recorded_by TEXT NOT NULL,
        recorded_on DATE NOT NULL
    )""",
    "CREATE INDEX director_search_by_body ON director_search (body, opened_on)",
    """
    CREATE TABLE director_candidate (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        search UUID NOT NULL REFERENCES director_search (id),
        person UUID NOT NULL REFERENCES person (id),
        entered_on DATE NOT NULL,
        withdrawn_on DATE,
        withdrawn_why TEXT NOT NULL,
        CONSTRAINT director_candidate_once UNIQUE (search, person)
    )""",
    """
    CREATE TABLE director (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        search UUID REFERENCES director_search (id),
        person UUID NOT NULL REFERENCES person (id),
        acting BOOLEAN NOT NULL,
        hired_on DATE NOT NULL,
        motion UUID,
        vote TEXT NOT NULL,
        since DATE NOT NULL,
        until DATE,
        legislation TEXT NOT NULL,
        confirmed_on DATE,
        ended_by TEXT NOT NULL,
        ended_why TEXT NOT NULL,
        ended_motion UUID,
        good_cause BOOLEAN NOT NULL,
        recorded_by TEXT NOT NULL,
        recorded_on DATE NOT NULL,
        CONSTRAINT director_in_order CHECK (until IS NULL OR until >= since)
    )""",
    "CREATE UNIQUE INDEX director_one_at_a_time ON director (body, acting) WHERE until IS NULL",
    "CREATE INDEX director_by_body ON director (body, since)",
    """
    CREATE TABLE director_review (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        director UUID NOT NULL REFERENCES director (id),
        year INTEGER NOT NULL,
        done_on DATE NOT NULL,
        note TEXT NOT NULL,
        paper UUID REFERENCES paper (id),
        recorded_by TEXT NOT NULL,
        recorded_on DATE NOT NULL,
        withdrawn_on DATE,
        withdrawn_why TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX director_review_once ON director_review (director, year) "
    "WHERE withdrawn_on IS NULL",
]
