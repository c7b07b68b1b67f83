"""Meetings with their notices, agendas and rolls; motions with their votes; minutes."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE meeting (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        starts_at {moment} NOT NULL,
        ends_at {moment},
        place TEXT NOT NULL,
        video TEXT NOT NULL,
        district TEXT NOT NULL,
        uid TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        set_at {moment} NOT NULL,
        changed_at {moment} NOT NULL,
        called_to_order_at {moment},
        adjourned_at {moment},
        cancelled_why TEXT NOT NULL,
        presiding UUID REFERENCES person (id),
        CONSTRAINT meeting_uid UNIQUE (uid),
        CONSTRAINT meeting_ends_after_it_starts CHECK (ends_at IS NULL OR starts_at < ends_at),
        CONSTRAINT meeting_adjourned_in_order CHECK (
            adjourned_at IS NULL OR called_to_order_at <= adjourned_at)
    )""",
    "CREATE INDEX meeting_by_body ON meeting (body, starts_at)",
    "CREATE INDEX meeting_by_day ON meeting (starts_at)",
    """
    CREATE UNIQUE INDEX meeting_one_in_session ON meeting (body)
    WHERE state IN ('in_session', 'recess') AND kind IN ('regular', 'special', 'district')
    """,
    """
    CREATE TABLE notice (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        kind TEXT NOT NULL,
        channel TEXT NOT NULL,
        given_at {moment} NOT NULL,
        proof TEXT NOT NULL,
        CONSTRAINT notice_kind CHECK (kind IN ('notice', 'documents'))
    )""",
    "CREATE INDEX notice_by_meeting ON notice (meeting)",
    append_only("notice_append_only", "notice"),
    """
    CREATE TABLE agenda_item (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        CONSTRAINT agenda_item_number UNIQUE (meeting, number)
    )""",
    """
    CREATE TABLE attendance (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        person UUID NOT NULL REFERENCES person (id),
        seat TEXT NOT NULL,
        arrived_at {moment} NOT NULL,
        left_at {moment},
        remote BOOLEAN NOT NULL,
        CONSTRAINT attendance_in_order CHECK (left_at IS NULL OR arrived_at <= left_at)
    )""",
    "CREATE INDEX attendance_by_meeting ON attendance (meeting)",
    "CREATE INDEX attendance_by_person ON attendance (person)",
    """
    CREATE UNIQUE INDEX attendance_in_the_room_once ON attendance (meeting, person)
    WHERE left_at IS NULL
    """,
    """
    CREATE TABLE motion (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        item UUID REFERENCES agenda_item (id),
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        mover UUID NOT NULL REFERENCES person (id),
        seconder UUID REFERENCES person (id),
        state TEXT NOT NULL,
        moved_at {moment} NOT NULL,
        put_at {moment},
        closed_at {moment},
        entitled {json} NOT NULL,
        tally {json} NOT NULL,
        outcome TEXT NOT NULL,
        diverges BOOLEAN NOT NULL,
        resolution TEXT NOT NULL,
        CONSTRAINT motion_number UNIQUE (meeting, number),
        CONSTRAINT motion_closed_in_order CHECK (closed_at IS NULL OR put_at <= closed_at),
        CONSTRAINT motion_decided_with_an_outcome CHECK (
            state <> 'decided' OR outcome IN ('carried', 'lost')),
        CONSTRAINT motion_mover_does_not_second CHECK (seconder IS NULL OR seconder <> mover)
    )""",
    "CREATE UNIQUE INDEX motion_one_vote_open ON motion (meeting) WHERE state = 'put'",
    "CREATE INDEX motion_by_close ON motion (body, closed_at)",
    "CREATE INDEX motion_diverging ON motion (body) WHERE diverges AND resolution = ''",
    """
    CREATE TABLE vote (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        motion UUID NOT NULL REFERENCES motion (id),
        person UUID NOT NULL REFERENCES person (id),
        choice TEXT NOT NULL,
        cast_at {moment} NOT NULL,
        CONSTRAINT vote_one_a_member UNIQUE (motion, person),
        CONSTRAINT vote_choice CHECK (choice IN ('yes', 'no', 'abstain'))
    )""",
    "CREATE INDEX vote_by_person ON vote (person, cast_at)",
    """
    CREATE TABLE recusal (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        motion UUID NOT NULL REFERENCES motion (id),
        person UUID NOT NULL REFERENCES person (id),
        relation TEXT NOT NULL,
        reason TEXT NOT NULL,
        declared_at {moment} NOT NULL,
        CONSTRAINT recusal_one_a_member UNIQUE (motion, person)
    )""",
    """
    CREATE TABLE minutes (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        version INTEGER NOT NULL,
        lines {json} NOT NULL,
        published_at {moment} NOT NULL,
        CONSTRAINT minutes_version UNIQUE (meeting, version)
    )""",
    append_only("minutes_append_only", "minutes"),
]
