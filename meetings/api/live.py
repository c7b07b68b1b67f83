"""A meeting as a stream of events, for programs that follow it."""

from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Stream

from governance.web.access import Board, PageRequest
from governance.web.live import follow
from meetings.api.meetings import ONE
from meetings.services.files import get_meeting

TAGS = ["meetings"]

Since = Annotated[int, QueryParameter(ge=-1, le=2**53)]


@get(
    f"{ONE}/events",
    opt={"permission": "public", "keep": False},
    operation_id="follow_meeting",
    tags=TAGS,
    media_type="text/event-stream",
)
async def follow_meeting(
    request: PageRequest, board: Board, meeting_id: FromPath[UUID], since: FromQuery[Since] = -1
) -> Stream:
    """Send the meeting as anyone may see it, whole, whenever that changes.

    An event's id is the revision of the record; `since`, or the header Last-Event-ID, says which
    is known already. `beat` means that nothing is new, `behind` that the record is out of reach.
    """
    await get_meeting(board, meeting_id)
    return follow(request, board, address=ONE_AT.format(board.slug, meeting_id), since=since)


ONE_AT = "/api/v1/bodies/{}/meetings/{}"
ROUTES = [follow_meeting]
