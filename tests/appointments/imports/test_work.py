"""Long imports: they can be stopped, they may die, and they leave nothing half done."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from appointments.rules.imports.columns import Content
from appointments.schemas.imports import Choices, ImportWish, State
from appointments.services.imports import work as working
from appointments.services.imports import writing
from appointments.services.imports.orders import (
    check_import,
    map_import,
    start_import,
    stop_import,
    take_import,
)
from appointments.services.imports.plans import Watch
from appointments.services.imports.runs import get_import, subjects_of
from appointments.services.imports.work import bury, do_import
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.schemas.people import PersonWish
from governance.services.bodies import engine
from governance.services.chains import verify_chain
from governance.services.people import count_people, record_person
from tests.appointments.imports.tables import LIMITS, TODAY, checked, taken, work
from tests.appointments.makers import clerk

CLERK = clerk(TODAY)
PEOPLE = "Last name;First name;E-mail\n" + "".join(
    f"Example{number};Ada;ada{number}@test.example\n" for number in range(1000)
)


async def rows_of(table: str) -> int:
    rows = await engine().read(f"SELECT count(*) AS number FROM {table}")
    return int(rows[0]["number"])


async def test_a_thousand_people_are_taken_in_once(board: Body) -> None:
    run = await taken(PEOPLE, Content.PEOPLE)
    assert (run.state, run.counts.new) == (State.DONE, 1000)
    assert await count_people(board) == 1000
    again = await taken(PEOPLE, Content.PEOPLE)
    assert (again.counts.new, again.counts.unchanged) == (0, 1000)
    assert await count_people(board) == 1000
    assert (await verify_chain(board)).holds


async def test_a_new_address_is_shown_and_not_taken(board: Body) -> None:
    await taken("Name,E-mail\nAda Example,a@test.example\n", Content.PEOPLE)
    run = await checked("Name,E-mail\nAda Example,b@test.example\n", Content.PEOPLE)
    assert (run.counts.changed, run.counts.new) == (1, 0)


async def test_two_of_one_name_are_told_apart_by_their_address(board: Body) -> None:
    for number in (1, 2):
        await record_person(CLERK, PersonWish(name="Ada Example", email=f"a{number}@test.example"))
    run = await checked("Name,E-mail\nAda Example,a2@test.example\n", Content.PEOPLE)
    assert (run.counts.unchanged, run.counts.errors) == (1, 0)
    assert (await checked("Name\nAda Example\n", Content.PEOPLE)).counts.errors == 1


async def test_a_stop_in_the_middle_of_writing_leaves_nothing(
    board: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await checked(PEOPLE, Content.PEOPLE)
    await take_import(CLERK, run.id)
    watch = Watch()
    steps = 0

    async def stop_soon(delay: float) -> None:
        nonlocal steps
        steps += 1
        if steps == 3:
            watch.stop.set()

    monkeypatch.setattr(writing.asyncio, "sleep", stop_soon)
    await do_import(run.id, clock=lambda: CLERK.at, limits=LIMITS, watch=watch)
    monkeypatch.undo()
    stopped = await get_import(board, run.id)
    assert (stopped.state, stopped.has_file) == (State.STOPPED, True)
    assert await rows_of("person") == await rows_of("import_subject") == 0
    await check_import(CLERK, run.id)
    await work(run.id, CLERK)
    await take_import(CLERK, run.id)
    await work(run.id, CLERK)
    assert await count_people(board) == 1000


async def test_a_failure_in_the_middle_leaves_nothing_and_says_so(
    board: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await checked(PEOPLE, Content.PEOPLE)
    await take_import(CLERK, run.id)
    monkeypatch.setattr(working, "proof_of", lambda made: 1 / 0)
    await work(run.id, CLERK)
    failed = await get_import(board, run.id)
    assert failed.state is State.FAILED
    assert "Nothing was taken in" in failed.outcome
    assert await rows_of("person") == 0


async def test_work_whose_program_died_is_told_to_have_left_nothing(board: Body) -> None:
    run = await checked(PEOPLE, Content.PEOPLE)
    await take_import(CLERK, run.id)
    async with engine().transaction():
        await engine().write(
            "UPDATE import_run SET state = 'taking', beat_at = $1 WHERE id = $2", CLERK.at, run.id
        )
    assert await bury(CLERK.at + timedelta(minutes=2)) == 0
    assert await bury(CLERK.at + timedelta(minutes=2, seconds=1)) == 1
    assert (await get_import(board, run.id)).state is State.FAILED
    await check_import(CLERK, run.id)


async def test_two_workers_do_an_import_once(board: Body) -> None:
    run = await checked(PEOPLE, Content.PEOPLE)
    await take_import(CLERK, run.id)
    both = await asyncio.gather(
        *(do_import(run.id, clock=lambda: CLERK.at, limits=LIMITS) for _ in range(2))
    )
    assert sorted(both) == [False, True]
    assert await count_people(board) == 1000


async def test_others_have_their_turn_while_rows_are_read(board: Body) -> None:
    wish = ImportWish(
        content=Content.PEOPLE, file=Upload(name="a.csv", content=PEOPLE.encode() * 3)
    )
    run = await start_import(CLERK, wish, LIMITS)
    await check_import(CLERK, run.id)
    working_on = asyncio.ensure_future(work(run.id, CLERK))
    await record_person(replace(CLERK, key="meanwhile"), PersonWish(name="Somebody Else"))
    await working_on
    assert (await get_import(board, run.id)).state is State.CHECKED


async def test_what_changed_since_the_check_is_checked_again(board: Body) -> None:
    run = await checked("Name\nAda Example\n", Content.PEOPLE)
    await record_person(CLERK, PersonWish(name="Ada Example"))
    await take_import(CLERK, run.id)
    await work(run.id, CLERK)
    failed = await get_import(board, run.id)
    assert failed.state is State.FAILED
    assert "check it once more" in failed.outcome
    assert await count_people(board) == 1


async def test_steps_out_of_order_are_refused(board: Body) -> None:
    wish = ImportWish(content=Content.PEOPLE, file=Upload(name="a.csv", content=b"Name\nA\n"))
    run = await start_import(CLERK, wish, LIMITS)
    with pytest.raises(OutOfOrderError, match="Check the table first"):
        await take_import(CLERK, run.id)
    with pytest.raises(BadInputError, match="no column"):
        await map_import(CLERK, run.id, Choices(mapping={"Nome": "name"}), LIMITS)
    with pytest.raises(BadInputError, match="no field"):
        await map_import(CLERK, run.id, Choices(mapping={"Name": "nome"}), LIMITS)
    await check_import(CLERK, run.id)
    with pytest.raises(OutOfOrderError, match="at work"):
        await check_import(CLERK, run.id)
    assert (await stop_import(CLERK, run.id)).state is State.STOPPED
    put_away = await stop_import(CLERK, run.id)
    assert (put_away.state, put_away.has_file) == (State.DISCARDED, False)
    with pytest.raises(OutOfOrderError, match="over already"):
        await stop_import(CLERK, run.id)


async def test_a_mapping_is_remembered_for_the_next_table_alike(board: Body) -> None:
    choices = Choices(mapping={"Wer": "name", "Wo": "email"})
    await taken("Wer,Wo\nAda Example,a@test.example\n", Content.PEOPLE, choices=choices)
    run = await checked("Wer,Wo\nBo Example,b@test.example\n", Content.PEOPLE)
    assert (run.counts.errors, run.counts.new) == (0, 1)


async def test_the_list_of_what_rows_became_is_what_the_chain_proves(board: Body) -> None:
    run = await taken("Name\nAda Example\nBo Example\n", Content.PEOPLE)
    listed = await subjects_of(board, run.id)
    assert [each.row for each in listed] == [2, 3]
    made = [writing.Made(each.row, each.subject, each.digest) for each in listed]
    rows = await engine().read("SELECT entry FROM audit WHERE body = $1 ORDER BY seq", board.id)
    assert writing.proof_of(made) in rows[-1]["entry"]
