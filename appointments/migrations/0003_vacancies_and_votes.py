"""Drafts, votes by name, who an act names; endings, removals, proofs of delivery; paper texts."""

from governance.database.guards import no_overlap

UP = [
    "ALTER TABLE legislation ADD COLUMN draft BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE legislation ADD COLUMN drafted_on DATE",
    "ALTER TABLE legislation ADD COLUMN abstained INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE legislation ADD COLUMN absent INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE councilmember (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        name TEXT NOT NULL,
        district TEXT NOT NULL,
        since DATE NOT NULL,
        until DATE,
        CONSTRAINT councilmember_in_order CHECK (until IS NULL OR since <= until)
    )""",
    no_overlap("councilmember_once", "councilmember", same=["body", "name"]),
    no_overlap(
        "councilmember_one_a_district",
        "councilmember",
        same=["body", "district"],
        where="district <> ''",
    ),
    """
    CREATE TABLE council_vote (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        legislation UUID NOT NULL REFERENCES legislation (id),
        councilmember UUID NOT NULL REFERENCES councilmember (id),
        choice TEXT NOT NULL,
        CONSTRAINT council_vote_once UNIQUE (legislation, councilmember)
    )""",
    """
    CREATE TABLE provision (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        legislation UUID NOT NULL REFERENCES legislation (id),
        seat TEXT NOT NULL,
        person UUID NOT NULL REFERENCES person (id),
        since DATE,
        CONSTRAINT provision_one_a_seat UNIQUE (legislation, seat),
        CONSTRAINT provision_one_a_person UNIQUE (legislation, person)
    )""",
    """
    CREATE TABLE removal (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        appointment UUID NOT NULL REFERENCES appointment (id),
        cause TEXT NOT NULL,
        meeting_on DATE NOT NULL,
        present INTEGER NOT NULL,
        ayes INTEGER NOT NULL,
        noes INTEGER NOT NULL,
        told_on DATE,
        heard_on DATE,
        sent_on DATE,
        legislation UUID REFERENCES legislation (id)
    )""",
    "CREATE INDEX removal_by_appointment ON removal (appointment)",
    "ALTER TABLE vacancy ADD COLUMN withdrawn_on DATE",
    "DROP INDEX vacancy_one_open_a_seat",
    "CREATE UNIQUE INDEX vacancy_one_open_a_seat ON vacancy (body, seat) "
    "WHERE filled_by IS NULL AND withdrawn_on IS NULL",
    """
    CREATE TABLE ending (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        appointment UUID NOT NULL REFERENCES appointment (id),
        vacancy UUID REFERENCES vacancy (id),
        ground TEXT NOT NULL,
        effective_on DATE NOT NULL,
        stated_on DATE,
        delivered_on DATE,
        delivered_to TEXT NOT NULL,
        found_by TEXT NOT NULL,
        reference TEXT NOT NULL,
        remark TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        recorded_on DATE NOT NULL,
        removal UUID REFERENCES removal (id),
        paper UUID REFERENCES paper (id),
        until_before DATE,
        ended_by_before TEXT NOT NULL,
        withdrawn_on DATE,
        consent_by TEXT NOT NULL,
        consent_on DATE,
        withdrawn_why TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX ending_once ON ending (appointment) WHERE withdrawn_on IS NULL",
    "ALTER TABLE vacancy_notice ADD COLUMN addresses TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE vacancy_notice ADD COLUMN on_paper BOOLEAN NOT NULL DEFAULT FALSE",
    """
    CREATE TABLE notice_proof (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        vacancy UUID NOT NULL REFERENCES vacancy (id),
        authority TEXT NOT NULL,
        how TEXT NOT NULL,
        delivered_on DATE NOT NULL,
        delivered_by TEXT NOT NULL,
        remark TEXT NOT NULL,
        paper UUID REFERENCES paper (id),
        recorded_by TEXT NOT NULL,
        recorded_at {moment} NOT NULL
    )""",
    "CREATE INDEX notice_proof_by_vacancy ON notice_proof (vacancy)",
    """
    CREATE TABLE paper_text (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        changed_at {moment} NOT NULL,
        CONSTRAINT paper_text_version UNIQUE (body, name, version)
    )""",
]
