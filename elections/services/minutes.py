"""What the minutes of a meeting say of its elections: who stood, who named whom, who won."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from elections.rules.ballots import Stage
from elections.services.files import ElectionFile, RoundFile, counted, election_files
from elections.services.presiding import chosen_for
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import add_days
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from meetings.rules.minutes import Line, LineKind
from meetings.services.minutes import also


async def lines_of_elections(body: Body, meeting: UUID) -> tuple[Line, ...]:
    """Return the lines for the elections of a meeting; none where there was none."""
    found = await election_files("e.body = $1 AND e.meeting = $2", body.id, meeting)
    if not found:
        return ()
    charter = await charter_on(body, day_in(found[0].called_at, body.timezone))
    lines = [line for file in reversed(found) for line in _election(file, charter)]
    presided = await _presided(body, meeting, found, charter)
    return (Line(LineKind.HEADING, say("Elections")), *presided, *lines)


async def _presided(
    body: Body, meeting: UUID, found: Sequence[ElectionFile], charter: Charter
) -> list[Line]:
    """Say who presided until there was a chair, where that was somebody else."""
    office = next((each for each in charter.offices if each.presides), None)
    chosen = await chosen_for(body, meeting)
    if office is None:
        return []
    if chosen is not None:
        text = say(
            "{name} was chosen to preside until the {office} was elected, by {names}.",
            name=chosen.name,
            office=office.name,
            names=chosen.chosen_by,
        )
        return [Line(LineKind.TEXT, text)]
    for file in found:
        kept = file.rounds[-1].kept if file.rounds else None
        held = file.office == office.id and file.winner is not None and kept is not None
        if held and kept is not None and kept.presided not in (None, file.winner):
            names = {each.person: each.name for each in file.rounds[-1].entitled}
            text = say(
                "{name} presided until the {office} was elected.",
                name=names[kept.presided],
                office=office.name,
            )
            return [Line(LineKind.TEXT, text)]
    return []


def _election(file: ElectionFile, charter: Charter) -> Iterator[Line]:
    office = charter.office(file.office).name
    names = tuple(each.name for each in file.candidacies)
    if names:
        text = say("{office}. Nominated: {names}.", office=office, names=names)
        yield Line(LineKind.MOTION, text)
    for held in file.rounds:
        yield from _round(held, {each.person: each.name for each in file.candidacies})
    if file.state is Stage.DECLARED:
        elected = say(
            "{name} is elected {office}, through {day}.",
            name=file.winner_name,
            office=office,
            day=add_days(file.year_until, -1),
        )
        yield Line(LineKind.TEXT, elected)
    elif file.state is Stage.POSTPONED:
        put_off = say("{office}. The election was put off: {why}", office=office, why=file.why)
        yield Line(LineKind.TEXT, put_off)


def _round(held: RoundFile, names: dict[UUID, str]) -> Iterator[Line]:
    if held.kept is None:
        return
    there = [each for each in held.entitled if each.person in held.kept.present]
    for candidate in held.candidates:
        voters = tuple(e.name for e in there if held.ballots.get(e.person) == candidate)
        if voters:
            text = say(
                "Round {number}, for {candidate}: {voters}.",
                number=held.number,
                candidate=names[candidate],
                voters=voters,
            )
            yield Line(LineKind.VOTE, text)
    silent = tuple(each.name for each in there if held.ballots.get(each.person) is None)
    if silent:
        text = say("Round {number}, for nobody: {voters}.", number=held.number, voters=silent)
        yield Line(LineKind.VOTE, text)
    found = counted(held.kept)
    yield Line(LineKind.VOTE, found.summary)
    for person in found.dropped:
        dropped = say("{name} is no longer a candidate.", name=names[person])
        yield Line(LineKind.TEXT, dropped)
    if found.winner is not None and found.tallies[found.winner].diverges:
        yield Line(LineKind.WARNING, say("The tests part ways on this election."))


also(lines_of_elections)
