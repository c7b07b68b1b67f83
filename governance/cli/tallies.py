"""The command that says what a count of votes would come to."""

from datetime import datetime

import click

from governance.cli.choosing import DAY, chosen_body, day_of
from governance.cli.opening import in_database
from governance.cli.screen import as_json, show_json, show_table
from governance.database import Engine
from governance.services.bodies import charter_on
from governance.settings import Settings
from meetings.rules.votes import what_if
from meetings.schemas.motions import TallyView, tally_view


@click.command
@click.argument("slug", required=False)
@click.option("--present", type=int, required=True, help="Members there, the recused included.")
@click.option("--ayes", type=int, required=True)
@click.option("--noes", type=int, required=True)
@click.option("--abstain", type=int, default=0)
@click.option("--recused", type=int, default=0)
@click.option("--filled", type=int, help="Members in office; every seat if not given.")
@click.option("--motion", default="", help="The kind of motion, such as executive_session.")
@click.option("--on", type=DAY, help="Under the law of this day; today if not given.")
@as_json
def tally(
    slug: str | None,
    present: int,
    ayes: int,
    noes: int,
    abstain: int,
    recused: int,
    filled: int | None,
    motion: str,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Say what a vote at the body SLUG would come to, under every test."""

    async def act(engine: Engine, settings: Settings) -> TallyView:
        body = await chosen_body(slug)
        law = await charter_on(body, day_of(on, body))
        found = what_if(
            law, present, ayes, noes, abstain, recused, motion_kind=motion, filled=filled
        )
        return tally_view(found)

    found = in_database(act)
    if as_json:
        show_json(found)
        return
    click.echo(found.summary)
    click.echo(f"Quorum: {found.quorum_present} of {found.quorum_needed} ({found.quorum_clause})")
    show_table(
        ("Test", "Ayes", "Needed", "Of", "Met", "Clause", "Text"),
        [
            (
                f"{each.test} (decides)" if each.decides else each.test,
                each.ayes,
                each.needed,
                each.whole,
                "yes" if each.met else "no",
                each.clause,
                each.text,
            )
            for each in found.tests
        ],
    )
    if found.ahead:
        click.echo(found.ahead)
