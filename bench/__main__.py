"""`python -m bench`: measure, and print each figure beside its target."""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bench.matches import Bench
from bench.rounds import FULL, QUICK, Figure, Pace
from bench.servers import Load, ServerError

WIDTH = 144


def main(arguments: Sequence[str] | None = None, pace: Pace | None = None) -> int:
    """Measure everything; the exit code says whether it could be measured, not whether it held."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run, for a first look")
    parser.add_argument("--json", action="store_true", help="write the figures as JSON")
    asked = parser.parse_args(arguments)
    screen, began = Console(stderr=True, highlight=False), time.perf_counter()
    try:
        figures = _measured(pace or (QUICK if asked.quick else FULL), screen)
    except ServerError as error:
        screen.print(f"The bench stopped: {error}", markup=False)
        return 1
    if asked.json:
        print(msgspec.json.format(msgspec.json.encode(figures)).decode())
    else:
        Console(width=WIDTH).print(_table(figures))
    screen.print(f"{time.perf_counter() - began:.0f} seconds in all.")
    return 0


def _measured(pace: Pace, screen: Console) -> list[Figure]:
    figures = []
    with tempfile.TemporaryDirectory(prefix="openseat-bench-") as folder, Load() as load:
        for figure in Bench(Path(folder), load, pace).figures():
            screen.print(f"{figure.title}: {figure.ratio:.2f}")
            figures.append(figure)
    return figures


def _table(figures: list[Figure]) -> Table:
    table = Table(title="openseat and bare Litestar, measured in turns in one run", box=SIMPLE)
    for name, justify in (
        ("what", "left"),
        ("against", "left"),
        ("target", "right"),
        ("ratio", "right"),
        ("from–to", "right"),
        ("by cpu", "right"),
        ("ours", "right"),
        ("other", "right"),
        ("", "left"),
    ):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]  # a literal
    for each in figures:
        table.add_row(
            each.title,
            each.against,
            str(each.target),
            f"{each.ratio:.2f}",
            f"{each.lowest:.2f}–{each.highest:.2f}",
            f"{each.worked:.2f}" if each.worked else "–",
            _raw(each.kind, each.ours),
            _raw(each.kind, each.other),
            each.verdict,
        )
    return table


def _raw(kind: str, value: float) -> str:
    return f"{value * 1000:,.0f} ms" if kind == "time" else f"{value:,.0f}/s {1e6 / value:,.0f} µs"


if __name__ == "__main__":
    sys.exit(main())
