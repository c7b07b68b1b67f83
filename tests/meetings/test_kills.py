"""Workers are killed while nine members vote: what was acknowledged is kept, once, and no more."""

import asyncio
import itertools
import json
import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from bench.records import SLUG, Ballot
from governance.app import TABLES
from governance.database import bind, open_engine
from governance.services.bodies import engine, get_body
from governance.services.chains import verify_chain
from tests.meetings.serving import API, Served, furnished, serving

KILLS = int(os.environ.get("OPENSEAT_KILLS", "3"))
"""How often a worker is killed; `make kills` does it two hundred times."""

WORKERS = 3
BETWEEN = 9
PATIENCE = 300
"""Seconds until nobody believes any more that a worker comes back, on the busiest machine."""

CHOICES = ("yes", "no", "abstain")


@dataclass
class Voter:
    """A member who votes again and again, each time otherwise, and never gives up on one vote."""

    served: Served
    ballot: Ballot
    token: str
    person: UUID
    acknowledged: list[str] = field(default_factory=list)
    sent_again: int = 0

    def vote(self, choice: str) -> None:
        """Send one vote, with one key, until it is acknowledged."""
        key = uuid4().hex
        path = f"{API}/motions/{self.ballot.motion}/votes"
        while True:
            try:
                answer = self.served.ask(
                    "POST", path, self.token,
                    json={"choice": choice}, headers={"idempotency-key": key},
                )  # fmt: skip
            except httpx.TransportError:
                self.sent_again += 1
                time.sleep(0.02)
                continue
            assert answer.status_code == 201, answer.text
            assert answer.json()["choice"] == choice
            self.acknowledged.append(choice)
            return

    def keep_voting(self, stop: threading.Event) -> None:
        for choice in itertools.cycle(CHOICES):
            self.vote(choice)
            if stop.is_set():
                return


@pytest.fixture
def ballot(database_url: str) -> Ballot:
    return furnished(database_url)


def test_no_acknowledged_vote_is_lost_and_none_is_invented(
    ballot: Ballot, database_url: str, tmp_path: Path
) -> None:
    with serving(database_url, tmp_path, workers=WORKERS) as served:
        voters = [
            Voter(served, ballot, token, person)
            for token, person in zip(ballot.tokens, ballot.members, strict=True)
        ]
        stop = threading.Event()
        threads = [threading.Thread(target=each.keep_voting, args=(stop,)) for each in voters]
        for thread in threads:
            thread.start()
        try:
            for kills in range(KILLS):
                print(f"kill {kills + 1} of {KILLS}", flush=True)
                wait_for_votes(voters, BETWEEN)
                wait_for_workers(served)
                served.kill(random.choice(served.workers()))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    kept, counted = asyncio.run(record_of(database_url, ballot))
    for voter in voters:
        assert kept[voter.person] == voter.acknowledged, f"{voter.sent_again} were sent again"
        assert counted[voter.person] == voter.acknowledged[-1]
    again = sum(each.sent_again for each in voters)
    print(f"{KILLS} kills, {sum(map(len, kept.values()))} votes, {again} sent again")


def wait_for_votes(voters: list[Voter], more: int) -> None:
    """Let some votes be acknowledged."""
    wanted = sum(len(each.acknowledged) for each in voters) + more
    last = time.monotonic() + PATIENCE
    while sum(len(each.acknowledged) for each in voters) < wanted:
        assert time.monotonic() < last, "nobody can vote any more"
        time.sleep(0.005)


def wait_for_workers(served: Served) -> None:
    """Wait until more than one worker is there, so that somebody goes on."""
    last = time.monotonic() + PATIENCE
    while len(served.workers()) < WORKERS - 1:
        assert time.monotonic() < last, "the workers do not come back"
        time.sleep(0.01)


async def record_of(url: str, ballot: Ballot) -> tuple[dict[UUID, list[str]], dict[UUID, str]]:
    """Return what the chain says of each member's votes, in order, and which one counts."""
    opened = open_engine(url)
    bind(opened, TABLES)
    body = await get_body(SLUG)
    assert (await verify_chain(body)).holds
    kept: dict[UUID, list[str]] = {person: [] for person in ballot.members}
    for person, choice in _votes(
        await engine().read("SELECT entry FROM audit ORDER BY seq"), ballot
    ):
        kept[person].append(choice)
    rows = await engine().read("SELECT person, choice FROM vote WHERE motion = $1", ballot.motion)
    await opened.close_connection_pool()
    return kept, {row["person"]: row["choice"] for row in rows}


def _votes(rows: list[dict[str, str]], ballot: Ballot) -> Iterator[tuple[UUID, str]]:
    for row in rows:
        entry = json.loads(row["entry"])
        for change in entry["changes"] if entry["deed"] == "cast_vote" else ():
            if change["subject"] == f"motion:{ballot.motion}":
                yield UUID(change["after"]["person"]), change["after"]["vote"]
