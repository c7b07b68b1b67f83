"""The stream that keeps open pages of a meeting up to date, and what such a page carries."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Stream

from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import Sentence
from governance.web.access import Board, PageRequest
from governance.web.live import follow
from meetings.services.files import MeetingFile, get_meeting
from meetings.services.screens import news

STREAM = "/bodies/{slug:str}/meetings/{meeting_id:uuid}/live"
Since = Annotated[int, QueryParameter(ge=-1, le=2**53)]


class View(StrEnum):
    """What a page follows: the same for everyone, or its own, which it asks for itself."""

    OWN = "own"
    MEETING = "meeting"
    SCREEN = "screen"


PATHS = {View.OWN: "", View.MEETING: "", View.SCREEN: "/screen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a page that updates by itself carries: its stream, its revision, and what is new."""

    stream: str
    revision: int
    news: Sentence


def live(board: Body, file: MeetingFile, actor: Actor, view: View = View.OWN) -> Live | None:
    """Return what keeps a page up to date; nothing once the meeting is over.

    Whoever is signed in may see more than anyone, so such a page asks for itself.
    """
    if file.meeting.adjourned_at is not None or file.meeting.state == "cancelled":
        return None
    seen = View.OWN if actor.account is not None else view
    stream = f"/bodies/{board.slug}/meetings/{file.meeting.id}/live?view={seen}"
    return Live(stream=stream, revision=board.revision, news=news(file))


@get(STREAM, opt={"keep": False}, include_in_schema=False)
async def follow_page(
    request: PageRequest,
    board: Board,
    meeting_id: FromPath[UUID],
    view: FromQuery[View] = View.OWN,
    since: FromQuery[Since] = -1,
) -> Stream:
    """Say whenever the record moves, with what anyone may then see where that is asked for."""
    await get_meeting(board, meeting_id)
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    address = "" if view is View.OWN else home + PATHS[view]
    return follow(request, board, address=address, since=since)


ROUTES = [follow_page]
