"""The media list, subscriptions to notices, and publishing a notice, as JSON."""

from datetime import timedelta
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from governance.web.access import Asking, Board, PageRequest, moment_of
from governance.web.tickets import (
    LEAST,
    note_pace,
    require_pace,
    require_ticket,
    sealing_of,
    ticket_for,
)
from meetings.api.meetings import ONE, TAGS
from meetings.schemas.mailings import (
    Asked,
    LinkHeld,
    MailedTo,
    Mailing,
    MediaContactWish,
    MediaList,
    Subscription,
    SubscriptionTicket,
    SubscriptionWish,
)
from meetings.services import mailings, media, subscriptions

MEDIA = "/api/v1/bodies/{slug:str}/media"
ASK = "/api/v1/bodies/{slug:str}/subscriptions"
OWN = f"{ASK}/{{subscription:uuid}}"


@post(
    f"{ONE}/notices/publication",
    opt={"permission": "publish_notice"},
    operation_id="publish_notice",
    tags=TAGS,
)
async def publish_notice(actor: Asking, meeting_id: FromPath[UUID]) -> Mailing:
    """Publish notice of a meeting and mail it to all who have not had it yet."""
    return await mailings.publish_notice(actor, meeting_id)


@get(
    f"{ONE}/mailings",
    opt={"permission": "read_console"},
    operation_id="list_mailings",
    tags=TAGS,
)
async def list_mailings(board: Board, meeting_id: FromPath[UUID]) -> list[MailedTo]:
    """Return to how many notice of a meeting was mailed."""
    return list(await mailings.mailed_of(board, meeting_id))


@get(MEDIA, opt={"permission": "read_media_list"}, operation_id="read_media_list", tags=TAGS)
async def read_media_list(board: Board) -> MediaList:
    """Return the newsrooms that are mailed each notice."""
    return await media.media_list(board)


@post(MEDIA, opt={"permission": "add_media_contact"}, operation_id="add_media_contact", tags=TAGS)
async def add_media_contact(actor: Asking, data: JSONBody[MediaContactWish]) -> MediaList:
    """Put a newsroom on the list."""
    return await media.add_media_contact(actor, data)


@post(
    f"{MEDIA}/{{contact:uuid}}/removal",
    opt={"permission": "remove_media_contact"},
    operation_id="remove_media_contact",
    tags=TAGS,
)
async def remove_media_contact(actor: Asking, contact: FromPath[UUID]) -> MediaList:
    """Take a newsroom off the list and forget it."""
    return await media.remove_media_contact(actor, contact)


@get(
    f"{ASK}/ticket",
    opt={"permission": "public", "keep": False},
    operation_id="get_subscription_ticket",
    tags=TAGS,
)
async def get_subscription_ticket(request: PageRequest, board: Board) -> SubscriptionTicket:
    """Return what asking for notices must bring along."""
    return SubscriptionTicket(
        ticket=ticket_for(request, f"{subscriptions.ABOUT} {board.slug}"),
        usable_at=moment_of(request) + LEAST + timedelta(seconds=1),
    )


@post(ASK, opt={"permission": "ask_for_notices"}, operation_id="ask_for_notices", tags=TAGS)
async def ask_for_notices(
    request: PageRequest, actor: Asking, board: Board, data: JSONBody[SubscriptionWish]
) -> Asked:
    """Ask for notices; a link is mailed to the address, and nothing else before it is confirmed."""
    require_ticket(request, f"{subscriptions.ABOUT} {board.slug}", data.ticket)
    require_pace(request, subscriptions.ABOUT)
    asked = await subscriptions.ask_for_notices(actor, data, sealing_of(request))
    note_pace(request, subscriptions.ABOUT)
    return asked


@post(
    f"{OWN}/confirmation",
    opt={"permission": "confirm_subscription"},
    operation_id="confirm_subscription",
    tags=TAGS,
)
async def confirm_subscription(
    actor: Asking, subscription: FromPath[UUID], data: JSONBody[LinkHeld]
) -> Subscription:
    """Confirm an address with the link that was mailed there."""
    return await subscriptions.confirm_subscription(actor, subscription, data)


@post(
    f"{OWN}/end",
    opt={"permission": "end_subscription"},
    operation_id="end_subscription",
    tags=TAGS,
)
async def end_subscription(
    actor: Asking, subscription: FromPath[UUID], data: JSONBody[LinkHeld]
) -> Subscription:
    """Stop the notices; the address is erased."""
    return await subscriptions.end_subscription(actor, subscription, data)


ROUTES = [
    publish_notice,
    list_mailings,
    read_media_list,
    add_media_contact,
    remove_media_contact,
    get_subscription_ticket,
    ask_for_notices,
    confirm_subscription,
    end_subscription,
]
