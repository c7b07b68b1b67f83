"""Two doors to the same deeds: each deed has both, or a reason."""

import ast
import json
from typing import Any

from litestar import Litestar
from litestar.serialization import encode_json

from governance.rules.permissions import is_public
from governance.web.problems import PROBLEM
from tests.house.program import app, deeds, doors, files, name_of, parsed

NO_API_DOOR = {
    "found_body": "an installation's own operator founds bodies, at its command line",
}
NO_PAGE_DOOR = {
    "grant_role": "an administrator grants roles at the command line or the API",
    "end_role": "as grant_role",
}

NO_DEED = {
    "take_invitation": "a deed would say in the chain when somebody could answer",
    "give_answers": "a deed would note the account and the moment: answers stand apart from people",
    "change_answers": "as give_answers",
    "delete_answers": "as give_answers",
    "cast_secret_ballot": "a deed would join the voter, the moment and so the ballot",
    "find_secret_ballot": "a reading, whose code must not stand in an address",
}


def description() -> dict[str, Any]:
    """Return the description of the JSON door, as it is served."""
    whole: dict[str, Any] = json.loads(encode_json(app().openapi_schema.to_schema()))
    return whole


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method.upper(), path): operation
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
    }


def test_every_deed_has_its_door_in_the_api_under_its_own_name() -> None:
    names = {door.name for door in doors() if door.is_api and door.method != "GET"}
    assert set(deeds()) - names - set(NO_API_DOOR) == set()


def test_every_deed_has_its_door_in_the_pages_or_a_reason_to_have_none() -> None:
    floors = ("/pages/", "/front/")
    trees = [parsed(path) for path in files() if any(each in name_of(path) for each in floors)]
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    }
    assert set(deeds()) - used == set(NO_PAGE_DOOR)


def test_every_door_of_the_api_that_writes_is_a_deed_s() -> None:
    writing = [door for door in doors() if door.is_api and door.method != "GET"]
    deedless = [door for door in writing if door.name not in deeds()]
    assert {door.name for door in deedless} == set(NO_DEED)
    unnamed = {"take_invitation", "cast_secret_ballot", "read_secret_elections", "public"}
    assert {door.permission for door in deedless} == unnamed
    noted = [door for door in writing if door.name in deeds()]
    assert [str(door) for door in noted if door.permission != door.name] == []


def test_what_has_a_reason_to_lack_a_door_lacks_it() -> None:
    assert {"found_body", *deeds()} >= set(NO_API_DOOR) | set(NO_PAGE_DOOR)
    names = {door.name for door in doors() if door.is_api}
    assert names & set(NO_API_DOOR) == set()


def test_every_operation_has_a_name_of_its_own_that_is_its_function_s() -> None:
    named = {(door.method, door.path): door.name for door in doors() if door.is_api}
    ids = [operation["operationId"] for operation in operations().values()]
    assert len(ids) == len(set(ids)) == len(named)
    assert sorted(ids) == sorted(named.values())


def test_every_operation_says_what_it_does_and_where_it_belongs() -> None:
    for where, operation in operations().items():
        assert operation["summary"].endswith("."), where
        assert len(operation["tags"]) == 1, where


def test_every_operation_describes_its_refusals() -> None:
    for (method, path), operation in operations().items():
        refusals = {
            status: answer for status, answer in operation["responses"].items() if status >= "4"
        }
        assert {"400", "401", "429"} <= set(refusals), path
        assert ("404" in refusals) == ("{" in path), path
        assert {"403", "409", "413"} <= set(refusals) or method == "GET", path
        for answer in refusals.values():
            assert list(answer["content"]) == [PROBLEM], path


def test_every_operation_that_is_not_public_asks_for_a_token() -> None:
    private = {door.name for door in doors() if door.is_api and not is_public(door.permission)}
    asking = {each["operationId"] for each in operations().values() if each.get("security")}
    assert asking == private


def test_the_routes_that_are_kept_are_those_that_the_framework_finds() -> None:
    assert app().route_handler_method_map == Litestar.route_handler_method_map.fget(app())  # type: ignore[attr-defined]  # a property
