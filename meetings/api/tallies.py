"""What if so many were present and voted so? As JSON."""

from litestar import get

from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on
from meetings.rules import votes
from meetings.schemas.motions import TallyView, tally_view


@get(
    "/api/v1/bodies/{slug:str}/tally",
    opt={"permission": "public"},
    operation_id="what_if",
    tags=["motions"],
)
async def what_if(
    board: Body,
    actor: Actor,
    present: int,
    ayes: int,
    noes: int = 0,
    abstain: int = 0,
    recused: int = 0,
    motion: str = "",
) -> TallyView:
    """Return the outcome of such a vote under every test; `present` includes the recused."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return tally_view(
        votes.what_if(charter, present, ayes, noes, abstain, recused, motion_kind=motion)
    )


ROUTES = [what_if]
