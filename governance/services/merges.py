"""Two records are of one person: what each holds comes together, and can be parted again.

Whatever points at a person is found in the schema itself, so that no table is forgotten. What
tells of a record as it was (its corrections, its merges, who looked) stays with it.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from governance.audit import Private
from governance.charter.findings import Finding, require
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database import translate
from governance.database.schema import schema_of
from governance.errors import BadInputError, GovernanceError, NotFoundError, OutOfOrderError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.schemas.people import MergePreview, MergeView, Merging, MovedRows, Undoing
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed, explain, refusals_in_words
from governance.services.people import get_person
from governance.tables import PersonMergeEntryRow, PersonMergeRow

explain({"account_one_a_person": say("Both records have an account; close one of them first.")})

STAY = frozenset(
    {
        ("lookup", "person"),
        ("person_apart", "one"),
        ("person_apart", "other"),
        ("person_correction", "person"),
        ("person_merge", "kept"),
        ("person_merge", "merged"),
    }
)
"""What tells of a record as it was, by table and column; a merge leaves it there."""

Judge = Callable[[Body, Charter, UUID, UUID], Awaitable[list[Finding]]]
_judges: list[Judge] = []


def judge(*rules: Judge) -> None:
    """Let packages say what the law has against a merge: of the record kept, and the other."""
    _judges.extend(rule for rule in rules if rule not in _judges)


async def references() -> list[tuple[str, str]]:
    """Return every table and column that points at a person and moves with one."""
    shapes = await schema_of(engine())
    return [
        (table, column)
        for table, shape in sorted(shapes.items())
        for column, target in sorted(shape.references.items())
        if target.startswith("person(") and (table, column) not in STAY
    ]


@deed
async def merge_people(record: Record, kept: UUID, wish: Merging) -> MergeView:
    """Bring together two records of one person; refused where no law would have allowed it."""
    if kept == wish.merged:
        raise BadInputError({"merged": say("This is the same record.")})
    await get_person(record.body, kept)
    await get_person(record.body, wish.merged)
    require(*await _judged(record.body, record.charter, kept, wish.merged))
    merge = await _keep_merge(record.body, record.actor, kept, wish)
    moved = await _move(kept, wish.merged)
    for table, column, entry in moved:
        await PersonMergeEntryRow.insert(
            PersonMergeEntryRow(id=uuid4(), merge=merge, source=table, field=column, entry=entry)
        )
    await engine().write("UPDATE person SET merged_into = $1 WHERE id = $2", kept, wish.merged)
    tables = {f"{table}.{column}" for table, column, _ in moved}
    record.note(
        f"person:{wish.merged}",
        after={"merged_into": kept, "moved": tables, "why": Private(wish.reason)},
    )
    return await get_merge(record.body, merge)


@deed
async def undo_merge(record: Record, merge: UUID, wish: Undoing) -> MergeView:
    """Part two records again: what came from the merged one goes back, what is new stays."""
    found = await get_merge(record.body, merge)
    if found.undone_at is not None:
        raise OutOfOrderError(say("This merge was undone on {at}.", at=found.undone_at))
    await get_person(record.body, found.kept)
    rows = await engine().read(
        "SELECT source, field, entry FROM person_merge_row WHERE merge = $1", merge
    )
    with _clashes_in_words():
        for row in rows:
            back = await engine().write(
                f"UPDATE {row['source']} SET {row['field']} = $1 "  # noqa: S608 (names of the schema)
                f"WHERE id = $2 AND {row['field']} = $3 RETURNING id",
                found.merged,
                row["entry"],
                found.kept,
            )
            if not back:
                raise OutOfOrderError(
                    say("Something that was moved is elsewhere by now; undo the later merge first.")
                )
    await engine().write("UPDATE person SET merged_into = NULL WHERE id = $1", found.merged)
    await engine().write(
        "UPDATE person_merge SET undone_why = $1, undone_by = $2, undone_at = $3 WHERE id = $4",
        wish.reason,
        record.actor.name or "clerk",
        record.at,
        merge,
    )
    record.note(f"person:{found.merged}", after={"merged_into": None, "why": Private(wish.reason)})
    return await get_merge(record.body, merge)


async def preview_merge(body: Body, actor: Actor, kept: UUID, merged: UUID) -> MergePreview:
    """Return what a merge would move and what stands in its way; nothing is kept of the trial."""
    if kept == merged:
        raise BadInputError({"merged": say("This is the same record.")})
    one, other = await get_person(body, kept), await get_person(body, merged)
    charter = await charter_on(body, day_in(actor.at, body.timezone))
    findings = await _judged(body, charter, kept, merged)
    moved: list[tuple[str, str, UUID]] = []
    obstacle = ""
    try:
        with refusals_in_words():
            async with engine().transaction():
                await _keep_merge(body, actor, kept, Merging(merged=merged, reason="a trial"))
                moved = await _move(kept, merged)
                raise _TrialOver
    except _TrialOver:
        pass
    except OutOfOrderError as error:
        obstacle = str(error.reason)
    return MergePreview(
        kept=one,
        merged=other,
        moved=_counted([table for table, _, _ in moved]),
        findings=tuple(finding_view(each) for each in findings if each.blocks),
        obstacle=obstacle,
    )


async def get_merge(body: Body, merge: UUID) -> MergeView:
    """Return one merge."""
    found = await _merges(body, "m.id = $2", merge)
    if not found:
        raise NotFoundError(say("There is no such merge here."))
    return found[0]


async def merges_into(body: Body, person: UUID) -> list[MergeView]:
    """Return what was merged into a record, the undone merges too, the latest first."""
    return await _merges(body, "m.kept = $2", person)


class _TrialOver(Exception):
    """A trial ends, and nothing of it is kept."""


async def _keep_merge(body: Body, actor: Actor, kept: UUID, wish: Merging) -> UUID:
    """Put a merge on record; guards let rows move because it is there."""
    row = PersonMergeRow(
        id=uuid4(),
        body=body.id,
        kept=kept,
        merged=wish.merged,
        reason=wish.reason,
        merged_by=actor.name or "clerk",
        merged_at=actor.at,
    )
    await PersonMergeRow.insert(row)
    return row.id


async def _merges(body: Body, which: str, asked: UUID) -> list[MergeView]:
    rows = await engine().read(
        "SELECT m.id, kept, merged, p.name, reason, merged_by, merged_at, undone_by, undone_at, "  # noqa: S608 (our own words)
        "undone_why FROM person_merge m JOIN person p ON p.id = m.merged "
        f"WHERE m.body = $1 AND {which} ORDER BY merged_at DESC, m.id",
        body.id,
        asked,
    )
    return [MergeView(**row, moved=await _moved(row["id"])) for row in rows]


async def _moved(merge: UUID) -> tuple[MovedRows, ...]:
    rows = await engine().read("SELECT source FROM person_merge_row WHERE merge = $1", merge)
    return _counted([row["source"] for row in rows])


def _counted(tables: list[str]) -> tuple[MovedRows, ...]:
    return tuple(MovedRows(table=each, rows=tables.count(each)) for each in sorted(set(tables)))


async def _judged(body: Body, charter: Charter, kept: UUID, merged: UUID) -> list[Finding]:
    return [each for rule in _judges for each in await rule(body, charter, kept, merged)]


async def _move(kept: UUID, merged: UUID) -> list[tuple[str, str, UUID]]:
    """Let every row that points at one record point at the other; return which did."""
    moved = []
    with _clashes_in_words():
        for table, column in await references():
            sql = f"UPDATE {table} SET {column} = $1 WHERE {column} = $2 RETURNING id"  # noqa: S608 (names of the schema)
            rows = await engine().write(sql, kept, merged)
            moved += [(table, column, row["id"]) for row in rows]
    return moved


@contextmanager
def _clashes_in_words() -> Iterator[None]:
    """Say in words that the database lets two rows not be of one person."""
    try:
        with refusals_in_words():
            yield
    except GovernanceError:
        raise
    except Exception as error:  # the database's refusals come in many classes
        violation = translate(error)
        if violation is None:
            raise
        raise OutOfOrderError(
            say(
                "Both records stand where one person can stand only once ({name}).",
                name=violation.name,
            )
        ) from error
