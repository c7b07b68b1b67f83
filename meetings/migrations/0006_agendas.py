"""Agendas with documents and published versions; what happens behind closed doors."""

from governance.database.guards import append_only

UP = [
    "ALTER TABLE motion ADD COLUMN ground TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE motion ADD COLUMN subject TEXT NOT NULL DEFAULT ''",
    "DROP INDEX meeting_one_in_session",
    """
    CREATE UNIQUE INDEX meeting_one_in_session ON meeting (body)
    WHERE state IN ('in_session', 'recess', 'executive', 'returning')
    AND kind IN ('regular', 'special', 'district')
    """,
    """
    CREATE TABLE executive_session (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        motion UUID NOT NULL REFERENCES motion (id),
        ground TEXT NOT NULL,
        subject TEXT NOT NULL,
        begun_at {moment} NOT NULL,
        ended_at {moment},
        formal_vote BOOLEAN,
        votes {json} NOT NULL,
        answered_at {moment},
        CONSTRAINT executive_session_motion UNIQUE (motion),
        CONSTRAINT executive_session_in_order CHECK (ended_at IS NULL OR begun_at <= ended_at),
        CONSTRAINT executive_session_answered CHECK (
            (formal_vote IS NULL) = (answered_at IS NULL)
            AND (answered_at IS NULL OR ended_at IS NOT NULL))
    )""",
    """
    CREATE UNIQUE INDEX executive_session_one_open ON executive_session (meeting)
    WHERE answered_at IS NULL
    """,
    """
    CREATE TABLE executive_guest (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        session UUID NOT NULL REFERENCES executive_session (id),
        name TEXT NOT NULL,
        why TEXT NOT NULL,
        came_at {moment} NOT NULL,
        left_at {moment},
        CONSTRAINT executive_guest_in_order CHECK (left_at IS NULL OR came_at <= left_at)
    )""",
    "CREATE INDEX executive_guest_by_session ON executive_guest (session)",
    "ALTER TABLE agenda_item ADD COLUMN details TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE agenda_item ADD COLUMN amount_cents BIGINT",
    "ALTER TABLE agenda_item ADD COLUMN consent BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE agenda_item ADD COLUMN pulled_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE agenda_item ADD COLUMN pulled_at {moment}",
    "ALTER TABLE agenda_item ADD COLUMN taken_by UUID REFERENCES motion (id)",
    "ALTER TABLE agenda_item ADD COLUMN came_from UUID REFERENCES agenda_item (id)",
    "ALTER TABLE agenda_item ADD COLUMN added_at {moment}",
    "ALTER TABLE agenda_item ADD COLUMN withdrawn_at {moment}",
    "ALTER TABLE agenda_item ADD COLUMN withdrawn_why TEXT NOT NULL DEFAULT ''",
    """
    UPDATE agenda_item SET kind = 'business' WHERE kind NOT IN (
        'minutes', 'report', 'business', 'election', 'executive_session', 'public_comment',
        'contract')
    """,
    """
    CREATE UNIQUE INDEX agenda_item_carried_over_once ON agenda_item (came_from)
    WHERE came_from IS NOT NULL AND withdrawn_at IS NULL
    """,
    """
    CREATE TABLE attachment (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        item UUID NOT NULL REFERENCES agenda_item (id),
        paper UUID NOT NULL REFERENCES paper (id),
        number INTEGER NOT NULL,
        confidential BOOLEAN NOT NULL,
        added_at {moment} NOT NULL,
        added_by TEXT NOT NULL,
        withdrawn_at {moment},
        withdrawn_why TEXT NOT NULL,
        CONSTRAINT attachment_number UNIQUE (item, number)
    )""",
    "CREATE INDEX attachment_by_meeting ON attachment (meeting)",
    """
    CREATE TABLE agenda_version (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        version INTEGER NOT NULL,
        items {json} NOT NULL,
        changes {json} NOT NULL,
        published_at {moment} NOT NULL,
        published_by TEXT NOT NULL,
        CONSTRAINT agenda_version_number UNIQUE (meeting, version)
    )""",
    append_only("agenda_version_append_only", "agenda_version"),
]
