"""What members disclose, as JSON."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from governance.web.access import Asking, Board
from meetings.schemas.disclosures import Disclosure, DisclosureEnd, DisclosureStatement
from meetings.services import disclosures

HOME = "/api/v1/bodies/{slug:str}/disclosures"
TAGS = ["disclosures"]


@get(HOME, opt={"permission": "read_disclosures"}, operation_id="list_disclosures", tags=TAGS)
async def list_disclosures(board: Board, actor: Asking) -> list[Disclosure]:
    """Return the disclosures that may be read: all, or a member's own."""
    return await disclosures.list_disclosures(actor, board)


@post(HOME, opt={"permission": "state_disclosure"}, operation_id="state_disclosure", tags=TAGS)
async def state_disclosure(actor: Asking, data: JSONBody[DisclosureStatement]) -> Disclosure:
    """State what binds a member to a party or a matter."""
    return await disclosures.state_disclosure(actor, data)


@post(
    f"{HOME}/{{disclosure_id:uuid}}/end",
    opt={"permission": "end_disclosure"},
    operation_id="end_disclosure",
    tags=TAGS,
)
async def end_disclosure(
    actor: Asking, disclosure_id: FromPath[UUID], data: JSONBody[DisclosureEnd]
) -> Disclosure:
    """Say why a disclosure no longer holds."""
    return await disclosures.end_disclosure(actor, disclosure_id, data)


ROUTES = [list_disclosures, state_disclosure, end_disclosure]
