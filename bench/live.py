"""How long after a vote is closed has the last viewer seen it, beside a bare stream of events?"""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any, Self

import msgspec

from bench.listen import Heard, Watch
from bench.load import HOST
from bench.records import SLUG, Ballot
from bench.rounds import Figure, Pace, Target
from bench.servers import ROOT, Server, ServerError, request, serve_stream

API = f"/api/v1/bodies/{SLUG}"
LIVE_TARGET = Target(at_most=3)
LAST = 0.99


class Listeners:
    """The process that listens."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.listen"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def hear(self, watch: Watch) -> float:
        """Return how long it took until ninety-nine of a hundred viewers had heard."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(watch) + b"\n")
        self._process.stdin.flush()
        heard = msgspec.json.decode(self._process.stdout.readline(), type=Heard)
        if heard.failure:
            raise ServerError(heard.failure)
        return heard.after[int(LAST * (len(heard.after) - 1))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait()


class Hall:
    """A meeting in session at a running server: nine members vote, the Chair closes."""

    def __init__(self, real: Server, ballot: Ballot) -> None:
        self.real = real
        self.ballot = ballot
        self.motion = str(ballot.motion)
        self.number = 1

    def vote(self) -> None:
        """Let the nine vote."""
        for token in self.ballot.tokens:
            self._post(f"/motions/{self.motion}/votes", token, {"choice": "yes"})

    def close(self, viewers: int) -> Watch:
        """Return what it takes to close the vote before so many viewers."""
        headers = {"authorization": f"Bearer {self.ballot.chair}", "connection": "close"}
        meeting = f"/bodies/{SLUG}/meetings/{self.ballot.meeting}"
        return Watch(
            port=self.real.port,
            viewers=viewers,
            stream=request("GET", f"{meeting}/live?view=meeting"),
            trigger=request("POST", f"{API}/motions/{self.motion}/close", headers, b"{}"),
            mark=f"Motion {self.number}: Carried".encode(),
        )

    def put_the_next(self) -> None:
        """Bring the next motion to its vote."""
        meeting, chair = self.ballot.meeting, self.ballot.chair
        wish = {"kind": "main", "text": "Act.", "mover": str(self.ballot.members[0])}
        self.motion = self._post(f"/meetings/{meeting}/motions", chair, wish)["id"]
        second = {"person": str(self.ballot.members[1])}
        self._post(f"/motions/{self.motion}/second", chair, second)
        self._post(f"/motions/{self.motion}/question", chair, {})
        self.number += 1

    def _post(self, path: str, token: str, wish: dict[str, str]) -> Any:  # whatever JSON says
        asked = urllib.request.Request(
            f"http://{HOST}:{self.real.port}{API}{path}",
            data=json.dumps(wish).encode(),
            headers={"authorization": f"Bearer {token}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)


def time_views(real: Server, ballot: Ballot, folder: Path, pace: Pace) -> Figure:
    """Close a vote in turns with a bare stream that tells as many as much."""
    hall = Hall(real, ballot)
    shown = real.body(f"/bodies/{SLUG}/meetings/{ballot.meeting}")
    (folder / "event").write_bytes(shown)
    turns = []
    with serve_stream(folder / "stream.log", folder / "event") as plain, Listeners() as listeners:
        for turn in range(pace.views + 1):
            hall.vote()
            ours = listeners.hear(hall.close(pace.viewers))
            hall.put_the_next()
            mark = f"turn={turn:06}".encode()
            other = listeners.hear(
                Watch(
                    port=plain.port,
                    viewers=pace.viewers,
                    stream=request("GET", "/stream"),
                    trigger=request("POST", f"/tell?{mark.decode()}", {"connection": "close"}),
                    mark=mark,
                )
            )
            turns.append((ours, other))
    ratios = [ours / other for ours, other in turns[1:]]
    return Figure(
        title=f"closed vote to 99 % of {pace.viewers} viewers",
        against="bare stream, as many bytes",
        kind="time",
        ours=median(ours for ours, _ in turns[1:]),
        other=median(other for _, other in turns[1:]),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        worked=0.0,
        target=LIVE_TARGET,
    )
