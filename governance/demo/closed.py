"""What happens behind closed doors in the demonstration: counsel comes, and nothing is voted."""

from uuid import UUID

from governance.demo import texts
from governance.demo.stage import Stage
from governance.rules.access import Role
from meetings.schemas.executive import ClosedVotes, GuestWish
from meetings.services.executive import (
    admit_guest,
    begin_executive_session,
    end_executive_session,
    tell_closed_votes,
)


async def behind_closed_doors(stage: Stage, motion: UUID) -> None:
    """Hold the session that a carried motion asked for."""
    session = await begin_executive_session(stage.by(Role.STAFF), motion)
    name, why = texts.COUNSEL
    await admit_guest(stage.by(Role.STAFF), session.id, GuestWish(name=name, why=why))
    stage.wait(minutes=25)
    await end_executive_session(stage.by(Role.STAFF), session.id)
    answer = ClosedVotes(formal_vote=False)
    await tell_closed_votes(stage.by(Role.STAFF), session.id, answer)
