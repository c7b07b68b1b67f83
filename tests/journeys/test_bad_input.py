"""What people send by mistake, or to see what happens: a clear answer, and nothing half written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from governance.app import ROUTES
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, RoleGrant
from governance.services.accounts import create_account
from governance.services.roles import grant_role
from tests.app import LONG_AGO, NOW, PASSWORD, SLUG, Doors, acting, running
from tests.journeys.house import copy_of

BODY = f"/bodies/{SLUG}"
EMAIL = "everything@test.example"
FAR = ["0001-01-01", "9999-12-31", "10000-01-01", "-001-01-01", "2027-02-29", "soon"]
SCRIPTS = ["فاطمة حسن", "李 秀英", "Юлия Мороз", "Δημήτρης", "ʻOkina 🦉", "O’Rourke <b>&amp;"]


@dataclass
class Desk:
    """Somebody with every role, signed in at the pages."""

    doors: Doors

    def sees(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.doors.client.get(path, follow_redirects=False)

    def sends(self, form: str, path: str, **typed: str) -> httpx.Response:
        """Fill in the form of a page, with its hidden fields, and send it to a path."""
        text = self.sees(form).text
        hidden = {
            name: re.search(rf'name="{name}" value="([^"]*)"', text) for name in ("csrf", "key")
        }
        fields = {name: found[1] for name, found in hidden.items() if found}
        return self.doors.client.post(path, data={**fields, **typed}, follow_redirects=False)

    def head(self) -> str:
        """Return the end of the record's chain: it changes with every deed."""
        chain = self.doors.client.get(f"/api/v1{BODY}/record").json()
        return str(chain["head"])


@pytest.fixture(scope="module")
def desk(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    path = copy_of(furnished_sqlite[0], tmp_path_factory.mktemp("desk"))
    url = f"sqlite:///{path}"
    with running(url, tokens=furnished_sqlite[1], requests_per_minute=0) as doors:
        with doors.client.portal() as portal:
            portal.call(_somebody_with_every_role)
        sent = {"email": EMAIL, "password": PASSWORD}
        doors.client.post("/sign-in", data=sent, follow_redirects=False)
        yield Desk(doors)


async def _somebody_with_every_role() -> None:
    wish = AccountWish(email=EMAIL, name="Everything", password=PASSWORD)
    account = await create_account(wish, at=NOW)
    for role in Role:
        if role is not Role.SYSTEM:
            grant = RoleGrant(account=account.id, role=role, since=LONG_AGO)
            await grant_role(acting(Role.ADMINISTRATOR), grant)


def addresses(method: str) -> list[str]:
    """List the paths of all pages that hold an id or the name of a body."""
    return sorted(
        path
        for route in ROUTES
        if isinstance(route, HTTPRouteHandler)
        and route.include_in_schema is False
        and method in route.http_methods
        for path in route.paths
        if "{" in path
    )


def filled(path: str, slug: str) -> str:
    """Put a slug and ids that nobody has into a path."""
    path = path.replace("{slug:str}", slug).replace("{step:str}", "nothing")
    path = re.sub(r"{\w+:int}", "1", path)
    return re.sub(r"{\w+:uuid}", str(uuid4()), path)


ASKED = {
    "eligibility": "?seat=east",
    "eligibility.pdf": "?seat=east",
    "merge": f"?merged={uuid4()}",
}
"""What a page cannot do without, by how its address ends."""
BUTTONS = {
    "/bodies/{slug:str}/applications/expired",
    "/bodies/{slug:str}/diversity",
    "/bodies/{slug:str}/exports",
    "/bodies/{slug:str}/rounds/expired",
    "/bodies/{slug:str}/speakers/expired",
    "/bodies/{slug:str}/vacancies/ended-terms",
}
"""Where the button alone says all that is to be done."""


@pytest.mark.parametrize("path", [path for path in addresses("GET") if "uuid" in path])
def test_an_unknown_id_is_not_found(desk: Desk, path: str) -> None:
    query = ASKED.get(path.rpartition("/")[2], "")
    answer = desk.sees(filled(path, SLUG) + query)
    assert answer.status_code == 404
    assert "<h1>Not found</h1>" in answer.text


@pytest.mark.parametrize("path", addresses("GET"))
def test_an_unknown_body_is_not_found(desk: Desk, path: str) -> None:
    assert desk.sees(filled(path, "atlantis")).status_code in (403, 404)


@pytest.mark.parametrize("path", addresses("GET"))
def test_an_id_that_is_none_is_not_found(desk: Desk, path: str) -> None:
    answer = desk.sees(re.sub(r"{\w+:uuid}", "7", path.replace("{slug:str}", "%00%20")))
    assert answer.status_code in (400, 403, 404)


@pytest.mark.parametrize("path", sorted(set(addresses("POST")) - BUTTONS))
def test_an_empty_form_changes_nothing(desk: Desk, path: str) -> None:
    before = desk.head()
    answer = desk.sends(f"{BODY}/people", filled(path, SLUG))
    assert 400 <= answer.status_code < 500, answer.text
    assert desk.head() == before


@pytest.mark.parametrize("path", addresses("POST"))
def test_a_form_without_its_token_is_refused(desk: Desk, path: str) -> None:
    answer = desk.doors.client.post(filled(path, SLUG), data={"name": "Ana"})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_in_any_script_is_kept_as_it_was_typed(desk: Desk, name: str) -> None:
    answer = desk.sends(f"{BODY}/people", f"{BODY}/people", name=name)
    assert answer.status_code == 303
    shown = desk.sees(answer.headers["location"]).text
    assert f"<h1>{name}</h1>" in unescape(shown)
    assert "<b>" not in shown
    found = desk.doors.client.get(f"{BODY}/people", params={"search": name[:4].upper()}).text
    assert name in unescape(found)


@pytest.mark.parametrize("name", ["", "   ", "Ana\x00", "Ana\nBlau", "A" * 201])
def test_a_name_that_is_none_is_refused_beside_its_field(desk: Desk, name: str) -> None:
    before = desk.head()
    answer = desk.sends(f"{BODY}/people", f"{BODY}/people", name=name, email="ana@test.example")
    assert answer.status_code == 400
    if "\x00" not in name:
        assert 'href="#f-name"' in answer.text
        assert 'value="ana@test.example"' in answer.text
    assert desk.head() == before


@pytest.mark.parametrize("path", ["/people", "/legislation", "/meetings/new"])
def test_twelve_million_letters_are_too_many(desk: Desk, path: str) -> None:
    before = desk.head()
    answer = desk.sends(f"{BODY}/people", BODY + path, name="A" * 12_000_000)
    assert answer.status_code == 413
    assert "Too large" in answer.text
    assert desk.head() == before


def test_an_hour_that_the_clocks_skip_is_refused_beside_what_was_typed(desk: Desk) -> None:
    before = desk.head()
    answer = desk.sends(
        f"{BODY}/meetings/new",
        f"{BODY}/meetings/new",
        kind="regular",
        title="Night meeting",
        starts_at="2027-03-14T02:30",
        place="City Hall",
    )
    assert answer.status_code == 400
    assert 'href="#f-starts_at"' in answer.text
    assert 'value="2027-03-14T02:30"' in answer.text
    assert 'value="Night meeting"' in answer.text
    assert desk.head() == before


@pytest.mark.parametrize("starts_at", [*FAR, *(f"{day}T18:30" for day in FAR), "2026-11-20T18:30"])
def test_a_meeting_far_off_or_past_is_refused(desk: Desk, starts_at: str) -> None:
    before = desk.head()
    answer = desk.sends(
        f"{BODY}/meetings/new",
        f"{BODY}/meetings/new",
        kind="regular",
        title="Far",
        starts_at=starts_at,
    )
    assert answer.status_code == 400
    assert 'href="#f-starts_at"' in answer.text
    assert desk.head() == before


def test_a_leap_day_is_a_day_in_its_years(desk: Desk) -> None:
    person = desk.sends(f"{BODY}/people", f"{BODY}/people", name="Born on a leap day")
    home = person.headers["location"].partition("?")[0]
    fact = {"kind": "birth", "stated_by": "the person", "stated_on": "2024-02-29"}
    assert desk.sends(home, f"{home}/facts", **fact, since="1980-02-29").status_code == 303
    answer = desk.sends(home, f"{home}/facts", **fact, since="1981-02-29")
    assert answer.status_code == 400
    assert 'href="#f-since"' in answer.text
    sheet = desk.sees(f"{home}/eligibility?seat=east&on=2028-02-29")
    assert sheet.status_code == 200


@pytest.mark.parametrize("day", FAR)
def test_a_day_far_off_is_answered_or_refused_in_a_fact(desk: Desk, day: str) -> None:
    person = desk.sends(f"{BODY}/people", f"{BODY}/people", name="Somebody")
    home = person.headers["location"].partition("?")[0]
    fact = {"kind": "residence", "stated_by": "the person", "what": "City of Rochester"}
    for field in ("since", "until", "stated_on"):
        answer = desk.sends(
            home, f"{home}/facts", **{**fact, "stated_on": "2026-11-20", field: day}
        )
        assert answer.status_code in (303, 400)
    for seat in ("east", "mayor"):
        assert desk.sees(f"{home}/eligibility?seat={seat}").status_code == 200
        assert desk.sees(f"{home}/eligibility?seat={seat}&on={day}").status_code in (200, 400, 404)


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("path", ["seats", "desk", "officers"])
def test_any_day_may_be_asked_for(desk: Desk, path: str, day: str) -> None:
    assert desk.sees(f"{BODY}/{path}?on={day}").status_code in (200, 400, 404)


@pytest.mark.parametrize("query", ["start=9999-12-31&length=60", "start=0001-01-01&length=60"])
def test_the_clock_says_where_the_calendar_ends(desk: Desk, query: str) -> None:
    assert desk.sees(f"/clock?{query}").status_code in (200, 400)


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "99999999999999999999", "x"])
@pytest.mark.parametrize("path", ["people", "meetings", "votes", "legislation"])
def test_a_page_that_is_not_there_is_no_failure(desk: Desk, path: str, page: str) -> None:
    assert desk.sees(f"{BODY}/{path}?page={page}").status_code in (200, 400, 404)


def test_a_form_that_was_refused_keeps_its_key(desk: Desk) -> None:
    person = desk.sends(f"{BODY}/people", f"{BODY}/people", name="Named by nobody")
    home = person.headers["location"].partition("?")[0]
    key = f"{uuid4().hex}-d"
    for _ in range(2):
        answer = desk.sends(home, f"{home}/designation", seat="east", authority="mayor", key=key)
        assert answer.status_code == 409
        assert f'value="{key}"' in answer.text


def test_a_key_is_not_endless(desk: Desk) -> None:
    before = desk.head()
    answer = desk.sends(f"{BODY}/people", f"{BODY}/people", name="Ana", key="k" * 65)
    assert answer.status_code == 400
    assert desk.head() == before
