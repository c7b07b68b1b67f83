"""Training (18-7A) and acknowledgements (18-9C), through the services and both doors."""

from datetime import UTC, date, datetime, timedelta

import pytest

from appointments.rules.training import Mark
from appointments.schemas.training import AcknowledgementWish, TrainingMatrix, TrainingWish
from appointments.services.acknowledgements import (
    acknowledgements_of,
    record_acknowledgement,
    withdraw_acknowledgement,
)
from appointments.services.due_training import due
from appointments.services.training import (
    state_training,
    training_matrix,
    training_of,
    verify_training,
    withdraw_training,
    year_of,
)
from governance.errors import (
    BadInputError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.front.due import due_for
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.schemas.people import Withdrawal
from governance.services.papers import paper_content
from tests.app import Doors, acting
from tests.appointments.makers import CHARTER, a_full_board, a_person, clerk
from tests.appointments.test_pages import HOME, Visitor

FIRST = date(2026, 1, 20)
LAW = "law"
PDF = Upload(name="certificate.pdf", content=b"%PDF-1.7\n%%EOF\n")


def member(person: object, on: date) -> Actor:
    at = datetime(on.year, on.month, on.day, 17, tzinfo=UTC)
    return acting(Role.MEMBER, at=at, person=person)  # type: ignore[arg-type]  # an id


async def matrix_on(board: Body, on: date) -> TrainingMatrix:
    return await training_matrix(board, CHARTER, year_of(CHARTER, on), on)


def mark_of(matrix: TrainingMatrix, person: object, topic: str = LAW) -> Mark:
    [row] = [each for each in matrix.members if each.person == person]
    return {cell.topic: cell.mark for cell in row.cells}[topic]


async def test_a_member_states_and_the_staff_verifies(board: Body) -> None:
    people = await a_full_board(FIRST)
    east, south = people["east"].person, people["south"].person
    day = FIRST + timedelta(days=10)
    wish = TrainingWish(person=east, topic=LAW, completed_on=day, paper=PDF)
    stated = await state_training(member(east, day), wish)
    assert stated.verified_on is None
    assert stated.paper is not None
    assert await paper_content(board, stated.paper) == PDF.content
    assert mark_of(await matrix_on(board, day), east) is Mark.STATED
    later = day + timedelta(days=3)
    at = datetime(later.year, later.month, later.day, 17, tzinfo=UTC)
    with pytest.raises(RuleBrokenError):  # a chair is a member too, and not the judge of that
        await verify_training(acting(Role.CHAIR, at=at, person=east), stated.id)
    verified = await verify_training(acting(Role.CHAIR, at=at, person=south), stated.id)
    assert verified.verified_on == later
    with pytest.raises(OutOfOrderError):
        await verify_training(clerk(later), stated.id)
    assert mark_of(await matrix_on(board, later), east) is Mark.VERIFIED
    assert mark_of(await matrix_on(board, day), east) is Mark.STATED  # as it was known that day
    assert mark_of(await matrix_on(board, FIRST), east) is Mark.OPEN


async def test_what_the_office_records_is_verified_by_it(board: Body) -> None:
    people = await a_full_board(FIRST)
    east = people["east"].person
    wish = TrainingWish(person=east, topic=LAW, completed_on=FIRST)
    assert (await state_training(clerk(FIRST), wish)).verified_by == "Test"
    with pytest.raises(OutOfOrderError):
        await state_training(clerk(FIRST), wish)


async def test_a_member_speaks_for_nobody_else(board: Body) -> None:
    people = await a_full_board(FIRST)
    east, south = people["east"], people["south"]
    other = TrainingWish(person=south.person, topic=LAW, completed_on=FIRST)
    with pytest.raises(NotAllowedError):
        await state_training(member(east.person, FIRST), other)
    signature = AcknowledgementWish(appointment=south.id, kind="ethics", acknowledged_on=FIRST)
    with pytest.raises(NotAllowedError):
        await record_acknowledgement(member(east.person, FIRST), signature)


async def test_what_cannot_be_true_is_refused(board: Body) -> None:
    people = await a_full_board(FIRST)
    east = people["east"].person
    tomorrow = FIRST + timedelta(days=1)
    with pytest.raises(RuleBrokenError):
        await state_training(
            clerk(FIRST), TrainingWish(person=east, topic=LAW, completed_on=tomorrow)
        )
    with pytest.raises(BadInputError):
        await state_training(
            clerk(FIRST), TrainingWish(person=east, topic="knitting", completed_on=FIRST)
        )
    stranger = (await a_person(FIRST)).id
    with pytest.raises(NotFoundError):
        await state_training(
            clerk(FIRST), TrainingWish(person=stranger, topic=LAW, completed_on=FIRST)
        )


async def test_a_withdrawn_statement_stays_readable_for_its_days(board: Body) -> None:
    people = await a_full_board(FIRST)
    east = people["east"].person
    wish = TrainingWish(person=east, topic=LAW, completed_on=FIRST)
    stated = await state_training(clerk(FIRST), wish)
    later = FIRST + timedelta(days=5)
    await withdraw_training(clerk(later), stated.id, Withdrawal(why="Another class"))
    assert await training_of(board, CHARTER, later) == []
    assert len(await training_of(board, CHARTER, FIRST)) == 1
    with pytest.raises(OutOfOrderError):
        await withdraw_training(clerk(later), stated.id, Withdrawal(why="Again"))
    await state_training(clerk(later), wish)


async def test_each_member_signs_once_a_term(board: Body) -> None:
    people = await a_full_board(FIRST)
    east = people["east"]
    wish = AcknowledgementWish(appointment=east.id, kind="ethics", acknowledged_on=FIRST, paper=PDF)
    signed = await record_acknowledgement(member(east.person, FIRST), wish)
    assert signed.id is not None
    with pytest.raises(OutOfOrderError):
        await record_acknowledgement(clerk(FIRST), wish)
    mine = [
        each
        for each in await acknowledgements_of(board, CHARTER, FIRST)
        if each.person == east.person
    ]
    assert [(each.kind, each.id is not None) for each in mine] == [
        ("ethics", True),
        ("confidentiality", False),
    ]
    later = FIRST + timedelta(days=1)
    await withdraw_acknowledgement(clerk(later), signed.id, Withdrawal(why="Unsigned copy"))
    await record_acknowledgement(clerk(later), wish)


async def test_gaps_are_due_for_the_member_and_the_office_alone(board: Body) -> None:
    people = await a_full_board(FIRST)
    east = people["east"].person
    day = FIRST + timedelta(days=31)
    items = await due(board, CHARTER, day)
    assert len(items) == 18  # for each of nine: what to sign, what to learn
    assert {item.clause for item in items} == {"18-7A", "18-9C"}
    assert all(item.overdue == (item.clause == "18-9C") for item in items)
    mine = await due_for(member(east, day), board, day)
    private = [item for item in mine if item.person is not None]
    assert {item.person for item in private} == {east}
    assert {item.href for item in private} == {f"{HOME}/training/own"}
    at = datetime(2026, 2, 20, 17, tzinfo=UTC)
    council = await due_for(acting(Role.COUNCIL_REVIEWER, at=at), board, day)
    assert [item for item in council if item.person] == []
    assert len([i for i in await due_for(clerk(day), board, day) if i.person]) == 18


async def test_a_statement_waits_for_its_verifier(board: Body) -> None:
    people = await a_full_board(FIRST)
    east = people["east"].person
    await state_training(
        member(east, FIRST), TrainingWish(person=east, topic=LAW, completed_on=FIRST)
    )
    waiting = [i for i in await due(board, CHARTER, FIRST) if i.needs == "verify_training"]
    assert [str(item.what) for item in waiting] == ["Verify 1 statement of training"]


def test_the_office_works_on_its_page(doors: Doors) -> None:
    with doors.client.portal() as portal:
        people = portal.call(a_full_board, FIRST)
    east = people["east"]
    office = Visitor(doors, "clerk")
    assert "Members and subjects" in office.get("training")
    wish = {"person": str(east.person), "topic": LAW, "completed_on": "2026-11-02"}
    office.post("training", evidence="https://training.example/17", **wish)
    office.post("training", 409, **wish)
    office.post("training", 400, **{**wish, "completed_on": "2026-02-30"})
    office.post(
        "acknowledgements",
        appointment=str(east.id),
        kind="ethics",
        acknowledged_on="2026-11-02",
    )
    csv = office.get("training.csv")
    assert f'{east.name},1,"Local, state and federal law",18-7A,done,2027-06-30,2026-11-02' in csv
    headers = doors.headers("clerk")
    told = doors.client.get(f"/api/v1{HOME}/training?year=2026-09-01", headers=headers).json()
    assert told["since"] == "2026-07-01"
    listed = doors.client.get(f"/api/v1{HOME}/training/statements", headers=headers).json()
    one = f"/api/v1{HOME}/training/{listed[0]['id']}"
    assert doors.client.get(f"{one}/paper", headers=headers).status_code == 404
    answer = doors.client.post(f"{one}/withdraw", json={"why": "x"}, headers=headers)
    assert answer.json()["withdrawn_why"] == "x"
    for role, sees in (("clerk", True), ("council_reviewer", False)):
        listed = doors.client.get(f"/api/v1{HOME}/due", headers=doors.headers(role)).json()
        assert any(each["clause"] == "18-9C" for each in listed) is sees
