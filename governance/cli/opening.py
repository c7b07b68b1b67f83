"""What a command needs before it can begin: the settings, and a database that is up to date."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg
import click

from governance.app import PACKAGES, open_database
from governance.database import Engine
from governance.database.migrations import MigrationError, pending
from governance.logs import configure_logs
from governance.settings import Settings, read_settings

Answer = TypeVar("Answer")
UNREACHED = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError)


def in_database(
    act: Callable[[Engine, Settings], Awaitable[Answer]], *, up_to_date: bool = True
) -> Answer:
    """Do something with the database that is set; refuse one that is behind this program."""
    settings, _ = read_settings()
    configure_logs(settings.log_level)

    async def whole() -> Answer:
        engine = opened(settings)
        try:
            if up_to_date:
                await require_up_to_date(engine)
            return await act(engine, settings)
        finally:
            await engine.close_connection_pool()

    try:
        return asyncio.run(whole())
    except MigrationError as error:
        raise click.ClickException(str(error)) from error
    except UNREACHED as error:
        raise click.ClickException(f"The database does not answer: {error}") from error


def opened(settings: Settings) -> Engine:
    """Open the database that is set."""
    try:
        return open_database(settings)
    except ValueError as error:
        raise click.ClickException(f"The setting 'database' cannot be read. {error}") from error


async def require_up_to_date(engine: Engine) -> None:
    """Refuse a database that lacks steps of this program."""
    if steps := await pending(engine, PACKAGES):
        raise click.ClickException(
            f"The database lacks {len(steps)} steps of this version; run: openseat migrate"
        )
