"""The outbox: letters and what became of them."""

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from governance.schemas.letters import LetterView
from governance.services import letters
from governance.web.access import Asking, Board


@get(
    "/api/v1/bodies/{slug:str}/letters",
    tags=["letters"],
    operation_id="list_letters",
    opt={"permission": "read_letters"},
)
async def list_letters(
    actor: Asking,
    board: Board,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[LetterView]:
    """Return one page of the letters, the latest first."""
    return await letters.list_letters(board, page=page_number, unseen=letters.unseen_by(actor))
