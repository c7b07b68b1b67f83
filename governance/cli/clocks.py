"""The command that says when a legal clock runs out."""

from datetime import date, datetime

import click

from governance.charter.load import bundled_laws
from governance.cli.choosing import DAY
from governance.cli.screen import as_json, show_json
from governance.schemas.law import deadline_view
from governance.services.calculator import LAW, LONGEST, Days, compute


@click.command
@click.argument("start", type=DAY, metavar="START")
@click.argument("length", type=click.IntRange(0, LONGEST))
@click.option("--business", is_flag=True, help="Count business days alone.")
@click.option(
    "--calendar",
    "law",
    type=click.Choice(sorted(bundled_laws())),
    default=LAW,
    show_default=True,
    help="Whose public holidays.",
)
@as_json
def clock(start: datetime, length: int, business: bool, law: str, as_json: bool) -> None:
    """Say when a clock of LENGTH days runs out that starts on the day START (2026-12-14).

    The first day is not counted; an end on a weekend or public holiday rolls to the next
    business day.
    """
    days = Days.BUSINESS if business else Days.CALENDAR
    deadline = deadline_view(compute(start.date(), length, days, law=law))
    if as_json:
        show_json(deadline)
        return
    click.echo(f"Counted: {_said(deadline.raw)}")
    click.echo(f"Due:     {_said(deadline.rolled)}")
    click.echo(f"Why:     {deadline.reason} ({deadline.clause})")


def _said(day: date) -> str:
    return f"{day}, a {day:%A}"
