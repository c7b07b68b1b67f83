"""How a body comes to be and how its law changes, on both engines."""

import asyncio
import json
from dataclasses import replace
from datetime import date

import pytest

from governance.app import TABLES
from governance.audit import BEGINNING
from governance.charter.load import bundled_charter, load_bundled
from governance.charter.problems import CharterError
from governance.database import Engine, bind
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body, CharterText
from governance.services.bodies import (
    PAGE,
    charter_on,
    charter_versions,
    count_bodies,
    get_body,
    list_bodies,
)
from governance.services.founding import found_body
from tests.app import NOW, SLUG, Doors, acting, amended

ADMINISTRATOR = acting(Role.ADMINISTRATOR)
TEXT = bundled_charter(SLUG)
FIRST_DAY = date(2019, 5, 21)


def version(since: str, **changes: str) -> CharterText:
    """Return the charter in force from another day, with words replaced."""
    text = TEXT.replace("in_force_since = 2019-05-21", f"in_force_since = {since}")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return CharterText(text=text)


@pytest.fixture
async def ground(engine: Engine) -> Engine:
    """An installation without a body."""
    bind(engine, TABLES)
    return engine


async def test_a_body_is_what_its_charter_says(ground: Engine) -> None:
    law = load_bundled(SLUG)
    body = await found_body(ADMINISTRATOR, CharterText(text=TEXT))
    assert (body.slug, body.name, body.timezone) == (SLUG, law.body.name, law.body.timezone)
    assert body == await get_body(SLUG)
    assert body.revision == 1
    assert (await charter_on(body, NOW.date())).digest == law.digest


async def test_the_first_link_says_who_founded_it_under_which_law(ground: Engine) -> None:
    body = await found_body(ADMINISTRATOR, CharterText(text=TEXT))
    ((entry,),) = [row.values() for row in await ground.read("SELECT entry FROM audit")]
    first = json.loads(entry)
    assert (first["seq"], first["previous"], first["deed"]) == (1, BEGINNING, "found_body")
    law = await charter_on(body, FIRST_DAY)
    assert first["law"] == law.digest
    assert first["changes"][0]["after"]["laws"] == {each.name: each.digest for each in law.laws}


async def test_a_body_is_founded_once(ground: Engine) -> None:
    await found_body(ADMINISTRATOR, CharterText(text=TEXT))
    for again in (TEXT, TEXT.replace("2019-05-21", "2020-01-01")):
        with pytest.raises(OutOfOrderError, match="already a body"):
            await found_body(ADMINISTRATOR, CharterText(text=again))
    assert await count_bodies() == 1


async def test_of_two_who_found_it_at_once_one_does(ground: Engine) -> None:
    said = await asyncio.gather(
        *(found_body(ADMINISTRATOR, CharterText(text=TEXT)) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Body) for each in said) == 1
    assert [str(each) for each in said if not isinstance(each, Body)] == [
        "There is already a body with this address."
    ] * 2


async def test_only_administrators_found_and_amend(ground: Engine) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR, Role.SYSTEM}:
        with pytest.raises(NotAllowedError):
            await found_body(acting(role), CharterText(text=TEXT))
    assert await count_bodies() == 0


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "[body]", TEXT[: len(TEXT) // 2], TEXT.replace("seats = 9", "seats = 8"),
     TEXT.replace("[quorum]", "[quorom]"), "\x00", "a = " + "[" * 5000],
    ids=["empty", "no TOML", "lacks all", "cut off", "does not add up", "misspelt", "NUL", "deep"],
)  # fmt: skip
async def test_a_charter_that_is_none_founds_nothing(ground: Engine, text: str) -> None:
    with pytest.raises(BadInputError):
        await found_body(ADMINISTRATOR, CharterText(text=text))
    assert await count_bodies() == 0
    assert await ground.read("SELECT 1 FROM audit") == []


async def test_a_charter_s_own_address_is_that_of_its_body(ground: Engine) -> None:
    with pytest.raises(OutOfOrderError, match=f"that of '{SLUG}'"):
        await found_body(replace(ADMINISTRATOR, body="elsewhere"), CharterText(text=TEXT))


async def test_a_new_version_is_in_force_from_its_day(board: Body) -> None:
    await amended(ADMINISTRATOR, version("2027-01-01", **{"A quorum of five": "Five"}).text)
    before, after = [
        await charter_on(board, date(y, m, d)) for y, m, d in ((2026, 12, 31), (2027, 1, 1))
    ]
    titles = [[clause.title for clause in law.clauses] for law in (before, after)]
    assert ["Five" in each for each in titles] == [False, True]
    versions = await charter_versions(board)
    assert [each.in_force_since for each in versions] == [FIRST_DAY, date(2027, 1, 1)]
    assert [each.digest for each in versions] == [before.digest, after.digest]


async def test_an_older_law_may_be_written_down_later(board: Body) -> None:
    await amended(ADMINISTRATOR, version("2019-01-01").text)
    with pytest.raises(NotFoundError):
        await charter_on(board, date(2018, 12, 31))
    assert await charter_on(board, date(2019, 5, 20)) != await charter_on(board, FIRST_DAY)


async def test_there_is_one_version_a_day(board: Body) -> None:
    with pytest.raises(OutOfOrderError, match="already a version"):
        await amended(ADMINISTRATOR, TEXT)
    assert len(await charter_versions(board)) == 1


async def test_a_charter_of_another_body_amends_nothing(board: Body) -> None:
    other = version("2027-01-01", **{'slug = "rochester-pab"': 'slug = "harbor"'})
    with pytest.raises(OutOfOrderError, match="that of 'harbor'"):
        await amended(ADMINISTRATOR, other.text)
    with pytest.raises(CharterError):
        await amended(ADMINISTRATOR, "nonsense")


async def test_bodies_are_listed_by_name_page_by_page(ground: Engine) -> None:
    for number in range(PAGE + 1):
        text = TEXT.replace('slug = "rochester-pab"', f'slug = "board-{number:02}"', 1)
        text = text.replace(
            'name = "Police Accountability Board"', f'name = "Board {number:02}"', 1
        )
        await found_body(replace(ADMINISTRATOR, body=f"board-{number:02}"), CharterText(text=text))
    assert await count_bodies() == PAGE + 1
    first, second, third = [await list_bodies(page=page) for page in (1, 2, 3)]
    assert [body.name for body in (*first, *second)] == [f"Board {n:02}" for n in range(PAGE + 1)]
    assert (len(first), len(second), third) == (PAGE, 1, [])


def test_at_the_door_a_wrong_charter_is_400_and_a_repeated_day_409(doors: Doors) -> None:
    path, headers = f"/api/v1/bodies/{SLUG}/charter", doors.headers("administrator")
    wrong = doors.client.post(path, json={"text": "[body"}, headers=headers)
    assert wrong.status_code == 400
    assert "line 1" in wrong.json()["fields"]["charter"]
    twice = doors.client.post(path, json={"text": TEXT}, headers=headers)
    assert twice.status_code == 409
    assert "already a version" in twice.json()["detail"]
    new = version("2027-01-01").text
    preview = doors.client.post(f"{path}/preview", json={"text": new}, headers=headers)
    wish = {"text": new, "seen": preview.json()["seen"]}
    assert doors.client.post(path, json=wish, headers=headers).status_code == 201
