"""What every request and every answer passes: HEAD, ETags, the shelf, headers, counts, ids."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.types import ASGIApp, Receive, Scope, Send

from governance.settings import Settings
from governance.web.caching import Kept, Shelf
from governance.web.gate import CSP, SESSION_COOKIE, Gate
from tests.app import NOW, PASSWORD, SLUG, Doors, Watch, running
from tests.governance.hall import hall, lines

__all__ = ["hall", "lines"]

HOME = import_module("governance.pages.home")
BODY = f"/bodies/{SLUG}"
API = f"/api/v1{BODY}"
LAW = f"{BODY}/law"
PUBLIC = ("/", LAW, API, f"{API}/law", "/clock", "/calendar.ics", f"{BODY}/calendar.ics")
A_MINUTE = timedelta(minutes=1)


def sign_in(doors: Doors, role: str = "clerk") -> None:
    form = {"email": f"{role}@test.example", "password": PASSWORD}
    assert doors.client.post("/sign-in", data=form, follow_redirects=False).status_code == 303


def add_a_deed(doors: Doors) -> None:
    """Do anything at all on the record."""
    person = {"name": "Ana"}
    answer = doors.client.post(f"{API}/people", json=person, headers=doors.headers("clerk"))
    assert answer.status_code == 201, answer.text


def every_kind_of_answer(doors: Doors) -> Iterator[httpx.Response]:
    client = doors.client
    static = re.search(r'href="(/static/board[^"]+)"', client.get("/").text)
    assert static is not None
    for path in (*PUBLIC, static[1], "/sign-in", "/health", "/ready", "/schema/openapi.json"):
        yield client.get(path)
        yield client.head(path)
    yield client.get(LAW, headers={"if-none-match": client.get(LAW).headers["etag"]})
    yield client.get("/nowhere")
    yield client.get("/api/v1/nowhere")
    yield client.get("/static/nowhere.css")
    yield client.get(f"{BODY}/desk")
    yield client.get("/account", headers=doors.headers("clerk"))
    yield client.get(f"{API}/roles", headers=doors.headers("clerk"))
    yield client.delete("/")
    yield client.options(API)
    yield client.post("/sign-in", data={})
    yield client.post("/sign-in", content=b"x" * 12_000_000)
    yield client.post(f"{API}/people", content=b"{", headers=doors.headers("clerk"))
    yield client.get("/bodies/%00")
    yield client.post(
        "/sign-in", data={"email": "clerk@test.example", "password": PASSWORD},
        follow_redirects=False,
    )  # fmt: skip


# HEAD and 304


def test_head_is_get_without_its_body(hall: Doors) -> None:
    for path in (*PUBLIC, "/sign-in", "/nowhere", "/health", "/static/board.css"):
        get, head = hall.client.get(path), hall.client.head(path)
        assert head.status_code == get.status_code, path
        assert head.content == b"", path
        for name in ("content-type", "content-length", "etag", "cache-control"):
            assert head.headers.get(name) == get.headers.get(name), (path, name)


def test_head_before_get_is_the_same(hall: Doors) -> None:
    head, get = hall.client.head(LAW), hall.client.get(LAW)
    assert head.headers["etag"] == get.headers["etag"]
    assert int(head.headers["content-length"]) == len(get.content) > 0


def test_who_has_it_already_gets_304_without_a_body(doors: Doors) -> None:
    for path in PUBLIC:
        first = doors.client.get(path)
        etag = first.headers["etag"]
        assert re.fullmatch(r'"[0-9a-f]{32}"', etag)
        for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
            again = doors.client.get(path, headers={"if-none-match": known})
            assert (again.status_code, again.content) == (304, b""), (path, known)
            assert again.headers["etag"] == etag
            assert "content-length" not in again.headers
        for other in ('"x"', "", etag.strip('"'), etag[:-2] + '"'):
            assert doors.client.get(path, headers={"if-none-match": other}).status_code == 200


def test_a_static_file_is_known_by_its_name_for_a_year(hall: Doors) -> None:
    found = re.search(r'href="(/static/board[^"]+)"', hall.client.get("/").text)
    assert found is not None
    answer = hall.client.get(found[1])
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")
    again = hall.client.get(found[1], headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert "immutable" not in hall.client.get("/static/board.css").headers["cache-control"]


# The shelf


def test_a_deed_makes_what_is_kept_false(doors: Doors) -> None:
    before = doors.client.get(API)
    add_a_deed(doors)
    after = doors.client.get(API, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["revision"] == before.json()["revision"] + 1


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows whenever the first page is made anew."""
    times: list[int] = []
    real = HOME.count_bodies

    async def counting() -> int:
        times.append(1)
        number: int = await real()
        return number

    monkeypatch.setattr(HOME, "count_bodies", counting)
    return times


def test_a_deed_of_one_body_makes_the_pages_of_all_bodies_false(
    hall: Doors, made: list[int]
) -> None:
    for _ in range(3):
        hall.client.get("/")
    assert len(made) == 1
    add_a_deed(hall)
    hall.client.get("/")
    assert len(made) == 2


def test_what_depends_on_the_day_is_kept_for_the_minute(hall: Doors, made: list[int]) -> None:
    hall.client.get("/")
    hall.watch.moment = NOW + A_MINUTE - timedelta(seconds=1)
    hall.client.get("/")
    assert len(made) == 1
    hall.watch.moment = NOW + A_MINUTE
    hall.client.get("/")
    assert len(made) == 2


def test_each_address_is_kept_by_itself(hall: Doors) -> None:
    asked = [f"/clock?start=2026-03-02&length={days}" for days in (60, 61) for _ in "ab"]
    pages = [hall.client.get(path).text for path in asked]
    assert pages[0] == pages[1] != pages[2] == pages[3]


def test_who_is_signed_in_neither_gets_nor_fills_the_shelf(hall: Doors) -> None:
    sign_in(hall)
    mine = hall.client.get(LAW)
    assert "The clerk ·" in mine.text
    assert mine.headers["cache-control"] == "no-store"
    assert "etag" not in mine.headers
    hall.client.cookies.clear()
    public = hall.client.get(LAW)
    assert "The clerk ·" not in public.text
    assert "no-store" not in public.headers["cache-control"]
    sign_in(hall)
    assert "The clerk ·" in hall.client.get(LAW).text


def test_a_token_s_answers_are_its_own(hall: Doors) -> None:
    hall.client.get(API)
    answer = hall.client.get(API, headers=hall.headers("clerk"))
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("place", [0, 1])
def test_a_session_in_one_of_several_cookie_headers_is_a_session(hall: Doors, place: int) -> None:
    sign_in(hall)
    cookies = [f"{SESSION_COOKIE}={hall.client.cookies[SESSION_COOKIE]}", "colour=blue"]
    hall.client.cookies.clear()
    headers = [("cookie", cookies[place]), ("cookie", cookies[1 - place])]
    hall.client.get(LAW, headers=headers)
    assert "The clerk ·" not in hall.client.get(LAW).text


def test_what_only_some_may_read_is_never_kept(hall: Doors) -> None:
    answer = hall.client.get(f"{API}/people", headers=hall.headers("clerk"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert hall.client.get(f"{API}/people").status_code == 401


def test_refusals_are_not_kept(hall: Doors) -> None:
    for path in ("/nowhere", "/bodies/nowhere", f"{API}/people"):
        answer = hall.client.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


def kept(size: int) -> Kept:
    return Kept(state="1", minute=None, etag='"e"', headers=(), body=b"x" * size)


def test_the_shelf_makes_room_for_the_new_by_giving_up_the_least_wanted() -> None:
    shelf = Shelf(largest=10)
    shelf.put("/a", kept(4))
    shelf.put("/b", kept(4))
    assert shelf.get("/a", "1", 0)
    shelf.put("/c", kept(4))
    assert [shelf.get(path, "1", 0) is not None for path in ("/a", "/b", "/c")] == [1, 0, 1]


def test_what_is_larger_than_the_shelf_is_not_kept() -> None:
    shelf = Shelf(largest=10)
    shelf.put("/a", kept(11))
    assert shelf.get("/a", "1", 0) is None
    shelf.put("/b", kept(10))
    assert shelf.get("/b", "1", 0)


def test_a_new_answer_takes_the_place_of_the_old() -> None:
    shelf = Shelf(largest=10)
    for _ in range(5):
        shelf.put("/a", kept(6))
    shelf.put("/b", kept(4))
    assert shelf.get("/a", "1", 0)
    assert shelf.get("/b", "1", 0)


# Counting


def test_too_many_requests_are_429_until_the_next_minute(sqlite_url: str) -> None:
    with running(sqlite_url, requests_per_minute=3) as opened:
        statuses = [opened.client.get("/").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        page, call = opened.client.get("/"), opened.client.get(API)
        assert page.headers["retry-after"] == call.headers["retry-after"] == "60"
        assert page.headers["content-type"].startswith("text/plain")
        assert call.headers["content-type"] == "application/problem+json"
        assert call.json() == {
            "title": "Too many requests",
            "status": 429,
            "detail": "Please wait a minute.",
            "type": "about:blank",
        }
        assert opened.client.head(API).content == b""
        assert opened.client.get("/health").status_code == 200
        opened.watch.moment = NOW + A_MINUTE
        assert opened.client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("trusted", "statuses"), [(True, [200, 200, 429]), (False, [200, 429, 429])]
)
def test_behind_a_proxy_each_client_is_counted_by_itself(
    sqlite_url: str, trusted: bool, statuses: list[int]
) -> None:
    with running(sqlite_url, requests_per_minute=1, trusted_proxy=trusted) as opened:
        asked = ("198.51.100.1", "198.51.100.2", "203.0.113.9, 198.51.100.1")
        found = [
            opened.client.get("/", headers={"x-forwarded-for": address}).status_code
            for address in asked
        ]
        assert found == statuses


def test_no_limit_means_no_limit(sqlite_url: str) -> None:
    with running(sqlite_url, requests_per_minute=0) as opened:
        assert {opened.client.get("/").status_code for _ in range(20)} == {200}


# Headers, and what pages must not hold


def test_every_kind_of_answer_has_the_headers_that_protect_it(hall: Doors) -> None:
    for answer in every_kind_of_answer(hall):
        where = (answer.request.method, answer.request.url.path, answer.status_code)
        assert answer.headers["content-security-policy"] == CSP, where
        assert answer.headers["x-content-type-options"] == "nosniff", where
        assert answer.headers["referrer-policy"] == "same-origin", where
        assert "cache-control" in answer.headers, where
        assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"]), where
        assert "strict-transport-security" not in answer.headers, where
        assert "server" not in answer.headers, where
        assert "openseat-keep" not in answer.headers, where


def test_over_tls_browsers_are_told_to_stay_there(sqlite_url: str) -> None:
    with running(sqlite_url, public_url="https://board.test.example") as opened:
        answer = opened.client.get("/")
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_the_policy_lets_nothing_inline_run() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in CSP.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in CSP
    assert "http" not in CSP


class Strict(HTMLParser):
    """Finds what the policy would block, and every link of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocked: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.blocked += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        self.blocked += [f"<{tag} style>"] * ("style" in given)
        self.blocked += ["<style>"] * (tag == "style")
        self.blocked += ["<script>"] * (tag == "script" and not given.get("src"))
        for name in ("href", "src", "action"):
            value = given.get(name) or ""
            if value.casefold().startswith(("javascript:", "http:", "//", "data:text")):
                self.blocked.append(f"<{tag} {name}={value}>")
            if tag == "a" and name == "href" and value.startswith("/"):
                self.links.append(value.partition("#")[0])


@pytest.mark.parametrize("role", ["", "clerk", "chair", "member", "administrator"])
def test_no_page_holds_what_its_policy_blocks(hall: Doors, role: str) -> None:
    if role:
        sign_in(hall, role)
    seen: set[str] = set()
    waiting = ["/", BODY, f"{BODY}/desk", "/account", "/sign-in", "/api", "/nowhere"]
    while waiting and len(seen) < 80:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = hall.client.get(path)
        assert answer.status_code < 500, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found = Strict()
        found.feed(answer.text)
        assert found.blocked == [], path
        waiting += found.links
    assert len(seen) > 10


# The request's id


def test_a_safe_id_of_a_request_is_given_back(hall: Doors) -> None:
    for safe in ("abcdefgh", "A-1-b-2-c-3", "x" * 64):
        answer = hall.client.get("/", headers={"x-request-id": safe})
        assert answer.headers["x-request-id"] == safe


@pytest.mark.parametrize(
    "unsafe", ["", "short", "x" * 65, "with space!", "a\tb\tc\td\te", "<b>bold</b>"]
)
def test_an_unsafe_id_of_a_request_is_replaced(hall: Doors, unsafe: str) -> None:
    answer = hall.client.get("/", headers={"x-request-id": unsafe})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"])


def test_each_request_is_one_line_with_its_id_and_no_query(
    hall: Doors, lines: Callable[[], list[str]]
) -> None:
    hall.client.get("/?page=1&secret=hunter2", headers={"x-request-id": "request-1"})
    (line,) = lines()
    said = json.loads(line)
    assert (said["method"], said["path"], said["status"]) == ("GET", "/", 200)
    assert said["request"] == "request-1"
    assert "hunter2" not in line


# What the application cannot answer itself


async def sent_by(app: ASGIApp, method: str) -> list[dict[str, Any]]:
    """Return what goes over the wire when this application is asked through the gate."""
    sent: list[dict[str, Any]] = []

    async def receive() -> object:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope: dict[str, object] = {
        "type": "http", "method": method, "path": "/health", "query_string": b"", "headers": [],
        "client": None, "state": {},
    }  # fmt: skip
    await Gate(app, Settings(), Watch())(scope, receive, send)  # type: ignore[arg-type]  # a bare scope
    return sent


async def test_what_fails_outside_the_application_is_answered_all_the_same(
    lines: Callable[[], list[str]],
) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("hunter2")

    start, body = await sent_by(broken, "POST")
    assert len(lines()) == 2
    assert start["status"] == 500
    names = {name for name, _ in start["headers"]}
    assert {b"content-security-policy", b"x-request-id", b"cache-control"} <= names
    assert b"hunter2" not in body["body"]


async def test_head_sends_no_byte_of_a_body_that_comes_in_parts(
    lines: Callable[[], list[str]],
) -> None:
    async def talkative(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part, more in ((b"one", True), (b"two", False)):
            await send({"type": "http.response.body", "body": part, "more_body": more})

    for method, parts in (("GET", [b"one", b"two"]), ("HEAD", [b""])):
        _, *bodies = await sent_by(talkative, method)
        assert [each["body"] for each in bodies] == parts


def test_requests_at_once_keep_their_ids_apart(hall: Doors) -> None:
    async def ask(number: int) -> tuple[str, str]:
        transport = httpx.ASGITransport(app=hall.client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
            answer = await client.get("/", headers={"x-request-id": f"request-{number}"})
            return answer.headers["x-request-id"], answer.request.headers["x-request-id"]

    async def all_at_once() -> list[tuple[str, str]]:
        return await asyncio.gather(*(ask(number) for number in range(10)))

    with hall.client.portal() as portal:
        for given, asked in portal.call(all_at_once):
            assert given == asked


def test_a_database_out_of_reach_is_said_through_both_doors(tmp_path: Path) -> None:
    gone = f"sqlite:///{tmp_path / 'nowhere' / 'openseat.db'}"
    with running(gone, tokens={}) as doors:
        for path in ("/", "/api/v1/bodies"):
            answer = doors.client.get(path)
            assert answer.status_code == 503
            assert "cannot be reached" in answer.text
        sent = {"email": "clerk@test.example", "password": "x"}
        assert doors.client.post("/sign-in", data=sent).status_code == 503
