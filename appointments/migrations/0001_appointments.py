"""Legislation, designations, appointments, services, vacancies and their notices."""

from governance.database.guards import no_overlap

UP = [
    """
    CREATE TABLE legislation (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        number TEXT NOT NULL,
        title TEXT NOT NULL,
        introduced_on DATE NOT NULL,
        voted_on DATE,
        ayes INTEGER NOT NULL,
        noes INTEGER NOT NULL,
        CONSTRAINT legislation_number UNIQUE (body, number),
        CONSTRAINT legislation_in_order CHECK (voted_on IS NULL OR introduced_on <= voted_on)
    )""",
    """
    CREATE TABLE designation (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        seat TEXT NOT NULL,
        person UUID NOT NULL REFERENCES person (id),
        authority TEXT NOT NULL,
        designated_on DATE NOT NULL
    )""",
    "CREATE INDEX designation_by_seat ON designation (body, seat, person)",
    """
    CREATE TABLE discretion (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        criterion TEXT NOT NULL,
        authority TEXT NOT NULL,
        allowed BOOLEAN NOT NULL,
        reason TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_on DATE NOT NULL
    )""",
    "CREATE INDEX discretion_by_person ON discretion (person)",
    """
    CREATE TABLE appointment (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        seat TEXT NOT NULL,
        person UUID NOT NULL REFERENCES person (id),
        legislation UUID NOT NULL REFERENCES legislation (id),
        kind TEXT NOT NULL,
        designated_by TEXT NOT NULL,
        appointed_on DATE NOT NULL,
        term_since DATE,
        term_until DATE,
        notice_sent_on DATE,
        oath_taken_on DATE,
        oath_filed_on DATE,
        lapsed_on DATE,
        CONSTRAINT appointment_term_in_order CHECK (
            term_until IS NULL OR term_since IS NULL OR term_since < term_until)
    )""",
    "CREATE INDEX appointment_by_body ON appointment (body, seat)",
    "CREATE INDEX appointment_by_person ON appointment (person)",
    "CREATE UNIQUE INDEX appointment_one_waits_a_seat ON appointment (body, seat) "
    "WHERE term_since IS NULL AND lapsed_on IS NULL",
    "CREATE UNIQUE INDEX appointment_one_waits_a_person ON appointment (body, person) "
    "WHERE term_since IS NULL AND lapsed_on IS NULL",
    """
    CREATE TABLE service (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        seat TEXT NOT NULL,
        person UUID NOT NULL REFERENCES person (id),
        appointment UUID NOT NULL REFERENCES appointment (id),
        since DATE NOT NULL,
        until DATE,
        ended_by TEXT NOT NULL,
        CONSTRAINT service_one_an_appointment UNIQUE (appointment),
        CONSTRAINT service_in_order CHECK (until IS NULL OR since <= until)
    )""",
    no_overlap("service_one_member_a_seat", "service", same=["body", "seat"]),
    no_overlap("service_one_seat_a_member", "service", same=["body", "person"]),
    """
    CREATE TABLE vacancy (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        seat TEXT NOT NULL,
        cause TEXT NOT NULL,
        effective_on DATE NOT NULL,
        delivered_on DATE,
        delivered_to TEXT NOT NULL,
        remark TEXT NOT NULL,
        filled_by UUID REFERENCES appointment (id)
    )""",
    "CREATE INDEX vacancy_by_body ON vacancy (body, effective_on)",
    "CREATE UNIQUE INDEX vacancy_one_open_a_seat ON vacancy (body, seat) WHERE filled_by IS NULL",
    """
    CREATE TABLE vacancy_notice (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        vacancy UUID NOT NULL REFERENCES vacancy (id),
        authority TEXT NOT NULL,
        sent_at {moment} NOT NULL,
        CONSTRAINT vacancy_notice_once UNIQUE (vacancy, authority)
    )""",
]
