"""The database goes away in the middle of a vote: everyone is told what that means."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.records import Ballot
from governance.app import TABLES
from governance.clock import now
from governance.database import bind, open_engine
from governance.schemas.accounts import SignIn
from governance.services.accounts import sign_in
from governance.web.gate import SESSION_COOKIE
from tests.meetings.listening import Listener
from tests.meetings.serving import API, PAGES, Served, furnished, serving
from tests.postgres import NoPostgresError, PostgresServer

pytestmark = pytest.mark.postgres


@pytest.fixture
def own_server(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """A server of this test's own, which may be stopped; none where there is none to test with."""
    try:
        server = PostgresServer()
    except NoPostgresError as missing:
        pytest.skip(str(missing))
    yield server
    server.come_back()
    server.stop()


def vote(served: Served, ballot: Ballot, choice: str, key: str, voter: int = 0) -> httpx.Response:
    return served.ask(
        "POST",
        f"{API}/motions/{ballot.motion}/votes",
        ballot.tokens[voter],
        json={"choice": choice},
        headers={"idempotency-key": key},
    )


def test_a_vote_without_its_database_is_sent_again_and_kept_once(
    own_server: PostgresServer, tmp_path: Path
) -> None:
    url = own_server.create("lost")
    ballot = furnished(url)
    with serving(url, tmp_path, workers=1) as served:
        stream = f"{served.address}{PAGES}/meetings/{ballot.meeting}/live?view=screen"
        with Listener(stream) as viewer:
            assert viewer.next("view")
            assert vote(served, ballot, "yes", "first").status_code == 201
            own_server.go_away()
            lost = vote(served, ballot, "no", "second")
            assert lost.status_code == 503
            assert "may have been kept just before, or not" in lost.json()["detail"]
            assert int(lost.headers["retry-after"]) > 0
            assert viewer.next("behind")
            assert served.ask("GET", f"{PAGES}/meetings/{ballot.meeting}").status_code == 503
            own_server.come_back()
            assert viewer.next("beat", "view")
            again = vote(served, ballot, "no", "second")
            assert (again.status_code, again.json()["choice"]) == (201, "no")
            assert vote(served, ballot, "no", "second").json() == again.json()
            close = f"{API}/motions/{ballot.motion}/close"
            closed = served.ask("POST", close, ballot.chair, json={})
            assert [each["said"] for each in closed.json()["votes"]].count("no") == 1
            assert "Why nothing" not in viewer.next("view")


def test_a_form_without_its_database_is_offered_again_as_it_was(
    own_server: PostgresServer, tmp_path: Path
) -> None:
    url = own_server.create("offered")
    ballot = furnished(url)
    cookie = {"cookie": f"{SESSION_COOKIE}={asyncio.run(session(url, ballot))}"}
    with serving(url, tmp_path, workers=1) as served:
        page = f"{PAGES}/meetings/{ballot.meeting}/ballot"
        shown = served.ask("GET", page, headers=cookie).text
        form = fields(shown, page) | {"choice": "yes"}
        own_server.go_away()
        lost = served.ask("POST", page, headers=cookie, data=form)
        assert lost.status_code == 503
        assert "what is kept already is not kept twice" in lost.text
        assert fields(lost.text, page) == form
        own_server.come_back()
        kept = served.ask("POST", page, headers=cookie, data=fields(lost.text, page))
        assert kept.status_code == 303
        assert "Your vote is saved:" in served.ask("GET", page, headers=cookie).text


def fields(page: str, action: str) -> dict[str, str]:
    """Return what the form for an address hides."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.S)
    assert found, page
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[0]))


async def session(url: str, ballot: Ballot) -> str:
    """Sign the first member in."""
    opened = open_engine(url)
    bind(opened, TABLES)
    person = ballot.members[0]
    wish = SignIn(email=f"member-{person}@bench.example", password=f"bench {person}")
    _, token = await sign_in(wish, at=now(), hours=1)
    await opened.close_connection_pool()
    return token
