"""The command that shows how this installation is set up."""

import re
from dataclasses import asdict

import click

from governance.cli.screen import as_json, show_json, show_table
from governance.settings import SECRETS, read_settings

HIDDEN = "(hidden)"


@click.command
@as_json
def settings(as_json: bool) -> None:
    """Show every setting with its source; secrets stay hidden."""
    ours, sources = read_settings()
    rows = [(name, _shown(name, value), sources[name]) for name, value in asdict(ours).items()]
    if as_json:
        show_json({name: {"value": value, "source": source} for name, value, source in rows})
        return
    show_table(("Setting", "Value", "From"), rows)


def _shown(name: str, value: object) -> object:
    """Hide a secret, and the password within a database's address."""
    if name in SECRETS and value:
        return HIDDEN
    return (
        re.sub(r"(://[^/@]*:)[^@]*@", rf"\1{HIDDEN}@", str(value)) if name == "database" else value
    )
