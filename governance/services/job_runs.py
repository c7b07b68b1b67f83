"""Which job was done for which day? A day's job is claimed once and finished once."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from msgspec import Struct

from governance.days import add_days
from governance.services.bodies import engine

DEAD_AFTER = timedelta(hours=1)
"""A run that began so long ago and never ended will not end any more."""
CATCH_UP = 31
"""How many days back what was missed is done after all."""


class JobRun(Struct, frozen=True, kw_only=True):
    """A job's run for a day; unfinished while it is under way, or when it failed."""

    job: str
    day: date
    started_at: datetime
    finished_at: datetime | None
    outcome: str


async def claim(job: str, day: date, *, at: datetime) -> bool:
    """Take a day's job, unless it is done or another worker is at it; a failed one is retaken."""
    async with engine().transaction():
        taken = await engine().write(
            "INSERT INTO job_run (id, job, day, started_at, outcome) VALUES ($1, $2, $3, $4, '') "
            "ON CONFLICT (job, day) DO UPDATE SET started_at = excluded.started_at, outcome = '' "
            "WHERE job_run.finished_at IS NULL "
            "AND (job_run.outcome <> '' OR job_run.started_at <= $5) RETURNING id",
            uuid4(),
            job,
            day,
            at,
            at - DEAD_AFTER,
        )
    return bool(taken)


async def finish(job: str, day: date, outcome: str, *, at: datetime) -> None:
    """Note that a day's job is done, and what came of it."""
    async with engine().transaction():
        await engine().write(
            "UPDATE job_run SET finished_at = $1, outcome = $2 WHERE job = $3 AND day = $4",
            at,
            outcome,
            job,
            day,
        )


async def fail(job: str, day: date, why: str) -> None:
    """Note why a day's job failed; it can be claimed again."""
    async with engine().transaction():
        await engine().write(
            "UPDATE job_run SET outcome = $1 WHERE job = $2 AND day = $3", why, job, day
        )


async def run_of(job: str, day: date) -> JobRun | None:
    """Return a job's run for a day, if there was one."""
    rows = await engine().read(
        "SELECT job, day, started_at, finished_at, outcome FROM job_run "
        "WHERE job = $1 AND day = $2",
        job,
        day,
    )
    return JobRun(**rows[0]) if rows else None


async def latest_run(job: str) -> JobRun | None:
    """Return a job's run for the latest day that is done."""
    rows = await engine().read(
        "SELECT job, day, started_at, finished_at, outcome FROM job_run "
        "WHERE job = $1 AND finished_at IS NOT NULL ORDER BY day DESC LIMIT 1",
        job,
    )
    return JobRun(**rows[0]) if rows else None


async def days_open(job: str, today: date) -> list[date]:
    """Return the days up to today that still want their run; before the first run only today."""
    latest = await latest_run(job)
    if latest is None:
        return [today]
    missed = min((today - latest.day).days, CATCH_UP)
    return [add_days(today, -ago) for ago in reversed(range(missed))]
