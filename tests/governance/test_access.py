"""The guard before every handler: who asks, with what right, and from which page."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from governance.rules.access import Role
from governance.schemas.accounts import RoleGrant, TokenWish
from governance.services.accounts import account_of
from governance.services.roles import grant_role
from governance.services.tokens import create_token
from governance.web.access import LONGEST_KEY
from governance.web.gate import SESSION_COOKIE
from tests.app import NOW, PASSWORD, SLUG, Doors, acting, running
from tests.governance.hall import hall

__all__ = ["hall"]

API = f"/api/v1/bodies/{SLUG}"
ROLES = f"{API}/roles"
TOKENS = "/account/tokens"
HOST = "testserver.local"


def sign_in(doors: Doors, role: str = "clerk", **headers: str) -> httpx.Response:
    form = {"email": f"{role}@test.example", "password": PASSWORD}
    return doors.client.post("/sign-in", data=form, headers=headers, follow_redirects=False)


def csrf(doors: Doors) -> str:
    """Return the token that this session's pages carry."""
    text: str = doors.client.get("/account").text
    return text.split('name="csrf" value="')[1].split('"')[0]


def make_token(doors: Doors, form: dict[str, str], **headers: str) -> int:
    """Ask for an API token as a form does; return the status."""
    answer = doors.client.post(TOKENS, data={"name": "t", **form}, headers=headers)
    return int(answer.status_code)


# Sessions and their cookie


def test_signing_in_sets_a_cookie_that_scripts_and_other_sites_do_not_get(hall: Doors) -> None:
    answer = sign_in(hall)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=")
    parts = {part.strip().casefold() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/", f"max-age={12 * 3600}"} <= parts
    assert "secure" not in parts  # on plain http, on this machine alone
    assert not any(part.startswith("domain") for part in parts)


def test_over_tls_the_cookie_travels_over_tls_alone(sqlite_url: str) -> None:
    with running(sqlite_url, public_url="https://board.test.example") as opened:
        assert "secure" in sign_in(opened).headers["set-cookie"].casefold().split("; ")


def test_a_session_signs_in_its_pages_until_it_is_over(hall: Doors) -> None:
    assert hall.client.get("/account").status_code == 401
    sign_in(hall)
    assert hall.client.get("/account").status_code == 200
    hall.watch.moment = NOW + timedelta(hours=12)
    assert hall.client.get("/account").status_code == 401


def test_a_cookie_sent_before_signing_in_is_not_adopted(hall: Doors) -> None:
    hall.client.cookies.set(SESSION_COOKIE, "evil", domain=HOST)
    form = hall.client.get("/sign-in").text
    token = form.split('name="csrf" value="')[1].split('"')[0]
    answer = hall.client.post(
        "/sign-in",
        data={"email": "clerk@test.example", "password": PASSWORD, "csrf": token},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    new = answer.headers["set-cookie"].split(";")[0].removeprefix(f"{SESSION_COOKIE}=")
    assert new != "evil"
    hall.client.cookies.clear()
    hall.client.cookies.set(SESSION_COOKIE, "evil", domain=HOST)
    assert hall.client.get("/account").status_code == 401


def test_each_sign_in_is_a_session_of_its_own(hall: Doors) -> None:
    one = sign_in(hall).cookies[SESSION_COOKIE]
    hall.client.cookies.clear()
    assert sign_in(hall).cookies[SESSION_COOKIE] != one


def test_signing_out_ends_the_session_and_not_only_the_cookie(hall: Doors) -> None:
    session = sign_in(hall).cookies[SESSION_COOKIE]
    answer = hall.client.post("/sign-out", data={"csrf": csrf(hall)}, follow_redirects=False)
    assert answer.status_code == 303
    hall.client.cookies.set(SESSION_COOKIE, session, domain=HOST)
    assert hall.client.get("/account").status_code == 401


def test_a_wrong_password_shows_the_form_again_without_the_password(hall: Doors) -> None:
    answer = hall.client.post(
        "/sign-in", data={"email": "auditor@test.example", "password": "not this one"}
    )
    assert answer.status_code == 401
    assert "auditor@test.example" in answer.text
    assert "not this one" not in answer.text
    assert "set-cookie" not in answer.headers


# Forged requests


def test_a_form_without_its_session_s_token_is_refused(hall: Doors) -> None:
    sign_in(hall)
    token = csrf(hall)
    assert make_token(hall, {"csrf": token}) == 200
    for wrong in ("", "0" * 64, token[:-1], token.upper(), "schön"):
        assert make_token(hall, {"csrf": wrong}) == 403, wrong
    assert make_token(hall, {}) == 403


def test_the_token_of_another_session_is_refused(hall: Doors) -> None:
    sign_in(hall, "chair")
    others = csrf(hall)
    hall.client.cookies.clear()
    sign_in(hall)
    assert make_token(hall, {"csrf": others}) == 403


def test_a_script_of_our_own_may_send_the_token_as_a_header(hall: Doors) -> None:
    sign_in(hall)
    assert make_token(hall, {}, **{"x-csrf-token": csrf(hall)}) == 200
    assert make_token(hall, {}, **{"x-csrf-token": "0"}) == 403


def test_a_session_at_the_api_needs_the_token_too(hall: Doors) -> None:
    sign_in(hall, "administrator")
    wish = {"account": str(UUID(int=1)), "role": "clerk", "since": "2026-01-01"}
    assert hall.client.post(ROLES, json=wish).status_code == 403
    answer = hall.client.post(ROLES, json=wish, headers={"x-csrf-token": csrf(hall)})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": f"http://{HOST}"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": f"http://{HOST}.evil.example"}, 403),
        ({"origin": f"http://{HOST}:8080"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "https://evil.example"}, 403),
    ],
)
def test_what_another_site_sends_is_refused_even_with_the_token(
    hall: Doors, headers: dict[str, str], status: int
) -> None:
    sign_in(hall)
    assert make_token(hall, {"csrf": csrf(hall)}, **headers) == status


def test_another_site_can_sign_nobody_in_as_somebody_else(hall: Doors) -> None:
    assert sign_in(hall, origin="https://evil.example").status_code == 403
    assert sign_in(hall, **{"sec-fetch-site": "cross-site"}).status_code == 403


def test_another_site_may_link_to_us(hall: Doors) -> None:
    answer = hall.client.get(f"/bodies/{SLUG}/law", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200


def test_a_call_with_a_token_needs_no_form(hall: Doors) -> None:
    wish = {"account": str(UUID(int=1)), "role": "clerk", "since": "2026-01-01"}
    answer = hall.client.post(ROLES, json=wish, headers=hall.headers("administrator"))
    assert answer.status_code == 404
    assert answer.json()["detail"] == "There is no such account."


def test_a_call_with_a_token_is_not_that_of_the_cookie_beside_it(hall: Doors) -> None:
    sign_in(hall, "administrator")
    assert hall.client.get(ROLES).status_code == 200
    assert hall.client.get(ROLES, headers=hall.headers("clerk")).status_code == 403


# Tokens, roles and days


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic Y2xlcms6eA==", "x"])
def test_an_unknown_token_is_401_even_where_anyone_may_read(hall: Doors, header: str) -> None:
    for path in (API, ROLES, "/"):
        answer = hall.client.get(path, headers={"authorization": header})
        assert answer.status_code == 401, path


def test_nobody_is_401_the_wrong_role_403_the_right_one_200(hall: Doors) -> None:
    assert hall.client.get(ROLES).status_code == 401
    for role in Role:
        if role is not Role.SYSTEM:
            expected = 200 if role is Role.ADMINISTRATOR else 403
            answer = hall.client.get(ROLES, headers=hall.headers(role))
            assert answer.status_code == expected, role


def test_a_role_at_one_body_is_none_at_another(hall: Doors) -> None:
    answer = hall.client.get(
        "/api/v1/bodies/elsewhere/roles", headers=hall.headers("administrator")
    )
    assert answer.status_code in (403, 404)


def test_a_token_with_scopes_does_only_those(doors: Doors) -> None:
    async def narrow() -> str:
        account = await account_of("administrator@test.example")
        wish = TokenWish(name="narrow", scopes=("read_accounts",))
        return (await create_token(account.id, wish, at=NOW)).token

    with doors.client.portal() as portal:
        headers = {"authorization": f"Bearer {portal.call(narrow)}"}
    assert doors.client.get(ROLES, headers=headers).status_code == 200
    wish = {"account": str(UUID(int=1)), "role": "clerk", "since": "2026-01-01"}
    assert doors.client.post(ROLES, json=wish, headers=headers).status_code == 403
    assert doors.client.get("/account", headers=headers).status_code == 403


def test_a_role_ends_at_midnight_where_the_body_is(doors: Doors) -> None:
    async def until_july() -> str:
        account = await account_of("chair@test.example")
        wish = RoleGrant(
            account=account.id,
            role=Role.ADMINISTRATOR,
            since=date(2026, 7, 1),
            until=date(2027, 7, 1),
        )
        await grant_role(acting(Role.ADMINISTRATOR), wish)
        token = await create_token(
            account.id, TokenWish(name="t", scopes=("all",), days=366), at=NOW
        )
        return token.token

    with doors.client.portal() as portal:
        headers = {"authorization": f"Bearer {portal.call(until_july)}"}
    for moment, status in (
        (datetime(2027, 7, 1, 3, 59, 59, tzinfo=UTC), 200),
        (datetime(2027, 7, 1, 4, 0, tzinfo=UTC), 403),
    ):
        doors.watch.moment = moment
        assert doors.client.get(ROLES, headers=headers).status_code == status


# Keys


def test_a_second_click_does_nothing_twice_and_answers_the_same(doors: Doors) -> None:
    async def somebody() -> str:
        return str((await account_of("member@test.example")).id)

    with doors.client.portal() as portal:
        wish = {"account": portal.call(somebody), "role": "staff", "since": "2026-01-01"}
    headers = {**doors.headers("administrator"), "idempotency-key": "one-click"}
    before = doors.client.get(API).json()["revision"]
    first = doors.client.post(ROLES, json=wish, headers=headers)
    again = doors.client.post(ROLES, json=wish, headers=headers)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert doors.client.get(API).json()["revision"] == before + 1
    other = doors.client.post(ROLES, json={**wish, "role": "auditor"}, headers=headers)
    assert other.status_code == 409
    assert "something else" in other.json()["detail"]


def test_a_key_has_its_length(hall: Doors) -> None:
    wish = {"account": str(UUID(int=1)), "role": "clerk", "since": "2026-01-01"}
    for length, status in ((LONGEST_KEY, 404), (LONGEST_KEY + 1, 400)):
        headers = {**hall.headers("administrator"), "idempotency-key": "k" * length}
        assert hall.client.post(ROLES, json=wish, headers=headers).status_code == status


# What no database takes


@pytest.mark.parametrize("path", ["/bodies/%00", "/api/v1/bodies/a%00b", "/bodies/a%00b/law"])
def test_an_address_with_a_nul_is_nowhere(doors: Doors, path: str) -> None:
    for headers in ({}, doors.headers("clerk")):
        assert doors.client.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize("on", ["%00", "0001-01-01", "9999-12-31", "1799-12-31", "2201-01-01"])
def test_a_question_about_a_far_day_or_a_nul_is_400(doors: Doors, on: str) -> None:
    for path in (f"{ROLES}?on={on}", f"{API}/law?on={on}"):
        answer = doors.client.get(path, headers=doors.headers("administrator"))
        assert answer.status_code == 400, path
        assert "on" in answer.json()["fields"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"authority": "a\x00b"}, "authority"),
        ({"since": "9999-12-31"}, "since"),
        ({"until": "0001-01-01"}, "until"),
    ],
)
def test_a_wish_with_what_cannot_be_kept_names_the_field(
    doors: Doors, changes: dict[str, str], field: str
) -> None:
    wish = {"account": str(UUID(int=1)), "role": "clerk", "since": "2026-01-01", **changes}
    answer = doors.client.post(ROLES, json=wish, headers=doors.headers("administrator"))
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


def test_a_form_with_a_nul_is_400(doors: Doors) -> None:
    form = {"email": "clerk\x00@test.example", "password": PASSWORD}
    assert doors.client.post("/sign-in", data=form).status_code == 400
