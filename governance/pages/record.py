"""The public record, to read and to check."""

from litestar import Response, get
from litestar.response import Stream

from governance.schemas.record import told
from governance.sentences import say
from governance.services.chains import export_chain
from governance.services.record import PAGE, chain_of
from governance.web.access import Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page


@get("/bodies/{slug:str}/record", include_in_schema=False)
async def show_record(request: PageRequest, board: Board) -> Response[bytes]:
    """Show the latest links of a body's chain, and how to check it."""
    length = (await chain_of(board, limit=0)).length
    chain = await chain_of(board, after=max(0, length - PAGE))
    chrome = await frame(request, say("The public record"), body=board, crumbs=(home_of(board),))
    entries = [told(link) for link in reversed(chain.links)]
    return cached(
        page("record.html", chrome, chain=chain, entries=entries, slug=board.slug), timeless=True
    )


@get("/bodies/{slug:str}/record.jsonl", include_in_schema=False, opt={"keep": False})
async def export_record(board: Board) -> Stream:
    """Give the whole chain: a line with its head, then a line for each link."""
    return Stream(export_chain(board), media_type="application/jsonl")
