"""Minutes in versions with what people wrote, recesses, excuses, who spoke in public comment."""

from governance.database.guards import append_only

UP = [
    "ALTER TABLE minutes ADD COLUMN published_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE minutes ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE minutes ADD COLUMN about TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE minutes ADD COLUMN enters UUID REFERENCES motion (id)",
    "ALTER TABLE motion ADD COLUMN minutes UUID REFERENCES minutes (id)",
    "CREATE INDEX motion_by_minutes ON motion (minutes)",
    """
    CREATE TABLE minutes_text (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        revision INTEGER NOT NULL,
        passages {json} NOT NULL,
        edited_by TEXT NOT NULL,
        edited_at {moment} NOT NULL,
        CONSTRAINT minutes_text_one_a_meeting UNIQUE (meeting)
    )""",
    """
    CREATE TABLE minutes_signature (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        minutes UUID NOT NULL REFERENCES minutes (id),
        title TEXT NOT NULL,
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        signed_at {moment} NOT NULL,
        CONSTRAINT minutes_signature_once UNIQUE (minutes, title)
    )""",
    append_only("minutes_signature_append_only", "minutes_signature"),
    """
    CREATE TABLE recess (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        began_at {moment} NOT NULL,
        ended_at {moment},
        CONSTRAINT recess_in_order CHECK (ended_at IS NULL OR began_at <= ended_at)
    )""",
    "CREATE INDEX recess_by_meeting ON recess (meeting, began_at)",
    """
    CREATE TABLE excuse (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        person UUID NOT NULL REFERENCES person (id),
        reason TEXT NOT NULL,
        excused_by TEXT NOT NULL,
        excused_at {moment} NOT NULL,
        withdrawn_at {moment}
    )""",
    """
    CREATE UNIQUE INDEX excuse_one_a_member ON excuse (meeting, person)
    WHERE withdrawn_at IS NULL
    """,
    """
    CREATE TABLE absence_report (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        note TEXT NOT NULL,
        reported_by TEXT NOT NULL,
        reported_at {moment} NOT NULL,
        CONSTRAINT absence_report_once UNIQUE (person, meeting)
    )""",
    """
    CREATE TABLE speaker (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        topic TEXT NOT NULL,
        contact TEXT NOT NULL,
        at_the_door BOOLEAN NOT NULL,
        state TEXT NOT NULL,
        signed_up_at {moment} NOT NULL,
        called_at {moment},
        settled_at {moment},
        erased_at {moment},
        CONSTRAINT speaker_number UNIQUE (meeting, number),
        CONSTRAINT speaker_state CHECK (
            state IN ('waiting', 'called', 'spoke', 'missing', 'withdrawn'))
    )""",
    "CREATE UNIQUE INDEX speaker_one_called ON speaker (meeting) WHERE state = 'called'",
    """
    CREATE TABLE comment_close (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        closed_by TEXT NOT NULL,
        closed_at {moment} NOT NULL,
        CONSTRAINT comment_close_once UNIQUE (meeting)
    )""",
]
