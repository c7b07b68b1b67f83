"""The terms of every seat, in any year."""

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from appointments.schemas.seats import TermYear
from appointments.services import terms as services
from governance.clock import day_in
from governance.schemas.bounds import FIRST_YEAR, LAST_YEAR
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board


@get(
    "/api/v1/bodies/{slug:str}/terms",
    tags=["seats"],
    operation_id="list_terms",
    opt={"permission": "public"},
)
async def list_terms(
    actor: Asking,
    board: Board,
    year: Annotated[int | None, QueryParameter(ge=FIRST_YEAR, le=LAST_YEAR - 1)] = None,
) -> TermYear:
    """Return the terms of every seat in a year, past or future, and whether the stagger holds."""
    today = day_in(actor.at, board.timezone)
    return await services.terms_in(board, await charter_on(board, today), year or today.year, today)
