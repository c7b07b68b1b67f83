"""Minutes as JSON: written, published, approved, signed; every version stays."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from governance.web.access import Asking, Board
from meetings.schemas.meetings import Minutes
from meetings.schemas.minutes import (
    MinutesDraft,
    MinutesHistory,
    MinutesPublishing,
    MinutesSignature,
    MinutesText,
    MinutesVersion,
    Signing,
)
from meetings.services import approvals, minutes, minutes_texts
from meetings.services.files import get_meeting

HOME = "/api/v1/bodies/{slug:str}/meetings/{meeting_id:uuid}/minutes"
VERSION = f"{HOME}/{{version:int}}"
TAGS = ["minutes"]


@get(HOME, opt={"permission": "public"}, operation_id="list_minutes", tags=TAGS)
async def list_minutes(board: Board, meeting_id: FromPath[UUID]) -> MinutesHistory:
    """Return every published version of a meeting's minutes, and which one is approved."""
    return await approvals.history_of(board, await get_meeting(board, meeting_id))


@get(VERSION, opt={"permission": "public"}, operation_id="get_minutes", tags=TAGS)
async def get_minutes(
    board: Board, meeting_id: FromPath[UUID], version: FromPath[int]
) -> MinutesVersion:
    """Return one published version, with what changed from the one before."""
    history = await approvals.history_of(board, await get_meeting(board, meeting_id))
    return approvals.version_in(history, version)


@get(
    f"{HOME}/draft",
    opt={"permission": "read_minutes_draft"},
    operation_id="read_minutes_draft",
    tags=TAGS,
)
async def read_minutes_draft(board: Board, meeting_id: FromPath[UUID]) -> MinutesDraft:
    """Return the minutes as they would be published now, and what people wrote into them."""
    return await minutes_texts.draft_of(board, meeting_id)


@post(f"{HOME}/draft", opt={"permission": "edit_minutes"}, operation_id="edit_minutes", tags=TAGS)
async def edit_minutes(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[MinutesText]
) -> MinutesDraft:
    """Keep what is written between the lines of the record; those cannot be sent."""
    return await minutes_texts.edit_minutes(actor, meeting_id, data)


@post(HOME, opt={"permission": "publish_minutes"}, operation_id="publish_minutes", tags=TAGS)
async def publish_minutes(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[MinutesPublishing | None] = None
) -> Minutes:
    """Publish the minutes: the lines of the record, and what was written between them."""
    return await minutes.publish_minutes(actor, meeting_id, data)


@post(
    f"{VERSION}/signatures",
    opt={"permission": "sign_minutes"},
    operation_id="sign_minutes",
    tags=TAGS,
)
async def sign_minutes(
    actor: Asking, meeting_id: FromPath[UUID], version: FromPath[int], data: JSONBody[Signing]
) -> MinutesSignature:
    """Sign an approved version."""
    return await approvals.sign_minutes(actor, meeting_id, version, data)


ROUTES = [
    list_minutes,
    get_minutes,
    read_minutes_draft,
    edit_minutes,
    publish_minutes,
    sign_minutes,
]
