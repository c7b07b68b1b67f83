"""Who may cast a ballot, and for whom?"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Office
from governance.sentences import Sentence, say
from meetings.rules.quorum import Quorum
from meetings.rules.votes import Room, may_vote


class Stage(StrEnum):
    """The life of an election; nominations are made while it is called or open."""

    CALLED = "called"
    OPEN = "open"
    BALLOTING = "balloting"
    DECLARED = "declared"
    POSTPONED = "postponed"

    @property
    def takes_nominations(self) -> bool:
        return self in (Stage.CALLED, Stage.OPEN)

    @property
    def is_over(self) -> bool:
        return self in (Stage.DECLARED, Stage.POSTPONED)

    @property
    def words(self) -> Sentence:
        match self:
            case Stage.CALLED:
                return say("called")
            case Stage.OPEN:
                return say("nominations are open")
            case Stage.BALLOTING:
                return say("the ballot is open")
            case Stage.DECLARED:
                return say("decided")
            case Stage.POSTPONED:
                return say("put off to the next meeting")


def why_undecided(*, had_quorum: bool, stood: bool = True, rounds: int = 0) -> Sentence:
    """Return why a meeting ended without electing: what was missing at its end."""
    if not had_quorum:
        return say("Deferred: no quorum.")
    if rounds:
        return say("Deferred: no majority.")
    if not stood:
        return say("Deferred: nobody stood.")
    return say("Deferred: no round was held.")


def may_open_round(
    candidates: Collection[UUID], found: Quorum, office: Office
) -> tuple[Finding, ...]:
    """Find whether a round may be opened: somebody stands, and a quorum is in the room."""
    standing = Finding(
        Answer.of(bool(candidates)),
        say("Nobody stands for {office} yet.", office=office.name),
        office.clause,
    )
    return (standing, found.finding)


def may_come_before(office: Office, waiting: Collection[Office]) -> Finding:
    """Find whether no office that stands before this one in the charter is still to be filled."""
    names = tuple(each.name for each in waiting)
    reason = say("{names} is elected first, then {office}.", names=names, office=office.name)
    return Finding(Answer.of(not names), reason, office.clause)


def may_second(
    seconder: UUID, nominated_by: UUID, members: Collection[UUID], office: Office
) -> Finding:
    """Find whether a member seconds a nomination of another member."""
    return Finding(
        Answer.of(seconder in members and seconder != nominated_by),
        say("A second comes from a member in office other than the one who nominated."),
        office.clause,
    )


def may_ballot(
    voter: UUID,
    candidate: UUID | None,
    candidates: Collection[UUID],
    room: Room,
    charter: Charter,
    office: Office,
    *,
    is_open: bool,
) -> tuple[Finding, ...]:
    """Find whether a member may cast this ballot; without a candidate it is an abstention."""
    stands = Finding(
        Answer.of(candidate is None or candidate in candidates),
        say("This person does not stand for {office} in this round.", office=office.name),
        office.clause,
    )
    return (*may_vote(voter, room, charter, is_open=is_open), stands)
