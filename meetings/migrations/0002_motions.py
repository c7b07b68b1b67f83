"""What motions do to each other, how each vote was taken, recusals as entries, disclosures."""

from governance.database.guards import append_only

UP = [
    "ALTER TABLE motion ADD COLUMN target UUID REFERENCES motion (id)",
    "ALTER TABLE motion ADD COLUMN came_from UUID REFERENCES motion (id)",
    "ALTER TABLE motion ADD COLUMN about UUID REFERENCES person (id)",
    "ALTER TABLE motion ADD COLUMN proposed TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE motion ADD COLUMN noticed BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE motion ADD COLUMN stated_at {moment}",
    "ALTER TABLE motion ADD COLUMN debate_closed BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE motion ADD COLUMN until_day DATE",
    "ALTER TABLE motion ADD COLUMN until_meeting UUID REFERENCES meeting (id)",
    "ALTER TABLE motion ADD COLUMN referred_to TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE motion ADD COLUMN afterwards TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE motion ADD COLUMN afterwards_by UUID REFERENCES motion (id)",
    "ALTER TABLE motion ADD COLUMN touched_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE motion ADD COLUMN touched_at {moment}",
    "CREATE INDEX motion_waiting ON motion (body, state) WHERE afterwards = ''",
    "ALTER TABLE vote ADD COLUMN how TEXT NOT NULL DEFAULT 'own'",
    "ALTER TABLE attendance ADD COLUMN ground TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE wording (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        motion UUID NOT NULL REFERENCES motion (id),
        version INTEGER NOT NULL,
        text TEXT NOT NULL,
        amendment UUID REFERENCES motion (id),
        since {moment} NOT NULL,
        CONSTRAINT wording_version UNIQUE (motion, version)
    )""",
    append_only("wording_append_only", "wording"),
    """
    CREATE TABLE vote_correction (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        motion UUID NOT NULL REFERENCES motion (id),
        person UUID NOT NULL REFERENCES person (id),
        was TEXT NOT NULL,
        choice TEXT NOT NULL,
        reason TEXT NOT NULL,
        outcome_was TEXT NOT NULL,
        outcome TEXT NOT NULL,
        corrected_by TEXT NOT NULL,
        corrected_at {moment} NOT NULL
    )""",
    "CREATE INDEX vote_correction_by_motion ON vote_correction (motion, corrected_at)",
    append_only("vote_correction_append_only", "vote_correction"),
    """
    CREATE TABLE stay_correction (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        attendance UUID NOT NULL REFERENCES attendance (id),
        arrived_was {moment} NOT NULL,
        left_was {moment},
        arrived_at {moment} NOT NULL,
        left_at {moment},
        reason TEXT NOT NULL,
        corrected_by TEXT NOT NULL,
        corrected_at {moment} NOT NULL
    )""",
    "CREATE INDEX stay_correction_by_meeting ON stay_correction (meeting, corrected_at)",
    append_only("stay_correction_append_only", "stay_correction"),
    """
    CREATE TABLE recusal_entry (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        item UUID REFERENCES agenda_item (id),
        motion UUID REFERENCES motion (id),
        person UUID NOT NULL REFERENCES person (id),
        takes_part BOOLEAN NOT NULL,
        relation TEXT NOT NULL,
        reason TEXT NOT NULL,
        declared_at {moment} NOT NULL,
        CONSTRAINT recusal_entry_of_one_thing CHECK ((item IS NULL) <> (motion IS NULL))
    )""",
    "CREATE INDEX recusal_entry_by_motion ON recusal_entry (motion)",
    "CREATE INDEX recusal_entry_by_item ON recusal_entry (item)",
    "CREATE INDEX recusal_entry_by_person ON recusal_entry (person)",
    """
    INSERT INTO recusal_entry (id, body, meeting, item, motion, person, takes_part, relation,
        reason, declared_at)
    SELECT r.id, r.body, m.meeting, NULL, r.motion, r.person, FALSE, r.relation, r.reason,
        r.declared_at
    FROM recusal r JOIN motion m ON m.id = r.motion
    """,
    append_only("recusal_entry_append_only", "recusal_entry"),
    "DROP TABLE recusal",
    """
    CREATE TABLE disclosure (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        relation TEXT NOT NULL,
        party TEXT NOT NULL,
        details TEXT NOT NULL,
        stated_at {moment} NOT NULL,
        ended_at {moment},
        ended_why TEXT NOT NULL,
        CONSTRAINT disclosure_in_order CHECK (ended_at IS NULL OR stated_at <= ended_at)
    )""",
    "CREATE INDEX disclosure_by_person ON disclosure (body, person)",
]
