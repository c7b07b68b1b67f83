"""Commands for what is done without anybody asking."""

from datetime import datetime

import click

from governance.cli.choosing import DAY
from governance.cli.opening import in_database
from governance.cli.screen import show_table
from governance.clock import now
from governance.database import Engine
from governance.jobs import JOBS, Done, Errand, Surroundings, job_named, run_job
from governance.settings import Settings


@click.group()
def jobs() -> None:
    """List what is done by itself, or do it now."""


@jobs.command("list")
def list_jobs() -> None:
    """List every job: when it is done, and what it does."""
    show_table(
        ("Job", "When", "What"),
        [
            (
                job.name,
                f"every {job.every.seconds} seconds" if isinstance(job, Errand) else "once a day",
                job.about,
            )
            for job in JOBS
        ],
    )


@jobs.command
@click.argument("name")
@click.option("--on", type=DAY, help="For this day; each day still open if not given.")
def run(name: str, on: datetime | None) -> None:
    """Do the job NAME now, for every body; what was done for a day is not done again."""
    job = job_named(name)

    async def act(engine: Engine, settings: Settings) -> list[Done]:
        return await run_job(job, Surroundings(settings, now), on=on.date() if on else None)

    done = in_database(act)
    for each in done:
        click.echo(f"{each.what}: {each.outcome}")
    if not done:
        click.echo("Nothing was left to do.")
    if any(each.failed for each in done):
        raise SystemExit(1)
