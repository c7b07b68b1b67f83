"""Pages for whoever applies: a form without an account, and the way back to what was written."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from appointments.pages.application_forms import (
    asked_by,
    crumbs_of,
    hold,
    let_go,
    upload_of,
    wish_of,
)
from appointments.schemas.applications import (
    Beginning,
    LinkWish,
)
from appointments.services.applications import (
    ABOUT,
    ask_for_link,
    begin_application,
)
from appointments.services.calls import get_call
from governance.clock import day_in
from governance.errors import BadInputError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import frame, page
from governance.web.tickets import note_pace, require_pace, require_ticket, sealing_of, ticket_for

Answer = Response[bytes] | Redirect
CALL = "/bodies/{slug:str}/calls/{call:uuid}"
POT = "website"
"""A field that no person sees; whoever fills it in is a program."""
FRESH = {"permission": "public", "keep": False}


@get(f"{CALL}/apply", include_in_schema=False, opt=FRESH)
async def show_apply(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID]
) -> Response[bytes]:
    """Show the form of a call."""
    return await _apply_page(request, actor, board, call, Form())


@post(
    f"{CALL}/apply",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "begin_application"},
)
async def begin_application_page(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID], form: Sent
) -> Answer:
    """Keep or send a first application; what is wrong with it is told, and nothing is lost."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await get_call(board, charter, call, day_in(actor.at, board.timezone))
    after = f"/bodies/{board.slug}/calls/{call}/applied"
    if form.value(POT):
        return Redirect(after, status_code=303)
    upload = await upload_of(actor, form)
    wish = wish_of(form, found, upload)
    if wish is not None:
        with form.refusals():
            ticket = str(form.value("ticket"))
            require_ticket(request, f"{ABOUT} {call}", ticket)
            require_pace(request, ABOUT)
            beginning = Beginning(application=wish, ticket=ticket)
            await begin_application(actor, call, beginning, sealing_of(request))
            note_pace(request, ABOUT)
            await let_go(actor, form)
            return Redirect(after, status_code=303)
    held = await hold(actor, form, upload)
    return await _apply_page(request, actor, board, call, form, held=held, upload=upload)


@get(f"{CALL}/applied", include_in_schema=False)
async def show_applied(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID]
) -> Response[bytes]:
    """Say that a letter is on its way, the same to everybody."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await get_call(board, charter, call, day_in(actor.at, board.timezone))
    chrome = await frame(
        request, say("Look into your mail"), body=board, current="/calls", crumbs=crumbs_of(board)
    )
    return page("appointments/applied.html", chrome, slug=board.slug, found=found)


@get(f"{CALL}/apply/link", include_in_schema=False, opt=FRESH)
async def show_ask_for_link(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID]
) -> Response[bytes]:
    """Show the form for a link that was lost."""
    return await _link_page(request, actor, board, call, Form())


@post(
    f"{CALL}/apply/link",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "ask_for_link"},
)
async def ask_for_link_page(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID], form: Sent
) -> Answer:
    """Mail a link once more, if there is an application; tell nobody whether there is one."""
    wish = form.read(LinkWish)
    if wish is not None:
        with form.refusals():
            require_ticket(request, f"{ABOUT} {call}", wish.ticket)
            require_pace(request, ABOUT)
            await ask_for_link(actor, call, wish, sealing_of(request))
            note_pace(request, ABOUT)
            return Redirect(f"/bodies/{board.slug}/calls/{call}/applied", status_code=303)
    return await _link_page(request, actor, board, call, form)


async def _apply_page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    call: UUID,
    form: Form,
    *,
    held: str = "",
    upload: Upload | None = None,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_call(board, charter, call, today)
    chrome = await frame(
        request,
        say("Apply: {call}", call=found.title),
        body=board,
        current="/calls",
        crumbs=crumbs_of(board, found),
    )
    return page(
        "appointments/apply.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=summed(form),
        found=found,
        ticket=ticket_of(request, call, form),
        held=held,
        held_name=upload.name if upload and held else "",
        **asked_by(charter),
    )


async def _link_page(
    request: PageRequest, actor: Actor, board: Body, call: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    found = await get_call(board, await charter_on(board, today), call, today)
    chrome = await frame(
        request,
        say("Get your link again"),
        body=board,
        current="/calls",
        crumbs=crumbs_of(board, found),
    )
    return page(
        "appointments/apply_link.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=summed(form),
        found=found,
        ticket=ticket_of(request, call, form),
    )


def ticket_of(request: PageRequest, call: UUID, form: Form) -> str:
    """Return the ticket that came with the form while it is good, or else a new one."""
    came = str(form.value("ticket"))
    try:
        require_ticket(request, f"{ABOUT} {call}", came)
    except BadInputError:
        return ticket_for(request, f"{ABOUT} {call}")
    return came


def summed(form: Form) -> Form:
    """Tell what is wrong with the ticket, which no field shows, of the form as a whole."""
    if "ticket" in form.errors:
        form.errors[""] = form.errors.pop("ticket")
    return form
