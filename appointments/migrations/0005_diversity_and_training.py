"""Answers apart from people (18-4D), training (18-7A), acknowledgements (18-9C).

The tables of answers have no column for a person, an account or a moment, and SQLite keeps no
order of entry for them: without a rowid a row lies where its own key puts it.
"""

from governance.database.migrations import PerEngine


def apart(sql: str) -> PerEngine:
    """Create a table that keeps no order of entry."""
    return PerEngine(postgres=(sql,), sqlite=(f"{sql} WITHOUT ROWID",))


UP = [
    apart(
        "CREATE TABLE diversity_invited (id UUID NOT NULL PRIMARY KEY, "
        "body UUID NOT NULL REFERENCES body (id))"
    ),
    apart(
        "CREATE TABLE diversity_invitation (id UUID NOT NULL PRIMARY KEY, "
        "body UUID NOT NULL REFERENCES body (id))"
    ),
    apart(
        "CREATE TABLE diversity_giver (id UUID NOT NULL PRIMARY KEY, "
        "body UUID NOT NULL REFERENCES body (id), year INTEGER NOT NULL)"
    ),
    apart(
        "CREATE TABLE diversity_answer (id UUID NOT NULL PRIMARY KEY, "
        "body UUID NOT NULL REFERENCES body (id), question TEXT NOT NULL, choice TEXT NOT NULL, "
        "state TEXT NOT NULL, year INTEGER NOT NULL, "
        "CONSTRAINT diversity_answer_gone CHECK ((choice = '') = (state = 'gone')))"
    ),
    "CREATE INDEX diversity_answer_by_question ON diversity_answer (body, question)",
    """
    CREATE TABLE diversity_order (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        question TEXT NOT NULL,
        companions TEXT NOT NULL,
        CONSTRAINT diversity_order_once UNIQUE (body, question)
    )""",
    """
    CREATE TABLE diversity_release (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        number INTEGER NOT NULL,
        released_on DATE NOT NULL,
        tables TEXT NOT NULL,
        CONSTRAINT diversity_release_once UNIQUE (body, number)
    )""",
    """
    CREATE TABLE training (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        topic TEXT NOT NULL,
        completed_on DATE NOT NULL,
        evidence TEXT NOT NULL,
        paper UUID REFERENCES paper (id),
        stated_by TEXT NOT NULL,
        stated_on DATE NOT NULL,
        verified_by TEXT NOT NULL,
        verified_on DATE,
        withdrawn_on DATE,
        withdrawn_why TEXT NOT NULL
    )""",
    "CREATE INDEX training_by_person ON training (body, person)",
    "CREATE UNIQUE INDEX training_once_a_day ON training (body, person, topic, completed_on) "
    "WHERE withdrawn_on IS NULL",
    """
    CREATE TABLE acknowledgement (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        appointment UUID NOT NULL REFERENCES appointment (id),
        kind TEXT NOT NULL,
        acknowledged_on DATE NOT NULL,
        paper UUID REFERENCES paper (id),
        remark TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        recorded_on DATE NOT NULL,
        withdrawn_on DATE,
        withdrawn_why TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX acknowledgement_once_a_term ON acknowledgement (appointment, kind) "
    "WHERE withdrawn_on IS NULL",
]
