"""Calls for applications, applications with their steps and scores, letters, files held back."""

from governance.database.guards import refuse_row

_WRITTEN = ("name", "email", "phone", "place", "address", "district", "answers")
_MAYBE = ("resident_since", "resume")
_CHANGED = " OR ".join(
    (
        *(f"NEW.{column} <> OLD.{column}" for column in _WRITTEN),
        *(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _MAYBE),
    )
)
_OVER = (
    "EXISTS (SELECT 1 FROM application_call AS asked WHERE asked.id = NEW.call "
    "AND asked.closes_at <= NEW.saved_at)"
)
_EMPTY = " AND ".join(f"{column} = ''" for column in (*_WRITTEN, "folded_email", "link_hash"))

UP = [
    """
    CREATE TABLE application_call (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        closed_message TEXT NOT NULL,
        seats TEXT NOT NULL,
        questions TEXT NOT NULL,
        rubric TEXT NOT NULL,
        opens_on DATE NOT NULL,
        closes_on DATE,
        closes_at {moment},
        published_at {moment},
        closed_at {moment},
        CONSTRAINT application_call_in_order CHECK (closes_on IS NULL OR opens_on <= closes_on)
    )""",
    "CREATE INDEX application_call_by_body ON application_call (body, opens_on)",
    refuse_row(
        "application_call_published",
        "application_call",
        update="OLD.published_at IS NOT NULL AND (NEW.questions <> OLD.questions "
        "OR NEW.seats <> OLD.seats OR NEW.rubric <> OLD.rubric)",
    ),
    f"""
    CREATE TABLE application (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        call UUID NOT NULL REFERENCES application_call (id),
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
        answers TEXT NOT NULL,
        resume UUID REFERENCES paper (id),
        consented_at {{moment}},
        link_nonce TEXT NOT NULL,
        link_hash TEXT NOT NULL,
        link_until {{moment}} NOT NULL,
        link_sent_at {{moment}} NOT NULL,
        begun_at {{moment}} NOT NULL,
        saved_at {{moment}} NOT NULL,
        sent_at {{moment}},
        forwarded_on DATE,
        person UUID REFERENCES person (id),
        person_is_new BOOLEAN NOT NULL,
        erased_at {{moment}},
        CONSTRAINT application_erased_whole CHECK (erased_at IS NULL OR ({_EMPTY}
            AND resident_since IS NULL AND resume IS NULL AND person IS NULL)),
        CONSTRAINT application_sent_with_consent CHECK (
            sent_at IS NULL OR consented_at IS NOT NULL)
    )""",
    "CREATE INDEX application_by_body ON application (body, state)",
    "CREATE INDEX application_by_call ON application (call)",
    "CREATE INDEX application_by_person ON application (person)",
    "CREATE UNIQUE INDEX application_one_a_call ON application (call, folded_email) "
    "WHERE folded_email <> '' AND state NOT IN ('withdrawn', 'not_selected')",
    refuse_row(
        "application_was_sent",
        "application",
        update="OLD.sent_at IS NOT NULL AND NEW.erased_at IS NULL "
        f"AND (NEW.sent_at IS DISTINCT FROM OLD.sent_at OR {_CHANGED})",
    ),
    refuse_row(
        "application_after_closing",
        "application",
        insert=_OVER,
        update="NEW.erased_at IS NULL "
        f"AND (NEW.saved_at <> OLD.saved_at OR {_CHANGED}) AND {_OVER}",
    ),
    """
    CREATE TABLE application_step (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        application UUID NOT NULL REFERENCES application (id),
        state TEXT NOT NULL,
        taken_at {moment} NOT NULL,
        taken_by TEXT NOT NULL,
        note TEXT NOT NULL
    )""",
    "CREATE INDEX application_step_by_application ON application_step (application, taken_at)",
    """
    CREATE TABLE application_score (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        application UUID NOT NULL REFERENCES application (id),
        scored_by TEXT NOT NULL,
        scorer TEXT NOT NULL,
        scores TEXT NOT NULL,
        note TEXT NOT NULL,
        scored_at {moment} NOT NULL,
        CONSTRAINT application_score_once UNIQUE (application, scored_by)
    )""",
    """
    CREATE TABLE application_template (
        id UUID NOT NULL PRIMARY KEY,
        body UUID NOT NULL REFERENCES body (id),
        name TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        CONSTRAINT application_template_name UNIQUE (body, name)
    )""",
    """
    CREATE TABLE held_upload (
        id UUID NOT NULL PRIMARY KEY,
        token_hash TEXT NOT NULL,
        name TEXT NOT NULL,
        content {bytes} NOT NULL,
        held_at {moment} NOT NULL,
        CONSTRAINT held_upload_token UNIQUE (token_hash)
    )""",
    "CREATE INDEX held_upload_by_age ON held_upload (held_at)",
]
