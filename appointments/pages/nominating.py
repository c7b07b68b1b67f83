"""Pages for whoever names somebody: a round's public call, its form, the way back to one's link."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.application_forms import answers_of, asked_by, hold, let_go, upload_of
from appointments.pages.applying import POT, summed, ticket_of
from appointments.schemas.applications import LinkWish
from appointments.schemas.nominations import (
    NominationBeginning,
    NominationCall,
    NominationWish,
)
from appointments.services.applications import ABOUT
from appointments.services.nomination_calls import nomination_call, represented_by
from appointments.services.nominations import ask_for_nomination_link, begin_nomination
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.forms import Form, Sent
from governance.web.frames import frame, home_of, page
from governance.web.templating import Chrome, Link
from governance.web.tickets import note_pace, require_pace, require_ticket, sealing_of

Answer = Response[bytes] | Redirect
ROUND = "/bodies/{slug:str}/rounds/{found:uuid}"
FRESH = {"permission": "public", "keep": False}
OTHER = "other"
"""How the address says that somebody else is to be named."""


@get(f"{ROUND}/call", include_in_schema=False)
async def show_nomination_call(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Show what a round is for, who can be named, by whom, and until when."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    call = await nomination_call(board, charter, found, today)
    return cached(
        page(
            "appointments/nomination_call.html",
            await _frame(request, board, call.title, ()),
            slug=board.slug,
            found=call,
            criteria=charter.eligibility,
            inside=may(actor, "read_rounds"),
        )
    )


@get(f"{ROUND}/nominate", include_in_schema=False, opt=FRESH)
async def show_nominate(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    who: Annotated[str, QueryParameter(max_length=10)] = "",
) -> Response[bytes]:
    """Show the form to name oneself, or somebody else."""
    form = Form({"who": OTHER}) if who == OTHER else Form()
    return await _form_page(request, actor, board, found, form)


@post(
    f"{ROUND}/nominate",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "begin_nomination"},
)
async def begin_nomination_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Keep a nomination; what is wrong with it is told, and nothing is lost."""
    call = await _call(actor, board, found)
    after = f"/bodies/{board.slug}/rounds/{found}/nominated"
    if form.value(POT):
        return Redirect(after, status_code=303)
    themselves = form.value("who") != OTHER
    answers = answers_of(form, call.questions)
    send = not themselves or bool(form.value("send"))
    upload = await upload_of(actor, form)
    wish = form.read(
        NominationWish, answers=answers, themselves=themselves, send=send, resume=upload
    )
    if wish is not None:
        with form.refusals():
            ticket = str(form.value("ticket"))
            require_ticket(request, f"{ABOUT} {found}", ticket)
            require_pace(request, ABOUT)
            beginning = NominationBeginning(nomination=wish, ticket=ticket)
            await begin_nomination(actor, found, beginning, sealing_of(request))
            note_pace(request, ABOUT)
            await let_go(actor, form)
            return Redirect(after, status_code=303)
    held = await hold(actor, form, upload)
    return await _form_page(request, actor, board, found, form, held=held, upload=upload)


@get(f"{ROUND}/nominated", include_in_schema=False)
async def show_nominated(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Say that letters are on their way, the same to everybody."""
    call = await _call(actor, board, found)
    chrome = await _frame(request, board, say("Received"), (_crumb(board, call),))
    return page("appointments/nominated.html", chrome, slug=board.slug, found=call)


@get(f"{ROUND}/nominate/link", include_in_schema=False, opt=FRESH)
async def show_ask_for_nomination_link(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Show the form for a link that was lost."""
    return await _link_page(request, actor, board, found, Form())


@post(
    f"{ROUND}/nominate/link",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "ask_for_nomination_link"},
)
async def ask_for_nomination_link_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Mail a link once more, if somebody is named; tell nobody whether there is one."""
    wish = form.read(LinkWish)
    if wish is not None:
        with form.refusals():
            require_ticket(request, f"{ABOUT} {found}", wish.ticket)
            require_pace(request, ABOUT)
            await ask_for_nomination_link(actor, found, wish, sealing_of(request))
            note_pace(request, ABOUT)
            return Redirect(f"/bodies/{board.slug}/rounds/{found}/nominated", status_code=303)
    return await _link_page(request, actor, board, found, form)


async def _call(actor: Actor, board: Body, found: UUID) -> NominationCall:
    today = day_in(actor.at, board.timezone)
    return await nomination_call(board, await charter_on(board, today), found, today)


async def _form_page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    found: UUID,
    form: Form,
    *,
    held: str = "",
    upload: Upload | None = None,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    call = await nomination_call(board, charter, found, today)
    own = await represented_by(board, actor.person, today)
    title = say("Name somebody") if form.value("who") == OTHER else say("Be a nominee")
    return page(
        "appointments/nominate.html",
        await _frame(request, board, title, (_crumb(board, call),)),
        status=form.status,
        slug=board.slug,
        form=summed(form),
        typed=form.refused,
        found=call,
        ticket=ticket_of(request, found, form),
        held=held,
        held_name=upload.name if upload and held else "",
        organizations=[(each.id, each.name) for each in call.organizations],
        own=next((each.id for each in call.organizations if each.id in own), ""),
        **{**asked_by(charter), "consent": call.consent},
    )


async def _link_page(
    request: PageRequest, actor: Actor, board: Body, found: UUID, form: Form
) -> Response[bytes]:
    call = await _call(actor, board, found)
    title = say("Get your link again")
    return page(
        "appointments/nomination_link.html",
        await _frame(request, board, title, (_crumb(board, call),)),
        status=form.status,
        slug=board.slug,
        form=summed(form),
        found=call,
        ticket=ticket_of(request, found, form),
    )


async def _frame(
    request: PageRequest, board: Body, title: Sentence | str, more: tuple[Link, ...]
) -> Chrome:
    calls = Link(label=say("Apply for a seat"), href=f"/bodies/{board.slug}/calls")
    crumbs = (home_of(board), calls, *more)
    return await frame(request, title, body=board, current="/calls", crumbs=crumbs)


def _crumb(board: Body, call: NominationCall) -> Link:
    return Link(label=call.title, href=f"/bodies/{board.slug}/rounds/{call.id}/call")


ROUTES: tuple[ControllerRouterHandler, ...] = (
    ask_for_nomination_link_page,
    begin_nomination_page,
    show_ask_for_nomination_link,
    show_nominate,
    show_nominated,
    show_nomination_call,
)
