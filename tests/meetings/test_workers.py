"""Two workers are as good as one: the same answers, and whoever listens at either hears."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bench.records import Ballot
from tests.meetings.listening import Listener
from tests.meetings.serving import API, PAGES, Served, furnished, serving
from tests.postgres import PostgresServer

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)|\d+:\d\d [ap]m")
DIGEST = re.compile(r"\b[0-9a-f]{32,64}\b")
LISTENERS = 8


class Told:
    """What a server answered, in words that do not depend on the run."""

    def __init__(self, served: Served, ballot: Ballot) -> None:
        self.served = served
        self.ballot = ballot
        self.answers: list[tuple[int, str]] = []
        self._ids: dict[str, str] = {}

    def ask(self, method: str, path: str, token: str = "", **more: Any) -> Any:
        """Ask, and remember the answer; return what it says."""
        answer = self.served.ask(method, path, token, **more)
        text = ID.sub(lambda found: self._name(found[0]), answer.text)
        self.answers.append((answer.status_code, DIGEST.sub("…", MOMENT.sub("then", text))))
        return answer.json()

    def _name(self, found: str) -> str:
        return self._ids.setdefault(found, f"#{len(self._ids)}")


def a_meeting(told: Told) -> None:
    """Vote, close, move, and vote again; look from every side after each step."""
    ballot = told.ballot
    chair, meeting = ballot.chair, f"{API}/meetings/{ballot.meeting}"
    motion = f"{API}/motions/{ballot.motion}"
    for number, token in enumerate(ballot.tokens):
        wish = {"choice": "no" if number % 4 == 3 else "yes"}
        told.ask("POST", f"{motion}/votes", token, json=wish)
        told.ask("GET", f"{meeting}/console", chair)
    told.ask("POST", f"{motion}/close", chair, json={})
    for _ in range(4):
        told.ask("GET", meeting)
    told.ask("POST", f"{motion}/close", chair, json={})
    told.ask("POST", f"{motion}/votes", ballot.tokens[0], json={"choice": "no"})
    wish = {"kind": "main", "text": "Adopt the plan.", "mover": str(ballot.members[1])}
    made = told.ask("POST", f"{meeting}/motions", chair, json=wish)["id"]
    told.ask("POST", f"{meeting}/motions", chair, json=wish)
    told.ask("POST", f"{meeting}/departures", chair, json={"person": str(ballot.members[8])})
    told.ask("POST", f"{API}/motions/{made}/question", chair, json={})
    for _ in range(4):
        told.ask("GET", f"{meeting}/console", chair)
    told.ask("GET", f"{API}/votes")


@pytest.mark.postgres
def test_two_workers_give_the_same_answers_as_one(
    postgres_server: PostgresServer, postgres_template: str, tmp_path: Path
) -> None:
    answers = []
    for workers in (1, 2):
        url = postgres_server.create(f"workers_{workers}", template=postgres_template)
        ballot = furnished(url)
        (tmp_path / str(workers)).mkdir()
        with serving(url, tmp_path / str(workers), workers=workers) as served:
            told = Told(served, ballot)
            a_meeting(told)
        answers.append(told.answers)
        postgres_server.drop(f"workers_{workers}")
    assert answers[0] == answers[1]
    assert {status for status, _ in answers[0]} == {200, 201, 409}


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[tuple[Served, Ballot]]:
    ballot = furnished(database_url)
    with serving(database_url, tmp_path, workers=2) as running:
        yield running, ballot


def test_whoever_listens_at_any_worker_hears_of_a_closed_vote(
    served: tuple[Served, Ballot],
) -> None:
    running, ballot = served
    stream = f"{running.address}{PAGES}/meetings/{ballot.meeting}/live?view=screen"
    with ExitStack() as stack:
        listeners = [stack.enter_context(Listener(stream)) for _ in range(LISTENERS)]
        for each in listeners:
            assert "The vote is open." in each.next("view")
        closing = f"{API}/motions/{ballot.motion}/close"
        for token in ballot.tokens:
            vote = f"{API}/motions/{ballot.motion}/votes"
            assert running.ask("POST", vote, token, json={"choice": "yes"}).status_code == 201
        assert running.ask("POST", closing, ballot.chair, json={}).status_code == 200 + 1
        began = time.monotonic()
        for each in listeners:
            while "Carried" not in each.next("view"):
                pass
        assert time.monotonic() - began < 5


def test_open_streams_do_not_hold_up_the_end(served: tuple[Served, Ballot]) -> None:
    running, ballot = served
    path = f"{PAGES}/meetings/{ballot.meeting}/live"
    stream = f"{running.address}{path}"
    head = running.ask("HEAD", path)  # which says what a stream would be, and ends
    assert head.headers["content-type"].startswith("text/event-stream")
    with ExitStack() as stack:
        listeners = [stack.enter_context(Listener(stream)) for _ in range(LISTENERS)]
        for each in listeners:
            assert each.next("revision")
        running.process.terminate()
        for each in listeners:
            assert each.ended.wait(4), "a stream went on after the server was told to stop"
