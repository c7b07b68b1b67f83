"""The command that shows the demonstration."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from shutil import copyfile, disk_usage
from tempfile import TemporaryDirectory

import click

from governance.app import PACKAGES, create_app
from governance.charter.load import load_bundled
from governance.cli.opening import opened
from governance.cli.screen import show_table
from governance.cli.serving import listen, serve_here
from governance.clock import day_in, now
from governance.database.engines import SQLITE
from governance.database.files import make_single
from governance.database.migrations import migrate
from governance.demo import Demo, seed
from governance.demo.bar import progress_bar
from governance.demo.stage import SLUG
from governance.settings import Settings, read_settings

HOST = "127.0.0.1"
SEEDING = ".seeding"
MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
ROOM = 2**28
"""Bytes that must be free in memory."""


@click.command
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    envvar=["OPENSEAT_PORT", "PORT"],
    default=Settings().port,
    show_default=True,
    help="Where to serve, also set by OPENSEAT_PORT or PORT.",
)
def demo(port: int) -> None:
    """Make the demonstration, if it is not there yet, and serve it on this machine alone."""
    settings, sources = read_settings()
    if settings.is_production:
        raise click.ClickException(
            "This installation is for production; it shows no demonstration."
        )
    level = "WARNING" if sources["log_level"] == "default" else settings.log_level
    address = f"http://{HOST}:{port}"
    settings = replace(settings, host=HOST, port=port, public_url=address, log_level=level)
    listening = listen(HOST, port)
    made = _made(settings)
    click.echo(f"\n{made.body.name} is at {address}\n")
    click.echo(f"Sign in at {address}/sign-in as")
    rows = [
        (each.role.value.replace("_", " "), each.email, each.password) for each in made.sign_ins
    ]
    show_table(("Role", "Address", "Password"), rows)
    click.echo("\nStop with Ctrl+C; the data stay. A fresh start: make demo-reset")
    serve_here(create_app(settings), listening)


def _made(settings: Settings) -> Demo:
    """Make the demonstration; an interrupted beginning leaves nothing behind.

    It is made in memory where there is room, as thousands of deeds would wait for the disk.
    """
    path = Path(settings.database.removeprefix(SQLITE))
    if not settings.database.startswith(SQLITE) or path.exists():
        return asyncio.run(_seeded(settings))
    path.parent.mkdir(parents=True, exist_ok=True)
    fast = MEMORY if os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > ROOM else path.parent
    with TemporaryDirectory(prefix="openseat-", dir=fast) as folder:
        there = Path(folder) / path.name
        made = asyncio.run(_seeded(replace(settings, database=f"{SQLITE}{there}")))
        make_single(there)
        half = path.with_name(path.name + SEEDING)
        copyfile(there, half)
        half.replace(path)
    return made


async def _seeded(settings: Settings) -> Demo:
    engine = opened(settings)
    try:
        await migrate(engine, PACKAGES)
        zone = load_bundled(SLUG).body.timezone
        with progress_bar() as progress:
            return await seed(today=day_in(now(), zone), progress=progress)
    finally:
        await engine.close_connection_pool()
