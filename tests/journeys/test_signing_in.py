"""Whoever signs in comes to a page of their own."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from governance.rules.access import Role
from tests.app import PASSWORD, Doors, running
from tests.journeys.house import copy_of


@pytest.fixture(scope="module")
def hall(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Doors]:
    path = copy_of(furnished_sqlite[0], tmp_path_factory.mktemp("hall"))
    with running(f"sqlite:///{path}", tokens=furnished_sqlite[1]) as doors:
        yield doors


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_everyone_who_signs_in_comes_to_a_page_they_may_read(hall: Doors, role: Role) -> None:
    hall.client.cookies.clear()
    sent = {"email": f"{role}@test.example", "password": PASSWORD}
    answer = hall.client.post("/sign-in", data=sent)
    assert answer.status_code == HTTPStatus.OK, answer.url
    assert "You are signed in." in answer.text
