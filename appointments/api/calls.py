"""Calls for applications: who is invited to apply, for what, until when."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from appointments.schemas.calls import CallView, CallWish
from appointments.services import calls as services
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

TAGS = ["calls"]
HOME = "/api/v1/bodies/{slug:str}/calls"
ONE = f"{HOME}/{{call:uuid}}"


@get(HOME, tags=TAGS, operation_id="list_calls", opt={"permission": "public"})
async def list_calls(actor: Asking, board: Board) -> list[CallView]:
    """Return the calls to which anyone can apply today."""
    today = day_in(actor.at, board.timezone)
    return await services.open_calls(board, await charter_on(board, today), today)


@get(f"{HOME}/all", tags=TAGS, operation_id="list_all_calls", opt={"permission": "read_calls"})
async def list_all_calls(actor: Asking, board: Board) -> list[CallView]:
    """Return every call, drafts and closed ones as well, the latest first."""
    today = day_in(actor.at, board.timezone)
    return await services.calls_of(board, await charter_on(board, today), today)


@get(ONE, tags=TAGS, operation_id="get_call", opt={"permission": "public"})
async def get_call(actor: Asking, board: Board, call: FromPath[UUID]) -> CallView:
    """Return one published call with its questions."""
    today = day_in(actor.at, board.timezone)
    return await services.get_call(board, await charter_on(board, today), call, today)


@post(HOME, tags=TAGS, operation_id="open_call", opt={"permission": "open_call"})
async def open_call(actor: Asking, board: Board, data: JSONBody[CallWish]) -> CallView:
    """Draft an invitation to apply."""
    return await services.open_call(actor, data)


@post(f"{ONE}/amend", tags=TAGS, operation_id="amend_call", opt={"permission": "amend_call"})
async def amend_call(
    actor: Asking, board: Board, call: FromPath[UUID], data: JSONBody[CallWish]
) -> CallView:
    """Change a call; of a published one only its words and its closing day."""
    return await services.amend_call(actor, call, data)


@post(f"{ONE}/publish", tags=TAGS, operation_id="publish_call", opt={"permission": "publish_call"})
async def publish_call(actor: Asking, board: Board, call: FromPath[UUID]) -> CallView:
    """Publish a call."""
    return await services.publish_call(actor, call)


@post(f"{ONE}/close", tags=TAGS, operation_id="close_call", opt={"permission": "close_call"})
async def close_call(actor: Asking, board: Board, call: FromPath[UUID]) -> CallView:
    """Close a call before its day."""
    return await services.close_call(actor, call)
