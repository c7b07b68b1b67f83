"""Agendas, their documents and published versions, as JSON."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from governance.web.access import Asking, Board
from governance.web.papers import sent
from meetings.schemas.agendas import (
    AgendaOrder,
    AgendaVersion,
    CarryOver,
    Document,
    DocumentWish,
    GroupMotion,
    ItemWithdrawal,
    PullWish,
)
from meetings.schemas.meetings import AgendaItem, ItemWish
from meetings.schemas.motions import MotionView
from meetings.services import agendas, documents

BODY = "/api/v1/bodies/{slug:str}"
MEETING = BODY + "/meetings/{meeting_id:uuid}"
ITEM = BODY + "/agenda-items/{item_id:uuid}"
DOCUMENT = BODY + "/documents/{document_id:uuid}"
TAGS = ["agendas"]


@get(
    f"{MEETING}/agenda-versions",
    opt={"permission": "public"},
    operation_id="list_agenda_versions",
    tags=TAGS,
)
async def list_agenda_versions(board: Board, meeting_id: FromPath[UUID]) -> list[AgendaVersion]:
    """Return the published agendas of a meeting, the first first."""
    return list(await documents.agenda_versions(board, meeting_id))


@get(
    DOCUMENT,
    opt={"permission": "public", "keep": False},
    operation_id="read_document",
    tags=TAGS,
)
async def read_document(
    actor: Asking, board: Board, document_id: FromPath[UUID]
) -> Response[bytes]:
    """Return a document of an agenda as a file; a confidential one to members and the office."""
    document, content = await documents.readable_document(actor, board, document_id)
    return sent(document.paper, content)


@post(
    f"{ITEM}/amendment",
    opt={"permission": "amend_agenda_item"},
    operation_id="amend_agenda_item",
    tags=TAGS,
)
async def amend_agenda_item(
    actor: Asking, item_id: FromPath[UUID], data: JSONBody[ItemWish]
) -> AgendaItem:
    """Write an item anew."""
    return await agendas.amend_agenda_item(actor, item_id, data)


@post(
    f"{ITEM}/withdrawal",
    opt={"permission": "withdraw_item"},
    operation_id="withdraw_item",
    tags=TAGS,
)
async def withdraw_item(
    actor: Asking, item_id: FromPath[UUID], data: JSONBody[ItemWithdrawal]
) -> AgendaItem:
    """Take an item off the agenda, with a reason."""
    return await agendas.withdraw_item(actor, item_id, data)


@post(f"{ITEM}/pull", opt={"permission": "pull_item"}, operation_id="pull_item", tags=TAGS)
async def pull_item(actor: Asking, item_id: FromPath[UUID], data: JSONBody[PullWish]) -> AgendaItem:
    """Pull an item out of the consent group."""
    return await agendas.pull_item(actor, item_id, data)


@post(
    f"{ITEM}/documents",
    opt={"permission": "attach_document"},
    operation_id="attach_document",
    tags=TAGS,
)
async def attach_document(
    actor: Asking, item_id: FromPath[UUID], data: JSONBody[DocumentWish]
) -> Document:
    """Add a document to an item."""
    return await documents.attach_document(actor, item_id, data)


@post(
    f"{DOCUMENT}/withdrawal",
    opt={"permission": "withdraw_document"},
    operation_id="withdraw_document",
    tags=TAGS,
)
async def withdraw_document(
    actor: Asking, document_id: FromPath[UUID], data: JSONBody[ItemWithdrawal]
) -> Document:
    """Take a document back, with a reason."""
    return await documents.withdraw_document(actor, document_id, data)


@post(
    f"{MEETING}/agenda-order",
    opt={"permission": "order_agenda"},
    operation_id="order_agenda",
    tags=TAGS,
)
async def order_agenda(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[AgendaOrder]
) -> tuple[AgendaItem, ...]:
    """Put the items in another order."""
    return await agendas.order_agenda(actor, meeting_id, data)


@post(
    f"{MEETING}/consent-group",
    opt={"permission": "take_consent_group"},
    operation_id="take_consent_group",
    tags=TAGS,
)
async def take_consent_group(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[GroupMotion]
) -> MotionView:
    """Move that the consent group is taken together."""
    return await agendas.take_consent_group(actor, meeting_id, data)


@post(
    f"{MEETING}/carried-items",
    opt={"permission": "carry_over_item"},
    operation_id="carry_over_item",
    tags=TAGS,
)
async def carry_over_item(
    actor: Asking, meeting_id: FromPath[UUID], data: JSONBody[CarryOver]
) -> AgendaItem:
    """Put on the agenda what an earlier meeting left."""
    return await agendas.carry_over_item(actor, meeting_id, data)


@post(
    f"{MEETING}/agenda-versions",
    opt={"permission": "publish_agenda"},
    operation_id="publish_agenda",
    tags=TAGS,
)
async def publish_agenda(actor: Asking, meeting_id: FromPath[UUID]) -> AgendaVersion:
    """Publish the agenda as it is now."""
    return await documents.publish_agenda(actor, meeting_id)


ROUTES = [
    list_agenda_versions,
    read_document,
    amend_agenda_item,
    withdraw_item,
    pull_item,
    attach_document,
    withdraw_document,
    order_agenda,
    take_consent_group,
    carry_over_item,
    publish_agenda,
]
