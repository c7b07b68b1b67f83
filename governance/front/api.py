"""What is due, as data."""

from datetime import date

from litestar import get
from litestar.params import FromQuery

from governance.clock import day_in
from governance.front.due import due_of
from governance.schemas.due import DueView, due_view
from governance.web.access import Asking, Board


@get(
    "/api/v1/bodies/{slug:str}/due",
    tags=["due"],
    operation_id="list_due",
    opt={"permission": "read_due"},
)
async def list_due(actor: Asking, board: Board, on: FromQuery[date | None] = None) -> list[DueView]:
    """Return what is due, by whom, under which clause, as of a day."""
    day = on or day_in(actor.at, board.timezone)
    return [due_view(item) for item in await due_of(board, day)]
