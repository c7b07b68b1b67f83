"""What if so many were present and voted so? As JSON."""

from litestar import get
from litestar.params import FromQuery

from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board
from meetings.rules import votes
from meetings.schemas.motions import TallyView, tally_view


@get(
    "/api/v1/bodies/{slug:str}/tally",
    opt={"permission": "public"},
    operation_id="what_if",
    tags=["motions"],
)
async def what_if(
    board: Board,
    actor: Asking,
    present: FromQuery[int],
    ayes: FromQuery[int],
    noes: FromQuery[int] = 0,
    abstain: FromQuery[int] = 0,
    recused: FromQuery[int] = 0,
    motion: FromQuery[str] = "",
) -> TallyView:
    """Return the outcome of such a vote under every test; `present` includes the recused."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return tally_view(
        votes.what_if(charter, present, ayes, noes, abstain, recused, motion_kind=motion)
    )


ROUTES = [what_if]
