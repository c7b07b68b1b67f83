"""Whoever signs in comes to a page of their own."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from governance.rules.access import Role
from tests.app import PASSWORD, SLUG, Doors, running
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


def test_a_stranger_comes_back_to_the_page_they_wanted(hall: Doors) -> None:
    hall.client.cookies.clear()
    refused = hall.client.get(f"/bodies/{SLUG}/people")
    assert refused.status_code == HTTPStatus.UNAUTHORIZED
    assert f"/sign-in?wanted=/bodies/{SLUG}/people" in refused.text
    assert (
        f'value="/bodies/{SLUG}/people"'
        in hall.client.get(f"/sign-in?wanted=/bodies/{SLUG}/people").text
    )
    sent = {"email": "clerk@test.example", "password": PASSWORD}
    answer = hall.client.post("/sign-in", data={**sent, "wanted": f"/bodies/{SLUG}/people"})
    assert answer.url.path == f"/bodies/{SLUG}/people"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/account\r\nx: y"])
def test_a_sign_in_never_leads_to_another_site(hall: Doors, wanted: str) -> None:
    hall.client.cookies.clear()
    sent = {"email": "clerk@test.example", "password": PASSWORD, "wanted": wanted}
    answer = hall.client.post("/sign-in", data=sent)
    assert answer.url.host == "testserver.local"
    assert answer.url.path == f"/bodies/{SLUG}/desk"
