"""A nomination of oneself can be kept before it is sent, and can bring a résumé."""

UP = [
    "ALTER TABLE nomination ADD COLUMN resume UUID REFERENCES paper (id)",
    "DROP INDEX nomination_one_an_address",
    "CREATE UNIQUE INDEX nomination_one_an_address ON nomination (round, folded_email) "
    "WHERE state IN ('draft', 'asked', 'standing')",
]
