"""What do the ballots of a round come to?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from governance.charter.model import Charter, Office, WithoutMajority
from governance.sentences import Sentence, say
from meetings.rules.tallies import Outcome, Tally
from meetings.rules.votes import Choice, Room, tally

MOTION_KIND = "election"
"""The charter's own kind of vote for elections, where it has one."""


@dataclass(frozen=True, slots=True)
class RoundCount:
    """A round's outcome: each candidate's ballots put to the body's tests.

    Without a winner nothing is decided: the next round has the same candidates, nobody is
    dropped and the most votes alone elect nobody, unless the charter says so.
    """

    tallies: Mapping[UUID, Tally]
    winner: UUID | None
    has_quorum: bool
    dropped: tuple[UUID, ...] = ()
    is_put_off: bool = False
    by_plurality: bool = False

    @property
    def summary(self) -> Sentence:
        if not self.has_quorum:
            return say("No quorum; nothing was decided.")
        if self.is_put_off:
            return say("Nobody has the majority; the election is put off.")
        if self.dropped:
            return say("Nobody has the majority; whoever has the fewest votes is dropped.")
        if self.winner is None:
            return say("Nobody has the majority; there is another round.")
        if self.by_plurality:
            return say("Nobody has the majority; the charter lets the most votes elect.")
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


def settled(found: RoundCount, office: Office, number: int) -> RoundCount:
    """Return a round with what the charter lets follow when nobody had the majority in it.

    Who is level is never parted: of several with the fewest votes nobody is dropped, of several
    with the most nobody is elected, and the round is repeated.
    """
    undecided = found.winner is None and found.has_quorum
    if not undecided or number < office.after_rounds:
        return found
    match office.without_majority:
        case WithoutMajority.REPEAT:
            return found
        case WithoutMajority.POSTPONE:
            return replace(found, is_put_off=True)
        case WithoutMajority.DROP_LOWEST:
            fewest = _alone(found, highest=False)
            several = len(found.tallies) > 2
            return replace(found, dropped=(fewest,) if fewest and several else ())
        case WithoutMajority.PLURALITY:
            first = _alone(found, highest=True)
            return replace(found, winner=first, by_plurality=first is not None)


def _alone(found: RoundCount, *, highest: bool) -> UUID | None:
    """Return who alone has the most ballots, or the fewest."""
    ayes = {candidate: tally.count.ayes for candidate, tally in found.tallies.items()}
    best = (max if highest else min)(ayes.values())
    level = [candidate for candidate, number in ayes.items() if number == best]
    return level[0] if len(level) == 1 and (best > 0 or not highest) else None


def _for(candidate: UUID, ballots: Mapping[UUID, UUID | None]) -> dict[UUID, Choice]:
    choices = {candidate: Choice.YES, None: Choice.ABSTAIN}
    return {voter: choices.get(named, Choice.NO) for voter, named in ballots.items()}
