"""Roll-call sheets of paper, as JSON."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from governance.web.access import Asking, Board
from meetings.api.meetings import ONE, TAGS
from meetings.schemas.sheets import Sheet, SheetTaken, SheetWish
from meetings.services import sheets
from meetings.services.files import get_meeting

SHEETS = f"{ONE}/sheets"


@get(SHEETS, opt={"permission": "public"}, operation_id="list_sheets", tags=TAGS)
async def list_sheets(board: Board, meeting_id: FromPath[UUID]) -> list[Sheet]:
    """Return what of a meeting was taken in from paper, by whom and when."""
    await get_meeting(board, meeting_id)
    return await sheets.sheets_of(board, meeting_id)


@post(SHEETS, opt={"permission": "take_in_sheet"}, operation_id="take_in_sheet", tags=TAGS)
async def take_in_sheet(
    actor: Asking, board: Board, meeting_id: FromPath[UUID], data: JSONBody[SheetWish]
) -> SheetTaken:
    """Take in a roll-call sheet: the roll with its hours, the motions with their votes."""
    return await sheets.take_in_sheet(actor, meeting_id, data)


ROUTES = [list_sheets, take_in_sheet]
