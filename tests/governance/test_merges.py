"""Two records of one person come together, and are parted again."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from governance.database import Engine
from governance.database.postgres import SafePostgresEngine
from governance.database.schema import schema_of
from governance.errors import BadInputError, OutOfOrderError
from governance.rules.access import Role
from governance.rules.people import FactKind
from governance.schemas.accounts import AccountWish
from governance.schemas.bodies import Body
from governance.schemas.people import (
    Amendment,
    Apart,
    FactWish,
    Merging,
    Person,
    PersonWish,
    Undoing,
)
from governance.services.accounts import create_account, get_account
from governance.services.chains import verify_chain
from governance.services.contacts import amend_person, corrections_of
from governance.services.duplicates import list_duplicates, tell_apart
from governance.services.merges import (
    STAY,
    merge_people,
    merges_into,
    preview_merge,
    references,
    undo_merge,
)
from governance.services.people import facts_of, get_person, list_people, record_person, state_fact
from meetings.schemas.meetings import ItemWish, MeetingKind, MeetingWish
from meetings.services.agendas import add_agenda_item
from meetings.services.calendars import schedule_meeting
from tests.app import NOW, PASSWORD, acting

CLERK = acting(Role.CLERK)
TODAY = NOW.date()
WHY = Merging(merged=UUID(int=0), reason="The same passport.")


async def known(name: str, **more: str) -> Person:
    return await record_person(CLERK, PersonWish(name=name, **more))


async def stated(person: UUID) -> None:
    wish = FactWish(
        kind=FactKind.RESIDENCE, what="City of Rochester", stated_by="x", stated_on=TODAY
    )
    await state_fact(CLERK, person, wish)


@pytest.fixture
async def two(board: Body) -> tuple[Person, Person]:
    return await known("Ana Lopez"), await known("Ana López")


async def merged(two: tuple[Person, Person]) -> UUID:
    one, other = two
    return (await merge_people(CLERK, one.id, Merging(merged=other.id, reason="One passport."))).id


async def test_what_a_merged_record_held_comes_to_the_kept_one(
    board: Body, two: tuple[Person, Person]
) -> None:
    one, other = two
    await stated(other.id)
    await merged(two)
    assert [each.person for each in await facts_of(board, one.id)] == [one.id]
    assert [each.id for each in await list_people(board)] == [one.id]
    with pytest.raises(OutOfOrderError, match="merged into another"):
        await get_person(board, other.id)
    with pytest.raises(OutOfOrderError, match="merged into another"):
        await stated(other.id)


async def test_a_merge_is_undone_and_what_is_new_stays(
    board: Body, two: tuple[Person, Person]
) -> None:
    one, other = two
    await stated(other.id)
    merge = await merged(two)
    await stated(one.id)
    undone = await undo_merge(CLERK, merge, Undoing(reason="Two passports."))
    assert (undone.undone_by, undone.undone_why) == ("Test", "Two passports.")
    assert len(await facts_of(board, one.id)) == len(await facts_of(board, other.id)) == 1
    assert await get_person(board, other.id) == other
    with pytest.raises(OutOfOrderError, match="was undone"):
        await undo_merge(CLERK, merge, Undoing(reason="Again."))
    [told] = await merges_into(board, one.id)
    assert told.undone_at is not None
    await merged(two)  # and can be merged once more


async def test_a_merge_under_a_later_one_is_undone_after_it(
    board: Body, two: tuple[Person, Person]
) -> None:
    one, other = two
    await stated(other.id)
    first = await merged(two)
    third = await known("A. Lopez")
    later = await merge_people(CLERK, third.id, Merging(merged=one.id, reason="Again one."))
    with pytest.raises(OutOfOrderError, match="merged into another"):
        await undo_merge(CLERK, first, Undoing(reason="No."))
    await undo_merge(CLERK, later.id, Undoing(reason="No."))
    await undo_merge(CLERK, first, Undoing(reason="No."))
    assert len(await facts_of(board, other.id)) == 1


async def test_an_account_moves_unless_both_have_one(
    board: Body, two: tuple[Person, Person]
) -> None:
    one, other = two
    wish = AccountWish(email="a@test.example", name="Ana", password=PASSWORD, person=other.id)
    account = await create_account(wish, at=NOW)
    merge = await merged(two)
    assert (await get_account(account.id)).person == one.id
    await undo_merge(CLERK, merge, Undoing(reason="No."))
    wish = AccountWish(email="b@test.example", name="Ana", password=PASSWORD, person=one.id)
    await create_account(wish, at=NOW)
    preview = await preview_merge(board, CLERK, one.id, other.id)
    assert "account" in preview.obstacle
    with pytest.raises(OutOfOrderError, match="account"):
        await merged(two)
    assert (await get_account(account.id)).person == other.id


async def test_a_preview_keeps_nothing(board: Body, two: tuple[Person, Person]) -> None:
    one, other = two
    await stated(other.id)
    preview = await preview_merge(board, CLERK, one.id, other.id)
    assert [(each.table, each.rows) for each in preview.moved] == [("fact", 1)]
    assert len(await facts_of(board, other.id)) == 1
    assert await merges_into(board, one.id) == []


async def test_a_record_is_not_merged_into_itself(board: Body, two: tuple[Person, Person]) -> None:
    with pytest.raises(BadInputError):
        await merge_people(CLERK, two[0].id, Merging(merged=two[0].id, reason="x"))


async def test_the_chain_still_verifies_and_holds_no_name(
    board: Body, two: tuple[Person, Person], engine: Engine
) -> None:
    await undo_merge(CLERK, await merged(two), Undoing(reason="A secret reason."))
    assert (await verify_chain(board)).holds
    entries = await engine.read("SELECT entry FROM audit WHERE body = $1", board.id)
    assert not [row for row in entries if "secret" in row["entry"] or "Ana" in row["entry"]]


async def guarded_tables(engine: Engine) -> dict[str, str]:
    """Return what the guards against change say, by table; as SQLite has them in its schema."""
    if isinstance(engine, SafePostgresEngine):
        rows = await engine.read(
            "SELECT c.relname AS name, pg_get_functiondef(t.tgfoid) AS sql FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE '%_append_only'"
        )
    else:
        rows = await engine.read(
            "SELECT tbl_name AS name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND name LIKE '%_append_only_update'"
        )
    return {row["name"]: row["sql"] for row in rows}


async def test_no_table_that_points_at_a_person_is_forgotten(engine: Engine) -> None:
    """What moves has an id by which it can be moved back, and no guard against being changed."""
    shapes = await schema_of(engine)
    pointing = {
        (table, column)
        for table, shape in shapes.items()
        for column, target in shape.references.items()
        if target.startswith("person(")
    }
    moving = set(await references())
    assert moving | STAY == pointing
    assert moving & STAY == set()
    assert {table for table, _ in moving if shapes[table].columns.get("id") != "uuid"} == set()
    guarded = await guarded_tables(engine)
    for table, _ in moving:
        assert "person_merge" in guarded.get(table, "person_merge"), f"{table} cannot be moved"
    unlinked = {
        (table, column)
        for table, shape in shapes.items()
        for column, kind in shape.columns.items()
        if column in ("person", "member") and kind.startswith("uuid")
    }
    assert unlinked - pointing == set(), "a person is pointed at without a reference"


async def test_what_was_mended_stays_readable(board: Body) -> None:
    person = await known("Ana Lopes", email="old@test.example", phone="1")
    wish = Amendment(reason="A slip.", name="Ana  Lopez", email="new@test.example", phone="")
    mended = await amend_person(CLERK, person.id, wish)
    assert (mended.name, mended.email, mended.phone) == ("Ana Lopez", "new@test.example", "")
    told = {each.field: (each.was, each.became) for each in await corrections_of(board, person.id)}
    assert told["name"] == ("Ana Lopes", "Ana Lopez")
    assert told["email"] == ("old@test.example", "new@test.example")
    assert told["phone"] == ("1", "")
    assert [each.id for each in await list_people(board, search="lopez")] == [person.id]
    with pytest.raises(BadInputError):
        await amend_person(CLERK, person.id, Amendment(reason="x", name="Ana Lopez"))
    with pytest.raises(BadInputError):
        await amend_person(CLERK, person.id, Amendment(reason="x", name=" "))


async def test_likely_pairs_are_found_and_told_apart(board: Body) -> None:
    one = await known("Łucja Ōkubo", email="L@test.example")
    other = await known("Okubo, Lucja", phone="+1 (585) 555-0100")
    await known("Somebody Else", phone="5550199")
    [pair] = await list_duplicates(board)
    assert {pair.one.id, pair.other.id} == {one.id, other.id}
    assert pair.why == ("The names are alike.",)
    third = await known("L. O.", email="l@TEST.example", phone="585-555-0100")
    found = await list_duplicates(board)
    assert {frozenset((each.one.id, each.other.id)) for each in found} == {
        frozenset(pair) for pair in ((one.id, other.id), (one.id, third.id), (other.id, third.id))
    }
    await tell_apart(CLERK, Apart(one=other.id, other=one.id, reason="Sisters."))
    assert len(await list_duplicates(board)) == 2
    with pytest.raises(OutOfOrderError, match="apart already"):
        await tell_apart(CLERK, Apart(one=one.id, other=other.id, reason="Sisters."))


async def test_a_day_of_birth_alone_is_no_likeness(board: Body) -> None:
    for name in ("Ana Lopez", "Ana Lopo", "Wei Zhang"):
        person = await known(name)
        wish = FactWish(
            kind=FactKind.BIRTH, since=date(1980, 2, 29), stated_by="x", stated_on=TODAY
        )
        await state_fact(CLERK, person.id, wish)
    [pair] = await list_duplicates(board)
    assert {pair.one.name, pair.other.name} == {"Ana Lopez", "Ana Lopo"}
    assert "The day of birth is the same." in pair.why


async def test_an_entry_that_nobody_may_change_follows_a_merge_and_nothing_else(
    board: Body, two: tuple[Person, Person], engine: Engine
) -> None:
    one, other = two
    office = acting(Role.STAFF)
    wish = MeetingWish(
        kind=MeetingKind.REGULAR, title="A meeting", starts_at=NOW + timedelta(days=9), place="Hall"
    )
    meeting = await schedule_meeting(office, wish)
    await add_agenda_item(office, meeting.id, ItemWish(title="Rules"))
    entry = uuid4()
    async with engine.transaction():
        await engine.write(
            "INSERT INTO recusal_entry (id, body, meeting, item, person, takes_part, relation, "
            "reason, declared_at) SELECT $1, $2, $3, id, $4, FALSE, 'family', 'x', $5 "
            "FROM agenda_item WHERE meeting = $3 AND title = 'Rules'",
            entry,
            board.id,
            meeting.id,
            other.id,
            NOW,
        )

    async def whose() -> UUID:
        [row] = await engine.read("SELECT person FROM recusal_entry WHERE id = $1", entry)
        found: UUID = row["person"]
        return found

    preview = await preview_merge(board, CLERK, one.id, other.id)
    assert [each.table for each in preview.moved] == ["recusal_entry"]
    await refused(engine, "UPDATE recusal_entry SET person = $1 WHERE id = $2", one.id, entry)
    merge = await merged(two)
    assert await whose() == one.id
    await refused(engine, "UPDATE recusal_entry SET reason = 'y' WHERE id = $1", entry)
    await refused(engine, "DELETE FROM recusal_entry WHERE id = $1", entry)
    third = await known("Somebody Else")
    await refused(engine, "UPDATE recusal_entry SET person = $1 WHERE id = $2", third.id, entry)
    await undo_merge(CLERK, merge, Undoing(reason="No."))
    assert await whose() == other.id


async def refused(engine: Engine, sql: str, *values: object) -> None:
    with pytest.raises(Exception, match="recusal_entry_append_only"):
        async with engine.transaction():
            await engine.write(sql, *values)
