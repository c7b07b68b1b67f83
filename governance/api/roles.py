"""Who has which role at a body."""

from datetime import date

from litestar import get, post
from litestar.params import FromQuery, JSONBody

from governance.clock import day_in
from governance.schemas.accounts import RoleEnd, RoleGrant, RoleView
from governance.services import roles
from governance.web.access import Asking, Board

TAGS = ["accounts"]


@get(
    "/api/v1/bodies/{slug:str}/roles",
    tags=TAGS,
    operation_id="list_roles",
    opt={"permission": "read_accounts"},
)
async def list_roles(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> list[RoleView]:
    """Return every role granted for a body on a day."""
    return await roles.roles_in(board.id, on or day_in(actor.at, board.timezone))


@post(
    "/api/v1/bodies/{slug:str}/roles",
    tags=TAGS,
    operation_id="grant_role",
    opt={"permission": "grant_role"},
)
async def grant_role(actor: Asking, board: Board, data: JSONBody[RoleGrant]) -> RoleView:
    """Give an account a role."""
    return await roles.grant_role(actor, data)


@post(
    "/api/v1/bodies/{slug:str}/roles/end",
    tags=TAGS,
    operation_id="end_role",
    opt={"permission": "end_role"},
)
async def end_role(actor: Asking, board: Board, data: JSONBody[RoleEnd]) -> RoleView:
    """End a role of an account."""
    return await roles.end_role(actor, data)
