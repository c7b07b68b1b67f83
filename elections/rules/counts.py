"""What do the ballots of a round come to?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from governance.charter.model import Charter
from governance.sentences import Sentence, say
from meetings.rules.tallies import Outcome, Tally
from meetings.rules.votes import Choice, Room, tally

MOTION_KIND = "election"
"""The charter's own kind of vote for elections, where it has one."""


@dataclass(frozen=True, slots=True)
class RoundCount:
    """A round's outcome: each candidate's ballots put to the body's tests.

    Without a winner nothing is decided; the next round has the same candidates, nobody is
    dropped and the most votes alone elect nobody.
    """

    tallies: Mapping[UUID, Tally]
    winner: UUID | None
    has_quorum: bool

    @property
    def summary(self) -> Sentence:
        if not self.has_quorum:
            return say("No quorum; nothing was decided.")
        if self.winner is None:
            return say("Nobody has the majority; there is another round.")
        return self.tallies[self.winner].summary


def count_round(
    ballots: Mapping[UUID, UUID | None],
    candidates: Collection[UUID],
    room: Room,
    charter: Charter,
) -> RoundCount:
    """Put the ballots for each candidate to the test that decides, and to those beside it.

    A ballot for somebody else is a vote against; one without a name is an abstention. Only
    members in the room are counted.
    """
    kind = MOTION_KIND if any(each.id == MOTION_KIND for each in charter.motion_kinds) else ""
    tallies = {
        candidate: tally(_for(candidate, ballots), room, charter, kind) for candidate in candidates
    }
    elected = [each for each, found in tallies.items() if found.outcome is Outcome.CARRIED]
    return RoundCount(
        tallies=tallies,
        winner=elected[0] if len(elected) == 1 else None,
        has_quorum=all(each.outcome is not Outcome.NO_QUORUM for each in tallies.values()),
    )


def _for(candidate: UUID, ballots: Mapping[UUID, UUID | None]) -> dict[UUID, Choice]:
    choices = {candidate: Choice.YES, None: Choice.ABSTAIN}
    return {voter: choices.get(named, Choice.NO) for voter, named in ballots.items()}
