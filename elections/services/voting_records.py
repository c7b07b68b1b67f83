"""What members said in the rounds of elections, for the record of votes: no ballot is secret."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from elections.schemas.elections import Election, Round
from elections.services.files import election_files, election_view
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from meetings.schemas.motions import VoteLine
from meetings.services.voting_records import Closed, Of, also_voted

KIND, ELECTED, UNDECIDED = "election", "elected", "undecided"

ROUND_WITHIN = (
    "e.body = $1 AND e.id IN (SELECT election FROM election_round "
    "WHERE closed_at >= $2 AND closed_at < $3)"
)


async def ballots_by_name(body: Body, of: Of) -> Sequence[Closed]:
    """Return a line for each member and each closed round of a meeting, or of a span of time."""
    if isinstance(of, UUID):
        files = await election_files("e.body = $1 AND e.meeting = $2", body.id, of)
    else:
        files = await election_files(ROUND_WITHIN, body.id, *of)
    lines: list[Closed] = []
    for file in reversed(files):
        charter = await charter_on(body, day_in(file.called_at, body.timezone))
        lines += _lines(await election_view(body, charter, file), body, of)
    return lines


def _lines(election: Election, body: Body, of: Of) -> Iterable[Closed]:
    for held in election.rounds:
        if held.closed_at is not None and _belongs(held.closed_at, of):
            for line in _round(election, held, held.closed_at, body):
                yield held.closed_at, line


def _round(election: Election, held: Round, closed_at: datetime, body: Body) -> Iterable[VoteLine]:
    text = say(
        "Election of the {office}, round {number}",
        office=election.office_name,
        number=held.number,
    )
    for ballot in held.ballots:
        yield VoteLine(
            meeting=election.meeting,
            on=day_in(closed_at, body.timezone),
            motion=None,
            kind=KIND,
            text=str(text),
            outcome=UNDECIDED if held.winner is None else ELECTED,
            member=ballot.name,
            seat=ballot.seat_name,
            vote=ballot.said,
        )


def _belongs(closed_at: datetime, of: Of) -> bool:
    return isinstance(of, UUID) or of[0] <= closed_at < of[1]


also_voted(ballots_by_name)
