"""`python -m bench.sweep DATABASE`: do a night's jobs for every body, and print how long it took.

A process of its own, as a night's jobs have: what it logs and keeps in memory is nobody else's.
"""

import asyncio
import sys
import time

import msgspec

from bench.records import opened
from governance.clock import now
from governance.jobs import JOBS, Daily, Surroundings, run_job
from governance.logs import configure_logs
from governance.settings import Settings


async def swept(database: str) -> tuple[float, float]:
    """Return the seconds that the night took, and those that it worked."""
    around = Surroundings(Settings(), now)
    async with opened(database):
        began, worked = time.perf_counter(), time.process_time()
        for job in JOBS:
            if isinstance(job, Daily):
                failed = [each.outcome for each in await run_job(job, around) if each.failed]
                if failed:
                    raise ValueError(f"The sweep failed: {failed[0]}")
        return time.perf_counter() - began, time.process_time() - worked


if __name__ == "__main__":
    configure_logs("ERROR")
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(swept(sys.argv[1]))))
