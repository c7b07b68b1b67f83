"""Which letters went out, and which still wait?"""

from typing import Annotated

from litestar import Response, get
from litestar.params import QueryParameter

from governance.sentences import say
from governance.services.letters import PAGE, deliveries_of, list_letters, unseen_by
from governance.web.access import Asking, Board, PageRequest
from governance.web.frames import frame, home_of, page


@get("/bodies/{slug:str}/letters", include_in_schema=False, opt={"permission": "read_letters"})
async def show_letters(
    request: PageRequest,
    actor: Asking,
    board: Board,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show the letters with what became of each, the latest first."""
    letters = await list_letters(board, page=page_number, unseen=unseen_by(actor))
    chrome = await frame(
        request, say("Letters"), body=board, current="/letters", crumbs=(home_of(board),)
    )
    shown = [(letter, await deliveries_of(letter.id)) for letter in letters]
    return page(
        "letters.html",
        chrome,
        letters=shown,
        page_number=page_number,
        has_older=len(letters) == PAGE,
    )
