"""Every look at what is private is kept: who, when, at whom, which facts, by which door."""

import base64
from datetime import timedelta
from uuid import UUID

import pytest

from governance.database import Engine
from governance.errors import GovernanceError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.schemas.people import PersonWish
from governance.services import lookups
from governance.services.bodies import get_body
from governance.services.lookups import Lookup, keep_lookups, list_lookups
from governance.services.people import record_person
from tests.app import NOW, SLUG, Doors, acting
from tests.appointments.test_pages import Visitor, address

HOME = f"/api/v1/bodies/{SLUG}"
PDF = b"%PDF-1.7\n%%EOF"
CLERK = acting(Role.CLERK)


def looked(doors: Doors, role: str = "clerk", **asked: str) -> list[dict[str, object]]:
    answer = doors.client.get(f"{HOME}/lookups", params=asked, headers=doors.headers(role))
    assert answer.status_code == 200
    found: list[dict[str, object]] = answer.json()
    return found


def a_person(doors: Doors) -> tuple[str, str]:
    """Somebody with one fact and its file, by the API."""
    clerk = doors.headers("clerk")
    person = doors.client.post(f"{HOME}/people", json={"name": "Ana"}, headers=clerk).json()["id"]
    wish = {
        "kind": "residence",
        "what": "City of Rochester",
        "stated_by": "Ana",
        "stated_on": "2026-11-20",
        "paper": {"name": "lease.pdf", "content": base64.b64encode(PDF).decode()},
    }
    fact = doors.client.post(f"{HOME}/people/{person}/facts", json=wish, headers=clerk)
    assert fact.status_code == 201
    assert fact.json()["paper"]["name"] == "lease.pdf"
    return person, fact.json()["id"]


def test_each_door_of_the_api_leaves_a_look(doors: Doors) -> None:
    person, fact = a_person(doors)
    clerk = doors.headers("clerk")
    assert looked(doors) == []
    ways = {
        f"people/{person}": ("api", "name and contact", []),
        f"people/{person}/facts": ("api", "facts", [fact]),
        f"facts/{fact}/evidence": ("file", "evidence", [fact]),
        "people": ("api", "name and contact", []),
    }
    for way, (door, what, facts) in ways.items():
        doors.watch.moment += timedelta(seconds=1)
        answer = doors.client.get(f"{HOME}/{way}", headers=clerk)
        assert answer.status_code == 200
        latest = looked(doors, person=person)[0]
        assert (latest["reader"], latest["person"]) == ("The clerk", person)
        assert (latest["door"], latest["what"], latest["facts"]) == (door, what, facts)
        assert latest["kinds"] == ({"residence": 1} if facts else {})
    assert len(looked(doors)) == len(ways)


def test_pages_leave_looks_and_show_them(doors: Doors) -> None:
    visitor = Visitor(doors, "clerk")
    person = address(visitor.post("people", name="Ana Lopez"))
    page = visitor.get(person)
    assert "Who looked at this" in page  # the redirect after the form was the first look
    looks = visitor.get("lookups")
    assert "Ana Lopez" in looks
    assert "The clerk" in looks


def test_the_file_is_the_one_that_was_handed_in(doors: Doors) -> None:
    _, fact = a_person(doors)
    answer = doors.client.get(f"{HOME}/facts/{fact}/evidence", headers=doors.headers("clerk"))
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith("attachment")
    for role in ("member", "auditor", "chair"):
        refused = doors.client.get(f"{HOME}/facts/{fact}/evidence", headers=doors.headers(role))
        assert refused.status_code == 403


def test_the_auditor_sees_who_looked_and_no_name(doors: Doors) -> None:
    person, _ = a_person(doors)
    doors.client.get(f"{HOME}/people/{person}", headers=doors.headers("clerk"))
    [seen] = looked(doors, "auditor")
    assert (seen["person"], seen["name"]) == (person, "")
    page = Visitor.__new__(Visitor)
    page.client = doors.client
    page.client.cookies.clear()
    page.post("/sign-in", email="auditor@test.example", password="a long enough password")
    assert ">Ana<" not in page.get("lookups")
    for role in ("member", "chair", "administrator"):
        answer = doors.client.get(f"{HOME}/lookups", headers=doors.headers(role))
        assert answer.status_code == 403


def test_who_may_not_read_leaves_no_look(doors: Doors) -> None:
    person, _ = a_person(doors)
    for role in ("member", "auditor"):
        answer = doors.client.get(f"{HOME}/people/{person}", headers=doors.headers(role))
        assert answer.status_code == 403
    assert looked(doors) == []


async def test_looks_are_kept_for_ever(board: Body, engine: Engine) -> None:
    person = await record_person(CLERK, PersonWish(name="Ana"))
    look = Lookup(body=board, actor=CLERK, door="page", what="facts", person=person.id)
    await keep_lookups([look])
    for change in ("UPDATE lookup SET reader = 'x'", "DELETE FROM lookup"):
        with pytest.raises(Exception, match="lookup_append_only"):
            async with engine.transaction():
                await engine.write(change)
    assert (await get_body(SLUG)).revision == (await get_body(SLUG)).revision


async def test_a_look_that_could_not_be_written_is_written_with_the_next(
    board: Body, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await record_person(CLERK, PersonWish(name="Ana"))
    look = Lookup(body=board, actor=CLERK, door="page", what="facts", person=person.id)

    async def broken(_: object) -> None:
        raise GovernanceError("the disk is full")

    monkeypatch.setattr(lookups, "_write", broken)
    await keep_lookups([look])
    monkeypatch.undo()
    assert await list_lookups(board) == []
    await keep_lookups([look])
    found = await list_lookups(board)
    assert [(each.reader, each.at) for each in found] == [("Test", NOW)] * 2


async def test_a_look_that_the_database_refuses_keeps_no_other_waiting(board: Body) -> None:
    person = await record_person(CLERK, PersonWish(name="Ana"))
    look = Lookup(body=board, actor=CLERK, door="page", what="facts", person=person.id)
    nobody = Lookup(body=board, actor=CLERK, door="page", what="facts", person=UUID(int=0))
    await keep_lookups([look, nobody, look])
    assert len(await list_lookups(board)) == 2
    await keep_lookups([])
    assert len(await list_lookups(board)) == 2


async def test_looking_moves_no_revision(board: Body) -> None:
    person = await record_person(CLERK, PersonWish(name="Ana"))
    before = (await get_body(SLUG)).revision
    look = Lookup(body=board, actor=CLERK, door="page", what="facts", person=person.id)
    await keep_lookups([look] * 1200)
    assert (await get_body(SLUG)).revision == before
    assert len(await list_lookups(board, size=2000)) == 1200


def test_taking_everything_out_is_a_look_at_everyone(doors: Doors) -> None:
    person, fact = a_person(doors)
    clerk = doors.headers("clerk")
    taken = doors.client.post(f"{HOME}/exports", json={"format": "csv"}, headers=clerk)
    assert taken.status_code == 201
    [look] = looked(doors, person=person)
    assert (look["door"], look["what"], look["facts"]) == ("export", "everything", [fact])
