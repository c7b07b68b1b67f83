"""Meetings at which everybody does anything at any time: what must hold still holds.

Nothing is decided without a quorum at that instant; a recused member's vote is never counted;
one vote for one member; the stored outcome is what the roll and the votes give.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from governance.errors import GovernanceError
from governance.rules.access import Role
from meetings.rules.motions import State
from meetings.rules.recusals import Relation
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice, tally
from meetings.schemas.meetings import Arrival, Departure
from meetings.schemas.motions import CastVote, DisclosureWish, MotionWish, Seconding, Withdrawal
from meetings.services import motions, recusals, sessions, votes
from meetings.services.files import MeetingFile, meeting_file
from tests.meetings.sitting import Sitting, sitting

__all__ = ["sitting"]

STEPS = 120
Attempt = Callable[[], Awaitable[object]]


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_tried_the_invariants_hold(sitting: Sitting, seed: int) -> None:
    chance = Random(seed)
    meeting = await sitting.in_session(there=chance.randint(3, 9))
    for _ in range(STEPS):
        file = await meeting_file(sitting.body, meeting.id)
        with suppress(GovernanceError):
            await chance.choice(attempts(sitting, file, chance))()
        if chance.random() < 0.3:
            sitting.now -= timedelta(seconds=chance.randint(0, 3))  # somebody's clock is behind
    check(sitting, await meeting_file(sitting.body, meeting.id))


def attempts(sitting: Sitting, file: MeetingFile, chance: Random) -> list[Attempt]:
    """Return what can be tried next, lawful or not; the likelier things several times."""
    meeting = file.meeting.id
    member = chance.randrange(len(sitting.members))
    person = sitting.members[member]
    kind = chance.choice(["main", "amend", "subpoena"])
    tried: list[Attempt] = [
        lambda: sessions.record_arrival(sitting.by(), meeting, Arrival(person=person)),
        lambda: sessions.record_departure(sitting.by(), meeting, Departure(person=person)),
        lambda: motions.make_motion(
            sitting.by(),
            meeting,
            MotionWish(kind=kind, text="Act.", wording="Act so.", mover=person),
        ),
    ]
    if not file.motions:
        return tried
    motion = chance.choice(file.motions[-2:]).id
    choice = chance.choice(list(Choice))
    voting: list[Attempt] = [
        lambda: votes.cast_vote(sitting.by(Role.MEMBER, member), motion, CastVote(choice=choice))
    ]
    return [
        *tried,
        *voting * 6,
        *[lambda: motions.second_motion(sitting.by(), motion, Seconding(person=person))] * 3,
        *[lambda: motions.put_motion(sitting.by(), motion)] * 3,
        lambda: votes.close_vote(sitting.by(), motion),
        lambda: motions.withdraw_motion(sitting.by(), motion, Withdrawal()),
        lambda: recusals.declare_recusal(
            sitting.by(Role.MEMBER, member),
            motion,
            DisclosureWish(relation=Relation.OTHER, reason="So it is."),
        ),
    ]


def check(sitting: Sitting, file: MeetingFile) -> None:
    for motion in file.motions:
        if motion.kept is None or motion.closed_at is None:
            assert motion.outcome == ""
            continue
        room = votes.room_at(file, motion, motion.closed_at, sitting.charter)
        anew = tally(motion.votes, room, sitting.charter, motion.kind)
        assert motion.kept.count == anew.count
        assert motion.kept.outcome == anew.outcome
        assert motion.kept.decides == anew.decides
        assert frozenset(motion.kept.present) == room.present & room.members
        assert anew.count.ayes + anew.count.noes + anew.count.abstain <= anew.count.voters
        decided = motion.state is State.DECIDED
        assert decided is (motion.kept.outcome is not Outcome.NO_QUORUM)
        assert not decided or len(motion.kept.present) >= 5
