"""Rules between rows that the database itself keeps, written for both engines.

On PostgreSQL and on SQLite alike a broken guard is a violation under the guard's own name.
"""

from collections.abc import Sequence

from governance.database.migrations import PerEngine


def no_overlap(
    name: str,
    table: str,
    *,
    same: Sequence[str],
    where: str = "TRUE",
    since: str = "since",
    until: str = "until",
    span: str = "daterange",
) -> PerEngine:
    """Forbid two rows with the same columns and overlapping half-open spans [since, until).

    No `until` is without end; an empty span overlaps nothing; `where` says which rows count.
    For moments the span is `tstzrange`. Keep `since <= until` by a check of its own.
    """
    equal = ", ".join(f"{column} WITH =" for column in same)
    exclude = f"EXCLUDE USING gist ({equal}, {span}({since}, {until}) WITH &&) WHERE ({where})"
    clash = _clash(table, same, where, since, until)
    return PerEngine(
        postgres=(
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f"ALTER TABLE {table} ADD CONSTRAINT {name} {exclude}",
        ),
        sqlite=(
            f"CREATE INDEX {name} ON {table} ({', '.join(same)}, {since})",
            *(_raising(name, table, event, clash) for event in ("INSERT", "UPDATE")),
        ),
    )


def append_only(name: str, table: str) -> PerEngine:
    """Forbid to change or remove a row once it is written."""
    refuse = f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{name}'; END $$"
    return PerEngine(
        postgres=(
            f"CREATE FUNCTION {name}() RETURNS trigger {refuse}",
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ),
        sqlite=tuple(_raising(name, table, event, "TRUE") for event in ("UPDATE", "DELETE")),
    )


def refuse_row(name: str, table: str, *, insert: str = "", update: str = "") -> PerEngine:
    """Forbid a row that is written or changed so; the conditions speak of NEW and OLD.

    They may ask other tables, and are written so that both engines understand them.
    """
    when = {"INSERT": insert, "UPDATE": update}
    events = [event for event, condition in when.items() if condition]
    return PerEngine(
        postgres=tuple(
            statement
            for event in events
            for statement in _refusing(name, table, event, when[event])
        ),
        sqlite=tuple(_raising(name, table, event, when[event]) for event in events),
    )


def _refusing(name: str, table: str, event: str, when: str) -> tuple[str, str]:
    """Write a PostgreSQL trigger for each row, with the function that it calls."""
    trigger = f"{name}_{event.lower()}"
    return (
        f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{name}'; END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER {trigger} AFTER {event} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {trigger}()",
    )


def append_only_but_merged(
    name: str, table: str, *, columns: Sequence[str], person: str = "person"
) -> PerEngine:
    """Forbid to change or remove a row, in place of `append_only`, but for a merge of people.

    A row may be pointed from one record of a person at the other if a merge of the two is on
    record, and nothing else of it may change; `columns` are all the others.
    """
    merged = (
        "EXISTS (SELECT 1 FROM person_merge m WHERE "  # noqa: S608 (names from migrations, never from people)
        f"(m.kept = NEW.{person} AND m.merged = OLD.{person}) OR "
        f"(m.kept = OLD.{person} AND m.merged = NEW.{person}))"
    )
    same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)
    unchanged = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in columns)
    allow = f"IF TG_OP = 'UPDATE' THEN IF {same} AND {merged} THEN RETURN NEW; END IF; END IF;"
    refuse = f"RAISE EXCEPTION '{name}';"
    return PerEngine(
        postgres=(
            f"DROP TRIGGER {name} ON {table}",
            f"DROP FUNCTION {name}()",
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {allow} {refuse} END $$",
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
            f"CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ),
        sqlite=(
            f"DROP TRIGGER {name}_update",
            _raising(name, table, "UPDATE", f"NOT ({unchanged} AND {merged})"),
        ),
    )


def _raising(name: str, table: str, event: str, when: str) -> str:
    """Write a trigger that runs after the row is there, so that `when` can select it."""
    return (
        f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} "
        f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _clash(table: str, same: Sequence[str], where: str, since: str, until: str) -> str:
    equal = " AND ".join(f"mine.{column} = other.{column}" for column in same)
    return (
        f"EXISTS (SELECT 1 FROM "  # noqa: S608 (names from migrations, never from people)
        f"(SELECT * FROM {table} WHERE rowid = NEW.rowid AND ({where})) AS mine JOIN "
        f"(SELECT * FROM {table} WHERE rowid <> NEW.rowid AND ({where})) AS other ON {equal} "
        f"WHERE (mine.{until} IS NULL OR mine.{since} < mine.{until}) "
        f"AND (other.{until} IS NULL OR other.{since} < other.{until}) "
        f"AND (other.{until} IS NULL OR mine.{since} < other.{until}) "
        f"AND (mine.{until} IS NULL OR other.{since} < mine.{until}))"
    )
