"""A nominee's own page behind a mailed link: to agree, decline, see, withdraw."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.application_forms import (
    answers_of,
    asked_by,
    days_told,
    hold,
    let_go,
    upload_of,
)
from appointments.pages.words import NOMINATIONS
from appointments.schemas.nominations import (
    Agreement,
    NominationCall,
    NominationSaving,
    NomineeWords,
    OwnLink,
    OwnNomination,
)
from appointments.services.agreements import (
    agree_to_stand,
    decline_to_stand,
    own_nomination,
    own_resume,
    save_nomination,
    withdraw_own_nomination,
)
from appointments.services.nomination_calls import nomination_call
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest, settings_of
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import sent
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
OWN = "/bodies/{slug:str}/nominations/{nomination:uuid}"
COOKIE = "openseat_nomination"
SAVED = ("name", "phone", "place", "address", "district", "statement", "family")
FRESH = {"permission": "public", "keep": False}


@get(OWN, include_in_schema=False, opt=FRESH)
async def show_own_nomination(
    request: PageRequest,
    actor: Asking,
    board: Board,
    nomination: FromPath[UUID],
    link: Annotated[str, QueryParameter(max_length=200)] = "",
) -> Answer:
    """Show a nomination to whoever has its link; the secret does not stay in the address."""
    here = f"/bodies/{board.slug}/nominations/{nomination}"
    if link:
        await _own(actor, board, nomination, link)
        answer = Redirect(here, status_code=303)
        secure = settings_of(request).secure_cookies
        answer.set_cookie(COOKIE, link, path=here, httponly=True, secure=secure, samesite="lax")
        return answer
    return await _page(request, actor, board, nomination, None)


@post(
    f"{OWN}/agreement",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "agree_to_stand"},
)
async def agree_to_stand_page(
    request: PageRequest, actor: Asking, board: Board, nomination: FromPath[UUID], form: Sent
) -> Answer:
    """Agree to be a nominee."""

    async def agree(own: UUID, words: NomineeWords, link: str) -> None:
        await agree_to_stand(actor, own, Agreement(words=words, link=link))

    return await _taken(request, actor, board, nomination, form, agree, "sent")


@post(
    OWN,
    include_in_schema=False,
    status_code=200,
    opt={"permission": "save_nomination"},
)
async def save_nomination_page(
    request: PageRequest, actor: Asking, board: Board, nomination: FromPath[UUID], form: Sent
) -> Answer:
    """Keep what was written so far, to go on later."""

    async def save(own: UUID, words: NomineeWords, link: str) -> None:
        await save_nomination(actor, own, NominationSaving(words=words, link=link))

    return await _taken(request, actor, board, nomination, form, save, "saved")


@get(f"{OWN}/resume", include_in_schema=False, opt=FRESH)
async def show_own_nomination_resume(
    request: PageRequest, actor: Asking, board: Board, nomination: FromPath[UUID]
) -> Response[bytes]:
    """Return the nominee's own file."""
    paper = await own_resume(board, nomination, _link(request), at=actor.at)
    return sent(await get_paper(board, paper), await paper_content(board, paper))


@post(
    f"{OWN}/decline",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "decline_to_stand"},
)
async def decline_to_stand_page(
    request: PageRequest, actor: Asking, board: Board, nomination: FromPath[UUID], form: Sent
) -> Answer:
    """Decline; what was written is erased."""
    link = _link(request)
    own, _ = await _own(actor, board, nomination, link)
    with form.refusals():
        await decline_to_stand(actor, nomination, OwnLink(link=link))
    if form.refused:
        return await _page(request, actor, board, nomination, form)
    return done(f"/bodies/{board.slug}/rounds/{own.round}/call", "erased")


@post(
    f"{OWN}/withdraw",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_own_nomination"},
)
async def withdraw_own_nomination_page(
    request: PageRequest, actor: Asking, board: Board, nomination: FromPath[UUID], form: Sent
) -> Answer:
    """Withdraw as a nominee."""
    link = _link(request)
    await _own(actor, board, nomination, link)
    with form.refusals():
        await withdraw_own_nomination(actor, nomination, OwnLink(link=link))
    if form.refused:
        return await _page(request, actor, board, nomination, form)
    return done(f"/bodies/{board.slug}/nominations/{nomination}")


async def _taken(
    request: PageRequest,
    actor: Actor,
    board: Body,
    nomination: UUID,
    form: Form,
    deed: Callable[[UUID, NomineeWords, str], Awaitable[None]],
    what: str,
) -> Answer:
    """Do a deed with what the nominee wrote; what is wrong is told, and nothing is lost."""
    link = _link(request)
    own, call = await _own(actor, board, nomination, link)
    upload = await upload_of(actor, form)
    words = _words(form, call, upload)
    if words is not None:
        with form.refusals():
            await deed(own.id, words, link)
            await let_go(actor, form)
            return done(f"/bodies/{board.slug}/nominations/{nomination}", what)
    held = await hold(actor, form, upload)
    return await _page(request, actor, board, nomination, form, held=held, upload=upload)


def _words(form: Form, call: NominationCall, upload: Upload | None) -> NomineeWords | None:
    answers = answers_of(form, call.questions)
    return form.read(NomineeWords, answers=answers, resume=upload)


def _link(request: PageRequest) -> str:
    return request.cookies.get(COOKIE, "")


async def _own(
    actor: Actor, board: Body, nomination: UUID, link: str
) -> tuple[OwnNomination, NominationCall]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    own = await own_nomination(board, charter, nomination, link, at=actor.at)
    return own, await nomination_call(board, charter, own.round, today)


async def _page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    nomination: UUID,
    form: Form | None,
    *,
    held: str = "",
    upload: Upload | None = None,
) -> Response[bytes]:
    own, call = await _own(actor, board, nomination, _link(request))
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    crumbs = (
        home_of(board),
        Link(label=call.title, href=f"/bodies/{board.slug}/rounds/{call.id}/call"),
    )
    title = say("Your nomination")
    return page(
        "appointments/own_nomination.html",
        await frame(request, title, body=board, current="/calls", crumbs=crumbs),
        status=form.status if form else 200,
        slug=board.slug,
        form=form or Form(_values(own)),
        held=held,
        held_name=upload.name if upload and held else "",
        found=call,
        own=own,
        states=NOMINATIONS,
        days=days_told(call.questions, own.answers),
        **{**asked_by(charter), "consent": call.consent},
    )


def _values(own: OwnNomination) -> dict[str, str]:
    """Return what was saved as its form holds it; an empty place is filled in by the form."""
    since = own.resident_since.isoformat() if own.resident_since else ""
    told = {
        **{name: getattr(own, name) for name in SAVED},
        "resident_since": since,
        **{f"answer_{name}": text for name, text in own.answers.items()},
    }
    return {name: text for name, text in told.items() if text}


ROUTES: tuple[ControllerRouterHandler, ...] = (
    agree_to_stand_page,
    save_nomination_page,
    show_own_nomination_resume,
    decline_to_stand_page,
    show_own_nomination,
    withdraw_own_nomination_page,
)
