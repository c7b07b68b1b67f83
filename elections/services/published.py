"""The published file of an election by secret ballot, and how it is counted again from itself."""

import hashlib
from collections.abc import Iterator

import msgspec

from elections.rules.draws import commitment, draw
from elections.rules.marks import is_countable
from elections.rules.secret_elections import count_ballots
from elections.rules.stages import Count, Stage, in_votes
from elections.schemas.secret import (
    FORMAT,
    Check,
    PublishedBallot,
    PublishedElection,
    PublishedResult,
    PublishedStage,
)
from governance.charter.model import Method
from governance.errors import BadInputError
from governance.sentences import Sentence, say


def published(count: Count) -> PublishedResult:
    """Return a count as it is published."""
    return PublishedResult(
        ballots=count.ballots,
        blank=count.blank,
        quota=count.quota,
        stages=tuple(_stage(each) for each in count.stages),
        elected=count.elected,
    )


def counted(file: PublishedElection) -> Count:
    """Count the ballots of a file; nothing but the file is needed."""
    candidates = [each.id for each in file.candidates]
    return count_ballots(
        [each.choices for each in file.ballots],
        candidates,
        file.method,
        file.seats,
        draw(file.draw.seed, candidates),
        {each.id: each.name for each in file.candidates},
    )


def read_file(content: bytes) -> PublishedElection:
    """Return what a file holds."""
    try:
        return msgspec.json.decode(content, type=PublishedElection)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = say("This is not a published election: {why}", why=str(error))
        raise BadInputError({"file": why}) from None


def digest(file: PublishedElection) -> str:
    """Return what the record of the body keeps of a file: the SHA-256 of ballots and candidates."""
    told = msgspec.json.encode(
        [file.election, file.method, file.seats, file.candidates, file.ballots, file.draw],
        order="deterministic",
    )
    return hashlib.sha256(told).hexdigest()


def verify(file: PublishedElection) -> tuple[Check, ...]:
    """Check a file from itself alone; each line says what agrees, or what does not."""
    return tuple(Check(agrees=agrees, said=str(said)) for agrees, said in _checks(file))


def _checks(file: PublishedElection) -> Iterator[tuple[bool, Sentence]]:
    yield file.format == FORMAT, say("The file has the form '{form}'.", form=FORMAT)
    yield (
        commitment(file.election, file.draw.seed) == file.draw.commitment,
        say("The seed of the draw is the one whose hash was told before the voting."),
    )
    yield (
        len(file.ballots) == file.voted <= file.entitled,
        say(
            "There are {ballots} ballots, {voted} marks on the roll of {entitled}.",
            ballots=len(file.ballots),
            voted=file.voted,
            entitled=file.entitled,
        ),
    )
    codes = {each.code for each in file.ballots}
    yield len(codes) == len(file.ballots), say("No two ballots have the same code.")
    wrong = tuple(each.code for each in file.ballots if not _is_lawful(each, file))
    yield not wrong, say("Every ballot can be counted; these cannot: {codes}.", codes=wrong or "—")
    again, told = published(counted(file)), file.result
    yield again.quota == told.quota, say("The quota is {quota}.", quota=again.quota or "—")
    yield (
        [_figures(each) for each in again.stages] == [_figures(each) for each in told.stages],
        say(
            "Counted again, every stage has the same figures ({number} stages).",
            number=len(again.stages),
        ),
    )
    names = {each.id: each.name for each in file.candidates}
    winners = tuple(names[each] for each in again.elected)
    yield again.elected == told.elected, say("Elected are {names}.", names=winners or "—")


def _is_lawful(ballot: PublishedBallot, file: PublishedElection) -> bool:
    marks = {each: place for place, each in enumerate(ballot.choices, 1)}
    if len(marks) != len(ballot.choices):
        return False
    found = is_countable(
        marks,
        {each.id for each in file.candidates},
        file.method,
        file.seats,
        file.clause,
        blank=not marks,
    )
    return not any(each.blocks for each in found) and (
        file.method is Method.STV or list(ballot.choices) == sorted(ballot.choices)
    )


def _figures(stage: PublishedStage) -> tuple[object, ...]:
    return (
        stage.kind,
        stage.of,
        stage.totals,
        stage.spent,
        stage.cut,
        stage.elected,
        stage.excluded,
    )


def _stage(stage: Stage) -> PublishedStage:
    return PublishedStage(
        kind=stage.kind.value,
        of=stage.of,
        totals={each: in_votes(units) for each, units in stage.totals.items()},
        spent=in_votes(stage.spent),
        cut=in_votes(stage.cut),
        elected=stage.elected,
        excluded=stage.excluded,
        said=tuple(str(each) for each in stage.said),
    )
