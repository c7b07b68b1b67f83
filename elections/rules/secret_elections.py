"""How does an election by secret ballot go on, from its first day to its result?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from elections.rules.mark_counts import mark_count
from elections.rules.stages import Count
from elections.rules.transfers import transfer_count
from governance.charter.findings import Answer, Finding
from governance.charter.model import Method
from governance.sentences import Sentence, say, say_n


class SecretStage(StrEnum):
    """The life of an election by secret ballot."""

    NOMINATING = "nominating"
    VOTING = "voting"
    COUNTED = "counted"
    DECLARED = "declared"
    CALLED_OFF = "called_off"

    @property
    def words(self) -> Sentence:
        match self:
            case SecretStage.NOMINATING:
                return say("people can be nominated")
            case SecretStage.VOTING:
                return say("the voting is open")
            case SecretStage.COUNTED:
                return say("counted, not declared yet")
            case SecretStage.DECLARED:
                return say("declared")
            case SecretStage.CALLED_OFF:
                return say("called off")

    @property
    def is_published(self) -> bool:
        """Say whether the ballots can be read: only once no more can be cast."""
        return self in (SecretStage.COUNTED, SecretStage.DECLARED)


FEWEST_VOTERS = 3
"""With fewer ballots than this, the result itself tells who said what."""


def method_words(method: Method, seats: int) -> Sentence:
    """Return what a voter has to know of the method."""
    match method:
        case Method.STV:
            return say(
                "Put a 1 beside your first choice, a 2 beside your second, and so on, as far as "
                "you like. A later preference never hurts an earlier one."
            )
        case Method.BLOCK:
            return say_n("Mark {count} person.", "Mark up to {count} people.", seats)
        case Method.APPROVAL:
            return say("Mark everybody of whom you approve.")


def may_open_voting(
    candidates: int, voters: int, closes_at: datetime, at: datetime, clause: str
) -> tuple[Finding, ...]:
    """Find whether voting can begin: somebody stands, enough can vote, and it ends later."""
    standing = Finding(Answer.of(candidates > 0), say("Nobody stands yet."), clause)
    enough = Finding(
        Answer.of(voters >= FEWEST_VOTERS),
        say_n(
            "{voters} can vote; with fewer than {count} no ballot would be secret.",
            "{voters} can vote; with fewer than {count} no ballot would be secret.",
            FEWEST_VOTERS,
            voters=voters,
        ),
        clause,
    )
    later = Finding(Answer.of(closes_at > at), say("The voting ends after it begins."), clause)
    return (standing, enough, later)


def may_close_voting(
    voted: int, entitled: int, closes_at: datetime, at: datetime, clause: str
) -> Finding:
    """Find whether voting is over: its hour has come, or everybody has voted."""
    return Finding(
        Answer.of(at >= closes_at or voted == entitled),
        say(
            "The voting lasts until {moment}; {voted} of {entitled} have voted.",
            moment=closes_at,
            voted=voted,
            entitled=entitled,
        ),
        clause,
    )


def may_take(wanted: int, serving: int, size: int, clause: str) -> Finding:
    """Find whether so many can be chosen: the whole committee anew, or only its free places."""
    reason = say(
        "{wanted} are to be chosen; the committee has {size} people, of whom {serving} serve then.",
        wanted=wanted,
        size=size,
        serving=serving,
    )
    return Finding(Answer.of(wanted in (size, *range(1, size - serving + 1))), reason, clause)


def count_ballots(
    ballots: Sequence[Sequence[str]],
    candidates: Sequence[str],
    method: Method,
    seats: int,
    lot: Sequence[str],
    names: Mapping[str, str],
) -> Count:
    """Count ballots by their method."""
    if method is Method.STV:
        return transfer_count(ballots, candidates, seats, lot, names)
    return mark_count(ballots, candidates, method, seats, lot, names)
