"""Is this process alive, and can it serve? For the machines that watch it."""

import sqlite3

import asyncpg
from litestar import Response, get
from msgspec import Struct

from governance.database.migrations import MigrationError, pending
from governance.services.bodies import engine
from governance.web.access import PageRequest


class Health(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How this process is; `reason` says what is missing."""

    status: str
    reason: str = ""


@get("/health", include_in_schema=False)
async def show_health() -> Health:
    """Say that the process lives; asks nothing else."""
    return Health(status="alive")


@get("/ready", include_in_schema=False)
async def show_readiness(request: PageRequest) -> Response[Health]:
    """Say whether the database answers and has taken every step of migration."""
    reason = await _what_is_missing(request.app.state["packages"])
    if reason:
        return Response(Health(status="not ready", reason=reason), status_code=503)
    return Response(Health(status="ready"))


async def _what_is_missing(packages: tuple[str, ...]) -> str:
    try:
        steps = await pending(engine(), packages)
    except MigrationError as error:
        return str(error)
    except (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        return "The database does not answer."  # why is in its own log, and not for the public
    return f"The database lacks the steps: {', '.join(steps)}." if steps else ""
