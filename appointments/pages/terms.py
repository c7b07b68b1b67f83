"""The public page of the terms: where each seat's term lies in a year, and how many end."""

from typing import Annotated

from litestar import Response, get
from litestar.params import QueryParameter

from appointments.services.terms import terms_in
from governance.clock import day_in
from governance.schemas.bounds import FIRST_YEAR, LAST_YEAR
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page
from governance.web.templating import Link


@get("/bodies/{slug:str}/terms", include_in_schema=False)
async def show_terms(
    request: PageRequest,
    actor: Asking,
    board: Board,
    year: Annotated[int | None, QueryParameter(ge=FIRST_YEAR, le=LAST_YEAR - 1)] = None,
) -> Response[bytes]:
    """Show the terms of every seat in a year, past or future, and whether the stagger holds."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await terms_in(board, charter, year or today.year, today)
    members = Link(label=say("Members"), href=f"/bodies/{board.slug}/seats")
    chrome = await frame(
        request,
        say("Terms of every seat"),
        body=board,
        current="/seats",
        crumbs=(home_of(board), members),
    )
    return cached(
        page(
            "appointments/terms.html",
            chrome,
            slug=board.slug,
            found=found,
            first=FIRST_YEAR,
            latest=LAST_YEAR - 1,
            clause=charter.terms.stagger_clause or charter.terms.clause,
        )
    )
