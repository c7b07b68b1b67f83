"""Commands for the database as a whole: migrate, back up, restore."""

import asyncio
from pathlib import Path

import click

from governance.app import PACKAGES
from governance.cli.opening import in_database
from governance.clock import now
from governance.database import Engine
from governance.database.migrations import migrate
from governance.services.archives import Manifest
from governance.services.backups import back_up, restore
from governance.settings import Settings, read_settings

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database up to this version; what is done already stays."""

    async def act(engine: Engine, settings: Settings) -> list[str]:
        return await migrate(engine, PACKAGES)

    taken = in_database(act, up_to_date=False)
    for title in taken:
        click.echo(f"Taken: {title}")
    click.echo("The database is up to date.")


@click.command("backup")
@click.argument("file", type=FILE)
def backup_command(file: Path) -> None:
    """Keep everything in a new FILE, as it is at this moment; the server may go on."""

    async def act(engine: Engine, settings: Settings) -> Manifest:
        return await back_up(engine, file, at=now())

    manifest = in_database(act, up_to_date=False)
    click.echo(f"{manifest.rows} rows of {len(manifest.tables)} tables are kept in {file}.")
    click.echo("The file holds private data; keep it as you keep the database.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_command(file: Path) -> None:
    """Bring FILE back, once every chain in it is verified.

    On SQLite the present database is kept beside the restored one. On PostgreSQL the database
    that is set must be empty.
    """
    settings, _ = read_settings()
    done = asyncio.run(restore(file, settings.database, PACKAGES, at=now()))
    click.echo(f"Verified and restored: {', '.join(done.bodies) or 'no bodies'}.")
    click.echo(f"{done.manifest.rows} rows, as they were at {done.manifest.made_at:%F %T} UTC.")
    if done.aside:
        click.echo(f"The database before it is kept as {done.aside}.")
    click.echo("Everyone has to sign in again.")
