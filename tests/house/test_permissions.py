"""Every door asks for a permission of the one table, and answers as the table says."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from uuid import UUID

import pytest

from governance.rules.access import Role
from governance.rules.matrix import matrix
from governance.rules.permissions import OPEN, PERMISSIONS, PUBLIC, SECRET, SIGNED_IN, is_public
from tests.app import SLUG, Doors, running
from tests.house.program import ROOT, Door, deeds, doors

ROLES = [role.value for role in Role if role is not Role.SYSTEM]
READINGS = re.compile(r"(read|list|get|show)_\w+")
NOBODY = UUID(int=0)
TABLE_SAYS_NO = "Your roles here do not allow this."
MOMENT = {"at": "2026-01-01T12:00:00Z", "start": "2026-01-01", "length": "1"}
NUMBERS = {"present": "5", "ayes": "3", "noes": "2"}
ASKED = {**MOMENT, **NUMBERS}
"""What doors ask for in the address that cannot do without."""


def test_every_door_asks_for_something_of_the_table() -> None:
    known = {*PERMISSIONS, *OPEN, PUBLIC, SIGNED_IN}
    assert [str(door) for door in doors() if door.permission not in known] == []


def test_every_door_of_the_api_says_what_it_asks_for() -> None:
    silent = [str(door) for door in doors() if door.is_api and "permission" not in door.handler.opt]
    assert silent == []


def test_nothing_is_changed_through_a_public_door_but_sessions_and_ones_own_application() -> None:
    writing = {
        door.path
        for door in doors()
        if is_public(door.permission) and door.method not in ("GET", "HEAD")
    }
    answers = "/bodies/{slug:str}/diversity/answers"
    unnamed = {
        f"{door}{answers}{way}" for door in ("", "/api/v1") for way in ("", "/change", "/delete")
    }
    own = (
        *("/calls/{call:uuid}/appl", "/apply/", "/nominate", "/nominations", "/subscri"),
        *("/speak", "/sign-up"),
    )
    applying = {path for path in writing if any(each in path for each in own)}
    assert writing - applying == {"/sign-in", "/sign-out", *unnamed}
    assert {door.permission for door in doors() if door.path in applying} <= {PUBLIC, *OPEN}


def test_every_deed_has_a_row_and_every_row_a_deed_or_a_reading() -> None:
    assert set(deeds()) - set(PERMISSIONS) == OPEN
    rows = {row for row in PERMISSIONS if not READINGS.fullmatch(row)}
    unnoted = {"found_body", "take_invitation", "cast_secret_ballot"}
    assert rows - set(deeds()) - unnoted == set()


def test_every_reading_is_asked_for_by_some_door() -> None:
    asked = {door.permission for door in doors()}
    readings = {row for row in PERMISSIONS if READINGS.fullmatch(row)}
    assert readings - asked == set()


def test_every_row_lets_somebody_in_and_nobody_everywhere() -> None:
    for row, allowed in PERMISSIONS.items():
        assert allowed, row
        assert allowed < set(Role), row


def test_the_docs_print_the_table() -> None:
    printed = (ROOT / "docs" / "permissions.md").read_text("utf-8")
    assert printed == matrix(), "python -m governance.rules.matrix > docs/permissions.md"


@pytest.fixture(scope="module")
def walk(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Doors]:
    """The running application, once for all doors."""
    template, tokens = furnished_sqlite
    path = tmp_path_factory.mktemp("walk") / "openseat.db"
    copyfile(template, path)
    with running(f"sqlite:///{path}", tokens=tokens, requests_per_minute=0) as opened:
        yield opened


def knock(walk: Doors, door: Door, role: str) -> int:
    """Knock at a door with an empty wish; return the status."""
    path = re.sub(r"\{slug:str\}", SLUG, door.path)
    path = re.sub(r"\{\w+:uuid\}", str(NOBODY), path)
    path = re.sub(r"\{\w+:str\}", "x", path)
    path = re.sub(r"\{\w+:int\}", "1", path)
    path = re.sub(r"\{\w+:date\}", "2026-01-01", path)
    assert "{" not in path, path
    ask = walk.client.request
    headers = walk.headers(role) if role else {}
    if door.method == "GET":
        answer = ask("GET", path, params=ASKED, headers=headers, follow_redirects=False)
    elif door.is_api:
        answer = ask(door.method, path, json={}, headers=headers, follow_redirects=False)
    else:
        answer = ask(door.method, path, data={}, headers=headers, follow_redirects=False)
    status = int(answer.status_code)
    ours = status != 403 or TABLE_SAYS_NO in answer.text
    return status if ours else 0  # 403 of the law: a member's vote is the member's own


@pytest.mark.parametrize("role", ["", *ROLES], ids=lambda role: role or "nobody")
def test_every_door_opens_to_whom_the_table_says_and_to_nobody_else(walk: Doors, role: str) -> None:
    wrong = []
    for door in doors():
        status = knock(walk, door, role)
        if is_public(door.permission) or (door.permission == SIGNED_IN and role):
            expected = "in"
        elif not role:
            expected = "401"
        elif Role(role) in PERMISSIONS[door.permission]:
            expected = "in"
        else:
            expected = "404" if door.permission in SECRET else "403"
        refusals = (401, 403, 404) if expected == "404" else (401, 403)
        found = str(status) if status in refusals or status >= 500 else "in"
        if found != expected:
            wrong.append(f"{door} ({door.permission}): {status}, not {expected}")
    assert wrong == []


def test_an_unknown_body_is_404_to_who_might_and_401_to_nobody(walk: Doors) -> None:
    for door in doors():
        if "{slug:str}" not in door.path or door.method != "GET":
            continue
        path = re.sub(r"\{slug:str\}", "nowhere", door.path)
        path = re.sub(r"\{\w+:uuid\}", str(NOBODY), path)
        status = walk.client.get(path, params=ASKED).status_code
        assert status == (404 if door.permission == PUBLIC else 401), door
