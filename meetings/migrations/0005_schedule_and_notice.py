"""How a meeting moved, why it was called off, what proves its notice, who was mailed."""

from governance.database.guards import append_only

UP = [
    "ALTER TABLE meeting ADD COLUMN take_part TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE meeting ADD COLUMN cancelled_for TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE meeting_change (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        sequence INTEGER NOT NULL,
        state_was TEXT NOT NULL,
        state TEXT NOT NULL,
        starts_was {moment} NOT NULL,
        ends_was {moment},
        place_was TEXT NOT NULL,
        video_was TEXT NOT NULL,
        take_part_was TEXT NOT NULL,
        reason TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        changed_at {moment} NOT NULL,
        CONSTRAINT meeting_change_sequence UNIQUE (meeting, sequence)
    )""",
    append_only("meeting_change_append_only", "meeting_change"),
    "ALTER TABLE notice ADD COLUMN paper UUID REFERENCES paper (id)",
    "ALTER TABLE notice ADD COLUMN claimed_at {moment}",
    "ALTER TABLE notice ADD COLUMN recorded_by TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE media_contact (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        folded_email TEXT NOT NULL,
        added_by TEXT NOT NULL,
        added_at {moment} NOT NULL,
        CONSTRAINT media_contact_once UNIQUE (body, folded_email)
    )""",
    """
    CREATE TABLE subscription (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        email TEXT NOT NULL,
        folded_email TEXT NOT NULL,
        link_nonce TEXT NOT NULL,
        link_hash TEXT NOT NULL,
        asked_at {moment} NOT NULL,
        link_sent_at {moment} NOT NULL,
        confirmed_at {moment},
        CONSTRAINT subscription_once UNIQUE (body, folded_email)
    )""",
    """
    CREATE TABLE mailing (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        sequence INTEGER NOT NULL,
        audience TEXT NOT NULL,
        recipient UUID NOT NULL,
        mailed_at {moment} NOT NULL,
        CONSTRAINT mailing_once UNIQUE (meeting, sequence, audience, recipient),
        CONSTRAINT mailing_audience CHECK (audience IN ('member', 'media', 'subscriber'))
    )""",
    "CREATE INDEX mailing_by_recipient ON mailing (recipient)",
]
