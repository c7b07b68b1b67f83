"""Organizations and committees of nominating authorities; rounds, nominees, scores, slates."""

from governance.database.guards import append_only, no_overlap

UP = [
    """
    CREATE TABLE organization (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        authority TEXT NOT NULL,
        name TEXT NOT NULL,
        contact TEXT NOT NULL,
        email TEXT NOT NULL,
        joined_on DATE NOT NULL,
        left_on DATE,
        CONSTRAINT organization_in_order CHECK (left_on IS NULL OR joined_on <= left_on)
    )""",
    "CREATE UNIQUE INDEX organization_name ON organization (body, authority, name) "
    "WHERE left_on IS NULL",
    """
    CREATE TABLE representative (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        organization UUID NOT NULL REFERENCES organization (id),
        person UUID NOT NULL REFERENCES person (id),
        since DATE NOT NULL,
        until DATE,
        CONSTRAINT representative_in_order CHECK (until IS NULL OR since <= until)
    )""",
    no_overlap("representative_once", "representative", same=("organization", "person")),
    """
    CREATE TABLE committee_member (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        authority TEXT NOT NULL,
        person UUID NOT NULL REFERENCES person (id),
        chosen_on DATE NOT NULL,
        chosen_how TEXT NOT NULL,
        since DATE NOT NULL,
        until DATE,
        CONSTRAINT committee_member_in_order CHECK (until IS NULL OR since <= until)
    )""",
    no_overlap("committee_member_once", "committee_member", same=("body", "authority", "person")),
    """
    CREATE TABLE nomination_round (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        authority TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        settings {json} NOT NULL,
        opens_on DATE,
        closes_on DATE,
        since DATE NOT NULL,
        follows UUID REFERENCES nomination_round (id),
        step TEXT NOT NULL,
        CONSTRAINT nomination_round_in_order CHECK (
            opens_on IS NULL OR closes_on IS NULL OR opens_on <= closes_on)
    )""",
    """
    CREATE TABLE round_step (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES nomination_round (id),
        step TEXT NOT NULL,
        at {moment} NOT NULL,
        by TEXT NOT NULL,
        note TEXT NOT NULL,
        paper UUID REFERENCES paper (id),
        CONSTRAINT round_step_once UNIQUE (round, step)
    )""",
    append_only("round_step_append_only", "round_step"),
    """
    CREATE TABLE round_seat (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES nomination_round (id),
        seat TEXT NOT NULL,
        outcome TEXT NOT NULL,
        settled_on DATE,
        CONSTRAINT round_seat_once UNIQUE (round, seat)
    )""",
    "CREATE UNIQUE INDEX round_seat_one_open ON round_seat (body, seat) WHERE outcome = 'open'",
    """
    CREATE TABLE nominee (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES nomination_round (id),
        person UUID NOT NULL REFERENCES person (id),
        source TEXT NOT NULL,
        organization UUID REFERENCES organization (id),
        nominated_by TEXT NOT NULL,
        statement TEXT NOT NULL,
        relatives TEXT NOT NULL,
        consent_hash TEXT NOT NULL,
        consented_at {moment},
        state TEXT NOT NULL,
        entered_at {moment} NOT NULL,
        CONSTRAINT nominee_once_a_round UNIQUE (round, person)
    )""",
    """
    CREATE TABLE screening_conflict (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        nominee UUID NOT NULL REFERENCES nominee (id),
        member UUID NOT NULL REFERENCES person (id),
        reason TEXT NOT NULL,
        declared_at {moment} NOT NULL,
        CONSTRAINT screening_conflict_once UNIQUE (nominee, member)
    )""",
    """
    CREATE TABLE screening_score (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        nominee UUID NOT NULL REFERENCES nominee (id),
        member UUID NOT NULL REFERENCES person (id),
        points {json} NOT NULL,
        remark TEXT NOT NULL,
        scored_at {moment} NOT NULL,
        CONSTRAINT screening_score_once UNIQUE (nominee, member)
    )""",
    """
    CREATE TABLE consultation (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES nomination_round (id),
        held_on DATE NOT NULL,
        present TEXT NOT NULL,
        comments TEXT NOT NULL,
        CONSTRAINT consultation_once UNIQUE (round)
    )""",
    """
    CREATE TABLE slate_name (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES nomination_round (id),
        seat TEXT NOT NULL,
        nominee UUID NOT NULL REFERENCES nominee (id),
        place INTEGER NOT NULL,
        fate TEXT NOT NULL,
        reason TEXT NOT NULL,
        decided_on DATE,
        decided_by TEXT NOT NULL,
        CONSTRAINT slate_name_once_a_round UNIQUE (nominee),
        CONSTRAINT slate_name_place UNIQUE (round, seat, place)
    )""",
    "CREATE UNIQUE INDEX slate_name_one_confirmed ON slate_name (round, seat) "
    "WHERE fate = 'confirmed'",
    """
    CREATE TABLE slate_ballot (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES nomination_round (id),
        seat TEXT NOT NULL,
        member UUID NOT NULL REFERENCES person (id),
        ballot TEXT NOT NULL,
        CONSTRAINT slate_ballot_once UNIQUE (round, seat, member)
    )""",
    """
    CREATE TABLE interview (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        slate_name UUID NOT NULL REFERENCES slate_name (id),
        account UUID NOT NULL REFERENCES account (id),
        points {json} NOT NULL,
        notes TEXT NOT NULL,
        noted_at {moment} NOT NULL,
        CONSTRAINT interview_once UNIQUE (slate_name, account)
    )""",
]
