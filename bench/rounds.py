"""How two servers are compared: in short turns, so that both see the same mood of the machine."""

from collections.abc import Callable
from statistics import median
from typing import NamedTuple

import msgspec

from bench.load import Job
from bench.servers import Load, Server


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How many turns, how many seconds each; how often to start; how much to grow and to sweep."""

    turns: int
    seconds: float
    starts: int
    bodies: int
    years: int
    meetings: int
    views: int
    viewers: int
    sweeps: tuple[int, ...]


FULL = Pace(
    turns=7,
    seconds=0.35,
    starts=3,
    bodies=1000,
    years=20,
    meetings=200,
    views=9,
    viewers=500,
    sweeps=(10_000, 50_000, 100_000),
)
QUICK = Pace(
    turns=3,
    seconds=0.1,
    starts=1,
    bodies=20,
    years=20,
    meetings=200,
    views=3,
    viewers=500,
    sweeps=(180, 900),
)


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a ratio is to be."""

    at_least: float = 0.0
    at_most: float = float("inf")

    def __str__(self) -> str:
        if self.at_least:
            return f"≥ {self.at_least:g}"
        return "–" if self.at_most == float("inf") else f"≤ {self.at_most:g}"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, ours and the other side; the ratio is the median of the turns' ratios.

    Of a `rate` the sides are answers per second, of a `time` seconds. `worked` is the same ratio
    by the processor time that the servers used, 0 where the system does not tell.
    """

    title: str
    against: str
    kind: str
    ours: float
    other: float
    ratio: float
    lowest: float
    highest: float
    worked: float
    target: Target

    @property
    def verdict(self) -> str:
        """Say in a word whether the target is met."""
        return "ok" if self.target.at_least <= self.ratio <= self.target.at_most else "short"


class Side(NamedTuple):
    """A server, what it is asked in turn, and the status that it answers with."""

    server: Server
    requests: tuple[bytes, ...]
    status: int = 200

    def turn(self, load: Load, seconds: float) -> tuple[float, float]:
        """Return the answers per second and the processor time of each, in seconds."""
        job = Job(
            port=self.server.port,
            requests=list(self.requests),
            status=self.status,
            seconds=seconds,
        )
        before = self.server.worked()
        result = load.run(job)
        worked = self.server.worked() - before
        return result.answers / result.seconds, worked / result.answers


class Match(NamedTuple):
    """Two sides to compare; `by_cost` gives the ratio of their costs, not of their speeds."""

    title: str
    ours: Side
    against: str
    other: Side
    target: Target
    by_cost: bool = False


def play(match: Match, load: Load, pace: Pace) -> Figure:
    """Let the two sides answer in turns, after one turn that does not count."""
    turns = [
        (match.ours.turn(load, pace.seconds), match.other.turn(load, pace.seconds))
        for _ in range(pace.turns + 1)
    ][1:]
    rates = [(ours[0], other[0]) for ours, other in turns]
    work = [(ours[1], other[1]) for ours, other in turns]
    return _figure(
        match.title,
        match.against,
        "rate",
        rates,
        [b / a if match.by_cost else a / b for a, b in rates],
        _share(work) if match.by_cost else _share([(b, a) for a, b in work]),
        match.target,
    )


def time_starts(
    ours: Callable[[], Server], other: Callable[[], Server], pace: Pace, target: Target
) -> Figure:
    """Start two servers in turns, after one start of each that does not count."""
    turns = [(_start(ours), _start(other)) for _ in range(pace.starts + 1)][1:]
    times = [(ours[0], other[0]) for ours, other in turns]
    return _figure(
        "start until the first answer",
        "bare server",
        "time",
        times,
        [a / b for a, b in times],
        _share([(ours[1], other[1]) for ours, other in turns]),
        target,
    )


def _start(server: Callable[[], Server]) -> tuple[float, float]:
    with server() as running:
        return running.started_in, running.worked()


def _share(work: list[tuple[float, float]]) -> float:
    """Return the ratio of two sides' sums, which even out the coarse clock of processor time."""
    ours, other = (sum(side) for side in zip(*work, strict=True))
    return ours / other if other else 0.0


def _figure(
    title: str,
    against: str,
    kind: str,
    turns: list[tuple[float, float]],
    ratios: list[float],
    worked: float,
    target: Target,
) -> Figure:
    return Figure(
        title=title,
        against=against,
        kind=kind,
        ours=median(ours for ours, _ in turns),
        other=median(other for _, other in turns),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        worked=worked,
        target=target,
    )
