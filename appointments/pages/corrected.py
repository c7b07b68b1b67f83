"""What a page of a thing says of its corrections."""

from uuid import UUID

from appointments.pages.words import MENDABLE, mended
from appointments.services.corrections import corrections_of
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body


async def corrected(board: Body, actor: Actor, thing: UUID) -> dict[str, object]:
    """Return what was mended on a thing, in the words of its page, and who may mend it."""
    return {
        "corrections": await corrections_of(board, thing),
        "mendable": MENDABLE,
        "mended": mended,
        "may_correct": may(actor, "correct_record"),
    }
