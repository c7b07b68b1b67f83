"""The command `openseat`: its parts are loaded when they are called, so that help is quick."""

import sqlite3
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import click

from governance.errors import BadInputError, GovernanceError


class Part(NamedTuple):
    """Where a command is, as `module:name`, and what it is for."""

    where: str
    about: str


PARTS = {
    "demo": Part("demos:demo", "Show the demonstration in a browser."),
    "serve": Part("serving:serve", "Serve this installation."),
    "migrate": Part("databases:migrate_command", "Bring the database up to this version."),
    "account": Part("accounts:account", "Accounts: make them, give and end roles."),
    "charter": Part("charters:charter", "Charters: check them, adopt them."),
    "clock": Part("clocks:clock", "Say when a legal clock runs out."),
    "tally": Part("tallies:tally", "Say what a count of votes would come to."),
    "schedule": Part("schedules:schedule", "Plan a year's meetings, and set them."),
    "election": Part("elections:election", "Count a published election again."),
    "due": Part("dues:due", "List what is due."),
    "import": Part("imports:import_command", "Take a table in: members, people, legislation."),
    "export": Part("imports:export_command", "Take everything out."),
    "audit": Part("audits:audit", "Export and verify the record."),
    "backup": Part("databases:backup_command", "Keep everything in one file, also while serving."),
    "restore": Part("databases:restore_command", "Bring a backup back, once it is verified."),
    "jobs": Part("jobs:jobs", "List what is done by itself, or do it now."),
    "settings": Part("settings:settings", "Show every setting and where it comes from."),
}


class UnreadableError(click.ClickException):
    """What was typed cannot be read, as other than a refusal."""

    exit_code = 2


class Openseat(click.Group):
    """The group of all commands, which imports a command when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are wanted."""
        return list(PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in PARTS:
            return None
        module, _, name = PARTS[cmd_name].where.partition(":")
        command: click.Command = getattr(import_module(f"governance.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for without loading it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, part.about) for name, part in PARTS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a refusal is said in words, a mistake of ours is shown whole."""
        try:
            return super().invoke(ctx)
        except GovernanceError as error:
            refused = UnreadableError if isinstance(error, BadInputError) else click.ClickException
            raise refused(str(error)) from error
        except sqlite3.OperationalError as error:
            raise click.ClickException(f"The database does not answer: {error}.") from error
        except ConnectionError as error:
            raise click.ClickException(f"There is no connection: {error}") from error


@click.group(cls=Openseat)
@click.version_option(package_name="openseat", message="openseat %(version)s")
def openseat() -> None:
    """Administer a board's seats, meetings and elections by its law.

    Settings come from the environment (OPENSEAT_<NAME>) or a file (OPENSEAT_SETTINGS);
    `openseat settings` shows them.
    """


def main(args: Sequence[str] | None = None, **extra: Any) -> None:  # as click's own main takes it
    """Run the command line."""
    openseat(args=list(args) if args is not None else None, prog_name="openseat", **extra)
