"""A meeting in very large letters, for a projector in the room."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery, QueryParameter

from governance.sentences import say
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, page
from meetings.pages.live import View, live
from meetings.pages.meetings import ONE
from meetings.pages.shown import AFTERWARDS, STATE_TONES, decided
from meetings.services.executive import ground_of
from meetings.services.files import meeting_file
from meetings.services.screens import screen

Light = Annotated[str, QueryParameter(pattern="^(dark|light)?$")]


@get(f"{ONE}/screen", include_in_schema=False)
async def show_screen(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    light: FromQuery[Light] = "",
) -> Response[bytes]:
    """Show the question, the roll, the quorum and the vote as far as it may be shown."""
    seen = await screen(board, meeting_id, actor.at)
    file = await meeting_file(board, meeting_id)
    chrome = await frame(request, say("{title}, screen", title=seen.meeting.title), body=board)
    return cached(
        page(
            "meeting_screen.html",
            chrome,
            home=f"/bodies/{board.slug}/meetings/{meeting_id}",
            light=light,
            seen=seen,
            meeting=seen.meeting,
            result=decided(seen.motion) if seen.motion and seen.motion.tally else None,
            afterwards=AFTERWARDS,
            tones=STATE_TONES,
            live=live(board, file, actor, View.SCREEN),
            closed_ground=ground_of(seen.closed, seen.charter),
            closed_clause=seen.charter.meetings.closed_clause,
        )
    )


ROUTES = [show_screen]
