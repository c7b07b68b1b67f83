"""Who presides in the demonstration while no chair is in office."""

from collections.abc import Sequence
from uuid import UUID

from elections.schemas.elections import ProTemWish
from elections.services.presiding import choose_pro_tem, get_presiding
from governance.demo.stage import Stage
from governance.rules.access import Role


async def in_the_chair(stage: Stage, meeting: UUID, usual: UUID, there: Sequence[UUID]) -> UUID:
    """Return who presides: as usual, the outgoing chair, or whom those there choose."""
    found = await get_presiding(stage.body, meeting)
    if found is None or not found.is_vacant:
        return usual
    if found.person in there and found.person is not None:
        return found.person
    wish = ProTemWish(person=there[0], chosen_by=tuple(there))
    await choose_pro_tem(stage.by(Role.STAFF), meeting, wish)
    return there[0]
