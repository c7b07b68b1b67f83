"""Which boards are there?"""

from typing import Annotated

from litestar import Response, get
from litestar.params import QueryParameter

from governance.sentences import say
from governance.services.bodies import PAGE, count_bodies, list_bodies
from governance.web.access import PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, page


@get("/", include_in_schema=False)
async def home(
    request: PageRequest, page_number: Annotated[int, QueryParameter(name="page", ge=1)] = 1
) -> Response[bytes]:
    """Show the boards of this installation."""
    bodies = await list_bodies(page=page_number)
    pages = -(-await count_bodies() // PAGE)
    chrome = await frame(request, say("Boards and commissions"))
    return cached(page("home.html", chrome, bodies=bodies, page_number=page_number, pages=pages))
