"""How two servers are compared: in short turns, so that both see the same mood of the machine."""

from collections.abc import Callable, Iterable
from statistics import median

import msgspec

from bench.load import Job
from bench.servers import Load, Server


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How many turns, how many seconds each; how often to start; how much to grow."""

    turns: int
    seconds: float
    starts: int
    bodies: int
    years: int
    meetings: int


FULL = Pace(turns=9, seconds=0.4, starts=5, bodies=1000, years=20, meetings=200)
QUICK = Pace(turns=3, seconds=0.1, starts=1, bodies=20, years=20, meetings=200)


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a ratio is to be."""

    at_least: float = 0.0
    at_most: float = float("inf")

    def __str__(self) -> str:
        return f"≥ {self.at_least:g}" if self.at_least else f"≤ {self.at_most:g}"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, ours and the other side; the ratio is the median of the turns' ratios.

    A `rate` is answers per second; a `time` is seconds.
    """

    title: str
    against: str
    kind: str
    ours: float
    other: float
    ratio: float
    lowest: float
    highest: float
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """Say in a word whether the target is met."""
        if self.target is None:
            return "–"
        return "ok" if self.target.at_least <= self.ratio <= self.target.at_most else "short"


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Two jobs to compare; `by_cost` gives the ratio of their costs, not of their speeds."""

    title: str
    ours: Job
    against: str
    other: Job
    target: Target | None = None
    by_cost: bool = False


def play(match: Match, load: Load, pace: Pace) -> Figure:
    """Run the two jobs in turns, after one turn that does not count."""
    sides = (match.ours, match.other)
    ours, other = (msgspec.structs.replace(job, seconds=pace.seconds) for job in sides)
    turns = [(load.rate(ours), load.rate(other)) for _ in range(pace.turns + 1)][1:]
    ratios = [b / a if match.by_cost else a / b for a, b in turns]
    return _figure(match.title, match.against, "rate", turns, ratios, match.target)


def time_starts(
    ours: Callable[[], Server], other: Callable[[], Server], pace: Pace, target: Target
) -> Figure:
    """Start two servers in turns, after one start of each that does not count."""
    turns = [(_start(ours), _start(other)) for _ in range(pace.starts + 1)][1:]
    ratios = [a / b for a, b in turns]
    return _figure("start until the first answer", "bare server", "time", turns, ratios, target)


def _start(server: Callable[[], Server]) -> float:
    with server() as running:
        return running.started_in


def _figure(
    title: str,
    against: str,
    kind: str,
    turns: Iterable[tuple[float, float]],
    ratios: list[float],
    target: Target | None,
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
        target=target,
    )
