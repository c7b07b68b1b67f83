"""Who was chosen to preside over an election; one election can bring a successor two offices."""

from governance.database.guards import no_overlap
from governance.database.migrations import PerEngine

HOLDER = no_overlap("officer_one_holder_an_office", "officer", same=["body", "office"])
OFFICE = no_overlap("officer_one_office_a_holder", "officer", same=["body", "person"])

UP = [
    """
    CREATE TABLE pro_tem (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        meeting UUID NOT NULL REFERENCES meeting (id),
        person UUID NOT NULL REFERENCES person (id),
        chosen_by {json} NOT NULL,
        chosen_at {moment} NOT NULL
    )""",
    "CREATE INDEX pro_tem_by_meeting ON pro_tem (meeting, chosen_at)",
    PerEngine(
        postgres=(
            "ALTER TABLE officer DROP CONSTRAINT officer_one_an_election",
            "ALTER TABLE officer ADD CONSTRAINT officer_one_an_election UNIQUE (election, office)",
        ),
        sqlite=(
            """
            CREATE TABLE officer_anew (
                id UUID NOT NULL PRIMARY KEY,
                body UUID NOT NULL REFERENCES body (id),
                office TEXT NOT NULL,
                person UUID NOT NULL REFERENCES person (id),
                election UUID NOT NULL REFERENCES election (id),
                since DATE NOT NULL,
                until DATE NOT NULL,
                remainder BOOLEAN NOT NULL,
                ended_why TEXT NOT NULL,
                CONSTRAINT officer_one_an_election UNIQUE (election, office),
                CONSTRAINT officer_in_order CHECK (since <= until)
            )""",
            "INSERT INTO officer_anew SELECT id, body, office, person, election, since, until, "
            "remainder, ended_why FROM officer",
            "DROP TABLE officer",
            "ALTER TABLE officer_anew RENAME TO officer",
            "CREATE INDEX officer_by_body ON officer (body, since)",
            *HOLDER.sqlite,
            *OFFICE.sqlite,
        ),
    ),
]
