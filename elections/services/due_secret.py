"""What is due in the choice of a committee by secret ballot?"""

from datetime import date

from elections.rules.secret_elections import SecretStage
from elections.schemas.secret import SecretElection
from elections.services.secret_files import list_secret_elections
from governance.charter.model import Charter
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say


async def due_in_secret_elections(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return the ballots to cast and to count, and results to declare; only advice, no clock."""
    found = await list_secret_elections(body, charter)
    return [each for election in found for each in _due(body, election, on)]


def _due(body: Body, election: SecretElection, on: date) -> list[Due]:
    if election.state is SecretStage.COUNTED:
        what = say("Declare who is chosen for the committee.")
        return [_item(body, election, what, "declare_secret_result", election.since, on)]
    if election.state is not SecretStage.VOTING or election.closes_at is None:
        return []
    last = day_in(election.closes_at, body.timezone)
    count = say("Count the ballots for the committee.")
    items = [_item(body, election, count, "count_secret_ballots", last, on)]
    if on <= last:
        vote = say("Vote for the committee.")
        items.append(_item(body, election, vote, "cast_secret_ballot", last, on))
    return items


def _item(
    body: Body, election: SecretElection, what: Sentence, needs: str, day: date, on: date
) -> Due:
    votes = needs == "cast_secret_ballot"
    who = say("Representatives") if votes else say("The committee")
    home = f"/bodies/{body.slug}/secret-elections/{election.id}"
    return Due(
        what=what,
        who=who,
        clause=election.clause,
        day=day,
        raw=day,
        on=on,
        href=f"{home}/ballots" if votes else home,
        needs=needs,
        advisory=True,
        reads="read_secret_elections",
    )
