"""The command that serves, and how the demonstration is served too."""

import socket

import click
import uvicorn
from uvicorn.supervisors import Multiprocess

from governance.app import create_app
from governance.cli.opening import in_database
from governance.database import Engine
from governance.settings import Settings, read_settings
from governance.web.gate import Gate

PATIENCE = 5
"""Seconds that open streams have to end in when the server stops."""

STARTING = 30
"""Seconds after which a worker that says nothing is replaced; a start can take some."""

BACKLOG = 2048


@click.command
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes."
)
def serve(workers: int) -> None:
    """Serve this installation at the host and port that are set."""
    settings, _ = read_settings()
    in_database(_nothing)
    listening = listen(settings.host, settings.port)
    click.echo(f"Serving at {settings.host}:{settings.port} for {settings.public_url}", err=True)
    if workers == 1:
        serve_here(create_app(settings), listening)
        return
    config = _config("governance.cli.serving:application", factory=True)
    config.workers = workers
    Multiprocess(config, sockets=[listening]).run()


def application() -> Gate:
    """Return the application for a worker, from the settings that it inherits."""
    settings, _ = read_settings()
    return create_app(settings)


def listen(host: str, port: int) -> socket.socket:
    """Take the port, or say in words that it is taken."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise click.ClickException(
            f"Port {port} of {host} cannot be used: {error.strerror}. "
            "Choose another in OPENSEAT_PORT."
        ) from error


def serve_here(app: Gate, listening: socket.socket) -> None:
    """Serve in this process until it is told to stop."""
    server = uvicorn.Server(_config(app))
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:  # it has stopped in good order by then
        return
    if not server.started:
        raise click.ClickException("The server did not start; the reason stands above.")


def _config(app: Gate | str, *, factory: bool = False) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=factory,
        timeout_graceful_shutdown=PATIENCE,
        timeout_worker_healthcheck=STARTING,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the gate reads them itself, when the proxy is trusted
    )


async def _nothing(engine: Engine, settings: Settings) -> None:
    """Ask nothing: that the database answers and is up to date has been found by then."""
