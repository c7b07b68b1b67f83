"""What somebody wrote to name a nominee, themselves or another, before and after they agreed."""

UP = [
    """
    CREATE TABLE nomination (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        round UUID NOT NULL REFERENCES nomination_round (id),
        state TEXT NOT NULL,
        state_since DATE NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        folded_email TEXT NOT NULL,
        phone TEXT NOT NULL,
        place TEXT NOT NULL,
        address TEXT NOT NULL,
        district TEXT NOT NULL,
        resident_since DATE,
        statement TEXT NOT NULL,
        family TEXT NOT NULL,
        family_read_at {moment},
        answers TEXT NOT NULL,
        organization UUID REFERENCES organization (id),
        representative UUID REFERENCES person (id),
        nominator TEXT NOT NULL,
        nominator_email TEXT NOT NULL,
        reason TEXT NOT NULL,
        link_nonce TEXT NOT NULL,
        link_hash TEXT NOT NULL,
        link_until {moment} NOT NULL,
        link_sent_at {moment} NOT NULL,
        written_at {moment} NOT NULL,
        consented_at {moment},
        nominee UUID REFERENCES nominee (id),
        erased_at {moment}
    )""",
    "CREATE UNIQUE INDEX nomination_one_an_address ON nomination (round, folded_email) "
    "WHERE state IN ('asked', 'standing')",
    "CREATE UNIQUE INDEX nomination_one_a_nominee ON nomination (nominee) "
    "WHERE nominee IS NOT NULL",
]
