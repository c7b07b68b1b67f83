import asyncio
import json
import sys
from collections import Counter
from pathlib import Path

from governance.database import open_engine
from tests.governance.database.rival import ROWS, WAYS
from tests.governance.database.shelves import Shelf, build

ROOT = Path(__file__).parents[3]
PROCESSES = 3
SECONDS = 60


async def start(url: str, name: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.governance.database.rival", url, name,
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def ready(rival: asyncio.subprocess.Process) -> None:
    assert rival.stdout is not None
    assert await rival.stdout.readline() == b"ready\n"


async def test_of_rivals_in_several_processes_exactly_one_wins_each_row(empty_url: str) -> None:
    engine = open_engine(empty_url)
    await build(engine)
    await Shelf.insert(*(Shelf(id=row, label=f"free {row}") for row in ROWS))
    await engine.close_connection_pool()

    rivals = [await start(empty_url, f"rival {number}") for number in range(PROCESSES)]
    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*(ready(rival) for rival in rivals))
        printed = await asyncio.gather(*(rival.communicate(b"go\n") for rival in rivals))
    assert [rival.returncode for rival in rivals] == [0] * PROCESSES

    wins = {way.__name__: Counter[str]() for way in WAYS}
    for out, _ in printed:
        for way, counts in json.loads(out).items():
            wins[way].update(counts)
    once = Counter({str(row): 1 for row in ROWS})
    assert wins == dict.fromkeys(wins, once)
