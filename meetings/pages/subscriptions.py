"""Pages for whoever wants notices by mail: to ask, to confirm by the mailed link, to stop."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from governance.errors import BadInputError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.web.access import Asking, Board, PageRequest, settings_of
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.tickets import note_pace, require_pace, require_ticket, sealing_of, ticket_for
from meetings.pages.meetings import crumbs_of
from meetings.schemas.mailings import LinkHeld, SubscriptionWish
from meetings.services.subscriptions import (
    ABOUT,
    ask_for_notices,
    confirm_subscription,
    end_subscription,
    own_subscription,
)

Answer = Response[bytes] | Redirect
ASK = "/bodies/{slug:str}/subscribe"
OWN = "/bodies/{slug:str}/subscriptions/{subscription:uuid}"
COOKIE = "openseat_subscription"
FRESH = {"permission": "public", "keep": False}
POT = "website"
"""A field that no person sees; whoever fills it in is a program."""
Link = Annotated[str, QueryParameter(max_length=200)]
Word = Annotated[str, QueryParameter(max_length=20)]


@get(ASK, include_in_schema=False, opt=FRESH)
async def show_subscribe(request: PageRequest, board: Board, asked: Word = "") -> Response[bytes]:
    """Ask for an address, or say that a letter is on its way: the same to everybody."""
    return await _ask_page(request, board, Form(), asked=bool(asked))


@post(ASK, include_in_schema=False, status_code=200, opt={"permission": "ask_for_notices"})
async def take_subscribe(request: PageRequest, actor: Asking, board: Board, form: Sent) -> Answer:
    """Mail the link by which the address is confirmed."""
    after = Redirect(f"/bodies/{board.slug}/subscribe?asked=yes", status_code=303)
    if form.value(POT):
        return after
    wish = form.read(SubscriptionWish)
    if wish is not None:
        with form.refusals():
            require_ticket(request, f"{ABOUT} {board.slug}", wish.ticket)
            require_pace(request, ABOUT)
            await ask_for_notices(actor, wish, sealing_of(request))
            note_pace(request, ABOUT)
            return after
    return await _ask_page(request, board, form)


@get([OWN, f"{OWN}/end"], include_in_schema=False, opt=FRESH)
async def show_subscription(
    request: PageRequest, board: Board, subscription: FromPath[UUID], link: Link = ""
) -> Answer:
    """Show a subscription to whoever has its link; the secret does not stay in the address."""
    here = f"/bodies/{board.slug}/subscriptions/{subscription}"
    own = await own_subscription(board, subscription, link or request.cookies.get(COOKIE, ""))
    if link:
        answer = Redirect(here, status_code=303)
        secure = settings_of(request).secure_cookies
        answer.set_cookie(COOKIE, link, path=here, httponly=True, secure=secure, samesite="lax")
        return answer
    chrome = await frame(
        request, say("Notices by mail"), body=board, current="/meetings", crumbs=crumbs_of(board)
    )
    return page("subscription.html", chrome, here=here, own=own, key=Form().key)


@post(OWN, include_in_schema=False, status_code=200, opt={"permission": "confirm_subscription"})
async def confirm_subscription_page(
    request: PageRequest, actor: Asking, board: Board, subscription: FromPath[UUID]
) -> Redirect:
    """Confirm the address."""
    wish = LinkHeld(link=request.cookies.get(COOKIE, ""))
    await confirm_subscription(actor, subscription, wish)
    return done(f"/bodies/{board.slug}/subscriptions/{subscription}")


@post(
    f"{OWN}/end",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "end_subscription"},
)
async def end_subscription_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    subscription: FromPath[UUID],
    link: Link = "",
) -> Redirect:
    """Stop the notices, asked by a person at the page or by a mail program in one step."""
    wish = LinkHeld(link=link or request.cookies.get(COOKIE, ""))
    await end_subscription(actor, subscription, wish)
    return done(f"/bodies/{board.slug}/subscribe", "erased")


async def _ask_page(
    request: PageRequest, board: Body, form: Form, *, asked: bool = False
) -> Response[bytes]:
    if "ticket" in form.errors:
        form.errors[""] = form.errors.pop("ticket")
    chrome = await frame(
        request,
        say("Look into your mail") if asked else say("Notices by mail"),
        body=board,
        current="/meetings",
        crumbs=crumbs_of(board),
    )
    return page(
        "subscribe.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        asked=asked,
        ticket=_ticket(request, board, form),
    )


def _ticket(request: PageRequest, board: Body, form: Form) -> str:
    """Return the ticket that came with the form while it is good, or else a new one."""
    came = str(form.value("ticket"))
    try:
        require_ticket(request, f"{ABOUT} {board.slug}", came)
    except BadInputError:
        return ticket_for(request, f"{ABOUT} {board.slug}")
    return came


ROUTES = [
    show_subscribe,
    take_subscribe,
    show_subscription,
    confirm_subscription_page,
    end_subscription_page,
]
