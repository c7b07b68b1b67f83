"""Votes of all kinds, each counted a second time by code that shares nothing with the program."""

from collections import Counter
from contextlib import suppress
from random import Random

import pytest

from governance.database import Engine
from governance.errors import GovernanceError
from governance.rules.access import Role
from meetings.rules.recusals import Relation
from meetings.rules.votes import Choice
from meetings.schemas.meetings import Arrival, Departure
from meetings.schemas.motions import CastVote, DisclosureWish, MotionView
from meetings.services import recusals, sessions, votes
from meetings.services.files import meeting_file
from tests.meetings.reference import Counted, counted
from tests.meetings.sitting import Sitting, sitting

__all__ = ["sitting"]

QUESTIONS = 40


@pytest.mark.parametrize("seed", range(2))
async def test_another_count_from_the_bare_rows_finds_the_same(
    engine: Engine, sitting: Sitting, seed: int
) -> None:
    chance = Random(seed)
    meeting = await sitting.in_session(there=9)
    seen: Counter[str] = Counter()
    for _ in range(QUESTIONS):
        motion = await sitting.put(meeting, chance.choice(["main", "main", "subpoena"]))
        await everybody_does_something(sitting, motion, chance)
        await votes.close_vote(sitting.by(), motion.id)
        file = await meeting_file(sitting.body, meeting.id)
        kept = next(each.kept for each in file.motions if each.id == motion.id)
        assert kept is not None
        again = await counted(engine, motion.id)
        assert again == Counted(
            kept.outcome.value,
            kept.count.ayes,
            kept.count.noes,
            kept.count.abstain,
            kept.count.room,
            again.is_decided and any(each.met != kept.decides.met for each in kept.beside),
        )
        seen[again.outcome] += 1
        seen["parts"] += again.parts
        for person in sitting.members:
            with suppress(GovernanceError):  # most are still there
                await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=person))
    assert min(seen[each] for each in ("carried", "lost", "no_quorum", "parts")) > 1, seen


async def everybody_does_something(sitting: Sitting, motion: MotionView, chance: Random) -> None:
    """Each votes, or changes it, stands aside, leaves, or says nothing; in any order."""
    leaning = chance.choice([Choice.YES, Choice.YES, Choice.YES, Choice.NO])
    restless = chance.choice([0.1, 0.3])
    for member in chance.sample(range(9), 9) + chance.choices(range(9), k=3):
        person = sitting.members[member]
        with suppress(GovernanceError):  # who has left, or stands aside, is refused
            if chance.random() < restless:
                leaving = Departure(person=person)
                await sessions.record_departure(sitting.by(), motion.meeting, leaving)
            elif chance.random() < 0.1:
                aside = DisclosureWish(relation=Relation.OTHER, reason="So it is.")
                actor = sitting.by(Role.MEMBER, member)
                await recusals.declare_recusal(actor, motion.id, aside)
            elif chance.random() < 0.9:
                wish = CastVote(choice=chance.choice([*[leaning] * 4, *Choice]))
                await votes.cast_vote(sitting.by(Role.MEMBER, member), motion.id, wish)
