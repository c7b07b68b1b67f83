"""Matters with their parties and motions; panels with their places and choices; absences."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE matter (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        status TEXT NOT NULL,
        outcome TEXT NOT NULL,
        opened_at {moment} NOT NULL,
        closed_at {moment},
        CONSTRAINT matter_number UNIQUE (body, year, number),
        CONSTRAINT matter_status CHECK (status IN ('open', 'decided', 'withdrawn')),
        CONSTRAINT matter_closed CHECK ((status = 'open') = (closed_at IS NULL))
    )""",
    """
    CREATE TABLE matter_party (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        matter UUID NOT NULL REFERENCES matter (id),
        name TEXT NOT NULL,
        part TEXT NOT NULL,
        named_at {moment} NOT NULL,
        struck_at {moment}
    )""",
    "CREATE INDEX matter_party_by_matter ON matter_party (matter)",
    """
    CREATE TABLE matter_motion (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        matter UUID NOT NULL REFERENCES matter (id),
        motion UUID NOT NULL REFERENCES motion (id),
        linked_at {moment} NOT NULL,
        CONSTRAINT matter_motion_once UNIQUE (motion)
    )""",
    "CREATE INDEX matter_motion_by_matter ON matter_motion (matter)",
    """
    CREATE TABLE panel (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        matter UUID NOT NULL REFERENCES matter (id),
        hearing_on DATE NOT NULL,
        state TEXT NOT NULL,
        assembled_at {moment} NOT NULL,
        ended_at {moment},
        ended_why TEXT NOT NULL,
        CONSTRAINT panel_state CHECK (state IN ('sitting', 'heard', 'dissolved')),
        CONSTRAINT panel_ended CHECK ((state = 'sitting') = (ended_at IS NULL))
    )""",
    "CREATE INDEX panel_by_body ON panel (body, assembled_at)",
    "CREATE UNIQUE INDEX panel_one_a_matter ON panel (matter) WHERE state = 'sitting'",
    """
    CREATE TABLE panel_choice (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        panel UUID NOT NULL REFERENCES panel (id),
        number INTEGER NOT NULL,
        chosen_at {moment} NOT NULL,
        lines {json} NOT NULL,
        CONSTRAINT panel_choice_number UNIQUE (body, number)
    )""",
    "CREATE INDEX panel_choice_by_panel ON panel_choice (panel)",
    append_only("panel_choice_append_only", "panel_choice"),
    """
    CREATE TABLE panel_place (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        panel UUID NOT NULL REFERENCES panel (id),
        person UUID NOT NULL REFERENCES person (id),
        seat TEXT NOT NULL,
        authority TEXT NOT NULL,
        choice INTEGER NOT NULL,
        names_chair UUID REFERENCES person (id),
        left_at {moment},
        left_why TEXT NOT NULL,
        CONSTRAINT panel_place_once UNIQUE (panel, person)
    )""",
    "CREATE INDEX panel_place_by_person ON panel_place (person)",
    """
    CREATE TABLE absence (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        since DATE NOT NULL,
        until DATE NOT NULL,
        stated_at {moment} NOT NULL,
        withdrawn_at {moment},
        CONSTRAINT absence_in_order CHECK (since < until)
    )""",
    "CREATE INDEX absence_by_person ON absence (person)",
]
