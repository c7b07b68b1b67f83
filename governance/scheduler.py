"""When is each job done, and by which of the workers? By the leader alone.

Triggers are in UTC, where no hour comes twice. Whether a day's job is still to be done is asked
every hour, as each body's day begins at another one; the record of runs says what is done.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from governance.clock import now
from governance.database import Engine
from governance.jobs import JOBS, Daily, Errand, Surroundings, run_job
from governance.leader import Leader

log = structlog.get_logger("openseat")

LATE_SECONDS = 3600
MINUTE = 7
SOON = timedelta(seconds=5)


@asynccontextmanager
async def scheduling(engine: Engine, around: Surroundings) -> AsyncIterator[None]:
    """Do every job at its time for as long as the context lasts, if this worker leads."""
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"misfire_grace_time": LATE_SECONDS, "coalesce": True, "max_instances": 1},
    )
    async with Leader(engine) as leader:
        for job in JOBS:
            scheduler.add_job(
                run_if_leading,
                trigger_of(job),
                args=[job, around, leader],
                id=job.name,
                next_run_time=now() + SOON,
            )
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown()


def trigger_of(job: Errand | Daily) -> BaseTrigger:
    """Return when a job is looked at: an errand at its pace, a day's job every hour."""
    if isinstance(job, Errand):
        return IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=UTC)
    return CronTrigger(minute=MINUTE, timezone=UTC)


async def run_if_leading(job: Errand | Daily, around: Surroundings, leader: Leader) -> None:
    """Do a job, unless another worker leads; what goes wrong is logged and tried again."""
    if not leader.is_leader:
        return
    try:
        await run_job(job, around)
    except Exception:  # the scheduler would only print it; the next round tries again
        log.exception("job failed", job=job.name)
