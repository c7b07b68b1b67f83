"""`python -m bench`: measure, and print each figure beside its target."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bench.matches import Bench
from bench.rounds import FULL, QUICK, Figure
from bench.servers import Load, ServerError

WIDTH = 136


def main() -> int:
    """Measure everything; the exit code says whether it could be measured, not whether it held."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run, for a first look")
    parser.add_argument("--json", action="store_true", help="write the figures as JSON")
    asked = parser.parse_args()
    screen, began = Console(stderr=True), time.perf_counter()
    figures = []
    with tempfile.TemporaryDirectory(prefix="openseat-bench-") as folder, Load() as load:
        try:
            for figure in Bench(Path(folder), load, QUICK if asked.quick else FULL).figures():
                figures.append(figure)
                screen.print(f"{figure.title}: {figure.ratio:.2f}", highlight=False)
        except ServerError as error:
            screen.print(f"The bench stopped: {error}")
            return 1
    if asked.json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(figures), indent=2))
        sys.stdout.buffer.write(b"\n")
    else:
        Console(width=WIDTH).print(_table(figures))
    screen.print(f"{time.perf_counter() - began:.0f} seconds in all.", highlight=False)
    return 0


def _table(figures: list[Figure]) -> Table:
    table = Table(title="openseat and bare Litestar, measured in turns in one run", box=SIMPLE)
    for name, justify in (
        ("what", "left"),
        ("against", "left"),
        ("target", "right"),
        ("ratio", "right"),
        ("from–to", "right"),
        ("ours", "right"),
        ("other", "right"),
        ("", "left"),
    ):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]  # a literal
    for each in figures:
        table.add_row(
            each.title,
            each.against,
            str(each.target or ""),
            f"{each.ratio:.2f}",
            f"{each.lowest:.2f}–{each.highest:.2f}",
            _raw(each.kind, each.ours),
            _raw(each.kind, each.other),
            each.verdict,
        )
    return table


def _raw(kind: str, value: float) -> str:
    return f"{value * 1000:,.0f} ms" if kind == "time" else f"{value:,.0f}/s {1e6 / value:,.0f} µs"


if __name__ == "__main__":
    sys.exit(main())
