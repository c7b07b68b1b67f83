"""Bodies and their law, the record, accounts, people, mail, jobs."""

from governance.database.guards import append_only

UP = [
    """
    CREATE TABLE body (
        id UUID NOT NULL PRIMARY KEY,
        slug TEXT NOT NULL,
        name TEXT NOT NULL,
        timezone TEXT NOT NULL,
        revision BIGINT NOT NULL,
        founded_at {moment} NOT NULL,
        CONSTRAINT body_slug UNIQUE (slug)
    )""",
    "CREATE INDEX body_revision ON body (revision)",
    """
    CREATE TABLE charter (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        in_force_since DATE NOT NULL,
        text TEXT NOT NULL,
        laws TEXT NOT NULL,
        digest TEXT NOT NULL,
        adopted_at {moment} NOT NULL,
        CONSTRAINT charter_one_a_day UNIQUE (body, in_force_since)
    )""",
    """
    CREATE TABLE audit (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        seq BIGINT NOT NULL,
        entry TEXT NOT NULL,
        digest TEXT NOT NULL,
        CONSTRAINT audit_one_link UNIQUE (body, seq)
    )""",
    append_only("audit_append_only", "audit"),
    """
    CREATE TABLE audit_secret (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        seq BIGINT NOT NULL,
        field TEXT NOT NULL,
        salt TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT audit_secret_one_a_field UNIQUE (body, seq, field)
    )""",
    """
    CREATE TABLE idempotency (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        account TEXT NOT NULL,
        key TEXT NOT NULL,
        deed TEXT NOT NULL,
        wish TEXT NOT NULL,
        answer TEXT NOT NULL,
        at {moment} NOT NULL,
        CONSTRAINT idempotency_once UNIQUE (body, account, key)
    )""",
    """
    CREATE TABLE person (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        name TEXT NOT NULL,
        folded_name TEXT NOT NULL,
        email TEXT NOT NULL,
        phone TEXT NOT NULL,
        recorded_at {moment} NOT NULL
    )""",
    "CREATE INDEX person_by_name ON person (body, folded_name)",
    """
    CREATE TABLE fact (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        person UUID NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL,
        since DATE,
        until DATE,
        details TEXT NOT NULL,
        stated_by TEXT NOT NULL,
        stated_on DATE NOT NULL,
        evidence TEXT NOT NULL,
        verified_by TEXT NOT NULL,
        withdrawn_at {moment},
        withdrawn_why TEXT NOT NULL,
        CONSTRAINT fact_span_in_order CHECK (since IS NULL OR until IS NULL OR since <= until)
    )""",
    "CREATE INDEX fact_by_person ON fact (person)",
    """
    CREATE TABLE account (
        id UUID NOT NULL PRIMARY KEY,
        email TEXT NOT NULL,
        name TEXT NOT NULL,
        person UUID REFERENCES person (id),
        password_hash TEXT NOT NULL,
        totp_secret TEXT NOT NULL,
        totp_confirmed BOOLEAN NOT NULL,
        totp_last_step BIGINT NOT NULL,
        failures INTEGER NOT NULL,
        locked_until {moment},
        disabled_at {moment},
        created_at {moment} NOT NULL,
        CONSTRAINT account_email UNIQUE (email),
        CONSTRAINT account_one_a_person UNIQUE (person)
    )""",
    """
    CREATE TABLE recovery_code (
        id UUID NOT NULL PRIMARY KEY,
        account UUID NOT NULL REFERENCES account (id),
        code_hash TEXT NOT NULL,
        used_at {moment}
    )""",
    "CREATE INDEX recovery_code_by_account ON recovery_code (account)",
    """
    CREATE TABLE session (
        id UUID NOT NULL PRIMARY KEY,
        account UUID NOT NULL REFERENCES account (id),
        token_hash TEXT NOT NULL,
        created_at {moment} NOT NULL,
        expires_at {moment} NOT NULL,
        CONSTRAINT session_token UNIQUE (token_hash)
    )""",
    "CREATE INDEX session_by_account ON session (account)",
    """
    CREATE TABLE token (
        id UUID NOT NULL PRIMARY KEY,
        account UUID NOT NULL REFERENCES account (id),
        name TEXT NOT NULL,
        token_hash TEXT NOT NULL,
        scopes TEXT NOT NULL,
        created_at {moment} NOT NULL,
        expires_at {moment} NOT NULL,
        revoked_at {moment},
        CONSTRAINT token_hash UNIQUE (token_hash)
    )""",
    """
    CREATE TABLE role_grant (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        account UUID NOT NULL REFERENCES account (id),
        role TEXT NOT NULL,
        authority TEXT NOT NULL,
        since DATE NOT NULL,
        until DATE,
        CONSTRAINT role_grant_span_in_order CHECK (until IS NULL OR since <= until)
    )""",
    "CREATE INDEX role_grant_by_account ON role_grant (account, body)",
    """
    CREATE TABLE outbox (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        kind TEXT NOT NULL,
        about TEXT NOT NULL,
        recipient TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at {moment} NOT NULL,
        due_at {moment} NOT NULL,
        attempts INTEGER NOT NULL,
        sent_at {moment},
        given_up_at {moment}
    )""",
    "CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL",
    "CREATE INDEX outbox_about ON outbox (body, about)",
    """
    CREATE TABLE delivery (
        id UUID NOT NULL PRIMARY KEY,
        letter UUID NOT NULL REFERENCES outbox (id),
        at {moment} NOT NULL,
        delivered BOOLEAN NOT NULL,
        detail TEXT NOT NULL
    )""",
    "CREATE INDEX delivery_by_letter ON delivery (letter)",
    """
    CREATE TABLE job_run (
        id UUID NOT NULL PRIMARY KEY,
        job TEXT NOT NULL,
        day DATE NOT NULL,
        started_at {moment} NOT NULL,
        finished_at {moment},
        outcome TEXT NOT NULL,
        CONSTRAINT job_run_once_a_day UNIQUE (job, day)
    )""",
]
