"""Whom do those who speak for the organizations hear of, when, and of what no more?"""

from uuid import UUID

from appointments.rules.rounds import Settings, Step, hears_of_finalists
from appointments.schemas.rounds import FinalistView
from appointments.services.nominees import FINALIST, NOMINEE
from appointments.services.rounds import get_round
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.services.bodies import engine


def may_hear(actor: Actor, step: Step, settings: Settings) -> bool:
    """Say whether somebody may read now who the finalists of a round are."""
    inside = may(actor, "read_nominees")
    return may(actor, "read_finalists") and (inside or hears_of_finalists(step, settings))


async def finalists_for(body: Body, actor: Actor, found: UUID) -> list[FinalistView]:
    """Return the finalists of a round: their names and what they say of themselves."""
    one = await get_round(body, found)
    if not may_hear(actor, one.step, one.settings):
        return []
    rows = await engine().read(
        f"{NOMINEE} WHERE n.round = $1 AND n.body = $2 AND n.state = $3 "
        "ORDER BY p.folded_name, n.id",
        found,
        body.id,
        FINALIST,
    )
    return [
        FinalistView(
            id=row["id"],
            name=row["name"],
            organization=row["organization_name"] or "",
            statement=row["statement"],
        )
        for row in rows
    ]
