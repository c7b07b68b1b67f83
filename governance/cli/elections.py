"""The command that counts a published election again."""

from pathlib import Path

import click

from elections.schemas.secret import Check
from elections.services.published import digest, read_file, verify
from governance.cli.screen import as_json, show_json

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def election() -> None:
    """Elections by secret ballot: verify what was published of one."""


@election.command("verify")
@click.argument("file", type=FILE)
@as_json
def verify_command(file: Path, as_json: bool) -> None:
    """Count the election in FILE again, from the file alone; say what agrees and what does not."""
    found = read_file(file.read_bytes())
    checks = verify(found)
    if as_json:
        show_json(checks)
    else:
        for each in checks:
            click.echo(f"{_word(each)} {each.said}", err=not each.agrees)
        click.echo(f"The ballots' digest, to compare with the record: {digest(found)}")
    if not all(each.agrees for each in checks):
        raise SystemExit(1)


def _word(check: Check) -> str:
    return "agrees:  " if check.agrees else "DIFFERS: "
