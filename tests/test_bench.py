"""Does the bench run from end to end? How fast the machine is, is not asked here."""

import msgspec
import pytest

from bench.__main__ import main
from bench.rounds import Figure, Pace, Target

TINY = Pace(
    turns=1,
    seconds=0.05,
    starts=1,
    bodies=3,
    years=4,
    meetings=20,
    views=1,
    viewers=20,
    sweeps=(18, 36),
)


@pytest.fixture
def slow() -> Figure:
    return Figure(
        title="a page",
        against="bare",
        kind="rate",
        ours=1.0,
        other=2.0,
        ratio=0.5,
        lowest=0.4,
        highest=0.6,
        worked=0.0,
        target=Target(at_least=0.5),
    )


def test_the_bench_measures_everything_and_prints_its_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([], TINY) == 0
    printed = capsys.readouterr().out
    for measured in (
        "eligibility sheet",
        "calendar feed",
        "304",
        "body page",
        "meeting page",
        "vote",
        "start",
        "viewers",
        "years",
        "desk",
        "sweep",
    ):
        assert measured in printed
    assert "ok" in printed


@pytest.mark.parametrize(
    ("ratio", "target", "verdict"),
    [
        (0.5, Target(at_least=0.5), "ok"),
        (0.499, Target(at_least=0.5), "short"),
        (1.3, Target(at_most=1.3), "ok"),
        (1.301, Target(at_most=1.3), "short"),
    ],
)
def test_a_target_is_met_at_its_very_figure(
    slow: Figure, ratio: float, target: Target, verdict: str
) -> None:
    assert msgspec.structs.replace(slow, ratio=ratio, target=target).verdict == verdict
