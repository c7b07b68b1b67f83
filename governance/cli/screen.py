"""How is an answer shown: as a table to people, as lines to pipes, as JSON to programs?"""

from collections.abc import Iterable, Sequence

import click
import msgspec
from rich.console import Console
from rich.table import Table

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def show_json(value: object) -> None:
    """Write a value as JSON; a sentence as its English text."""
    text = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2)
    click.echo(text.decode())


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows: a table on a terminal, otherwise lines with tabs between the columns."""
    console = Console()
    if not console.is_terminal:
        for row in rows:
            click.echo("\t".join(str(cell) for cell in row))
        return
    table = Table(*columns, header_style="bold", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console.print(table, markup=False)
