import json
from datetime import date
from uuid import uuid4

import pytest

from governance.database import Engine
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import FactWish, Person, PersonWish, Withdrawal
from governance.services.people import (
    count_people,
    facts_of,
    known_facts,
    list_people,
    record_person,
    state_fact,
    verify_fact,
    withdraw_fact,
)
from tests.app import NOW, SLUG, Doors, acting

CLERK = acting(Role.CLERK)
TODAY = NOW.date()


def residence(**told: object) -> FactWish:
    wish = {"stated_by": "the person", "stated_on": TODAY, "what": "City of Rochester", **told}
    return FactWish(kind=FactKind.RESIDENCE, **wish)


@pytest.fixture
async def person(board: Body) -> Person:
    return await record_person(CLERK, PersonWish(name="Łucja Ōkubo"))


@pytest.mark.parametrize("name", ["李小龍", "O'Brien; DROP TABLE person", "مريم", "Zoë 100% _!"])
async def test_names_are_of_any_script(board: Body, name: str) -> None:
    made = await record_person(CLERK, PersonWish(name=f"  {name} "))
    assert made.name == name
    assert [each.id for each in await list_people(board, search=name.upper())] == [made.id]


async def test_a_search_means_what_it_says(board: Body, person: Person) -> None:
    assert await count_people(board, search="ŁUCJA") == 1
    assert await count_people(board, search="%") == 0
    assert await count_people(board, search="_") == 0


async def test_a_name_of_spaces_is_no_name(board: Body) -> None:
    with pytest.raises(BadInputError):
        await record_person(CLERK, PersonWish(name="   "))


async def test_a_fact_is_kept_with_who_stated_it(board: Body, person: Person) -> None:
    leap = date(2024, 2, 29)
    await state_fact(CLERK, person.id, residence(since=leap, district="East", evidence="Lease"))
    [fact] = (await known_facts(board, [person.id]))[person.id]
    assert (fact.since, fact.district, fact.stated_on) == (leap, "East", TODAY)
    assert "the person" in str(fact.source)


@pytest.mark.parametrize(
    ("field", "wish"),
    [
        ("until", residence(since=date(2024, 2, 29), until=date(2024, 2, 28))),
        ("stated_on", residence(stated_on=date(2026, 11, 22))),
        ("what", residence(what=" ")),
        ("stated_by", residence(stated_by=" ")),
        ("since", FactWish(kind=FactKind.BIRTH, stated_by="x", stated_on=TODAY)),
    ],
)
async def test_a_fact_that_makes_no_sense_is_refused_by_its_field(
    board: Body, person: Person, field: str, wish: FactWish
) -> None:
    with pytest.raises(BadInputError) as refused:
        await state_fact(CLERK, person.id, wish)
    assert list(refused.value.fields) == [field]
    assert await facts_of(board, person.id) == []


async def test_a_fact_is_verified_once_and_by_name(board: Body, person: Person) -> None:
    fact = await state_fact(CLERK, person.id, residence())
    assert (await verify_fact(CLERK, fact.id)).verified_by == "Test"
    with pytest.raises(OutOfOrderError):
        await verify_fact(CLERK, fact.id)


async def test_a_withdrawn_fact_stays_and_counts_no_longer(board: Body, person: Person) -> None:
    fact = await state_fact(CLERK, person.id, residence())
    gone = await withdraw_fact(CLERK, fact.id, Withdrawal(why="A mistake."))
    assert gone.withdrawn
    assert (await known_facts(board, [person.id]))[person.id] == ()
    assert [each.withdrawn_why for each in await facts_of(board, person.id)] == ["A mistake."]
    with pytest.raises(OutOfOrderError):
        await verify_fact(CLERK, fact.id)


async def test_nothing_about_a_person_stands_in_the_chain(
    board: Body, person: Person, engine: Engine
) -> None:
    await state_fact(CLERK, person.id, residence(evidence="Lease of Elm Street"))
    entries = await engine.read("SELECT entry FROM audit WHERE body = $1", board.id)
    text = json.dumps([row["entry"] for row in entries])
    assert "Okubo" not in text
    assert "ukubo" not in text.casefold()
    assert "Elm Street" not in text


async def test_people_are_the_clerk_s_alone(board: Body, person: Person) -> None:
    for role in (Role.CHAIR, Role.MEMBER, Role.AUTHORITY, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowedError):
            await state_fact(acting(role), person.id, residence())


async def test_unknown_people_and_facts_are_not_found(board: Body) -> None:
    with pytest.raises(NotFoundError):
        await state_fact(CLERK, uuid4(), residence())
    with pytest.raises(NotFoundError):
        await verify_fact(CLERK, uuid4())


HOME = f"/api/v1/bodies/{SLUG}"


def test_the_json_door_keeps_people_and_facts(doors: Doors) -> None:
    clerk = doors.headers("clerk")
    made = doors.client.post(f"{HOME}/people", json={"name": "Ana"}, headers=clerk)
    assert made.status_code == 201
    person = made.json()["id"]
    wish = {
        "kind": "residence",
        "what": "City of Rochester",
        "since": "2010-02-28",
        "stated_by": "Ana",
        "stated_on": "2026-11-20",
    }
    fact = doors.client.post(f"{HOME}/people/{person}/facts", json=wish, headers=clerk).json()
    doors.client.post(f"{HOME}/facts/{fact['id']}/verify", headers=clerk)
    [kept] = doors.client.get(f"{HOME}/people/{person}/facts", headers=clerk).json()
    assert kept["verified_by"] == "The clerk"
    assert doors.client.get(f"{HOME}/people", headers=doors.headers("member")).status_code == 403
    assert doors.client.get(f"{HOME}/people").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "A" * 201},
        {"name": "A\x00B"},
        {"name": "A", "email": "nowhere"},
        {},
        {"name": 7},
    ],
)
def test_what_cannot_be_read_is_400(doors: Doors, wrong: dict[str, object]) -> None:
    answer = doors.client.post(f"{HOME}/people", json=wrong, headers=doors.headers("clerk"))
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
