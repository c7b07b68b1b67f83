"""The applicant's own page behind a mailed link: to go on, send, see the state, withdraw."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from appointments.pages.application_forms import (
    asked_by,
    crumbs_of,
    days_told,
    hold,
    let_go,
    upload_of,
    wish_of,
)
from appointments.pages.words import APPLICATIONS
from appointments.rules.applications import State
from appointments.schemas.applications import (
    ApplicationWish,
    OwnApplication,
    OwnWithdrawal,
    Saving,
)
from appointments.services.applications import (
    own_application,
    save_application,
    withdraw_own_application,
)
from appointments.services.calls import get_call
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import paper_content
from governance.web.access import Asking, Board, PageRequest, settings_of
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.papers import sent
from governance.web.tickets import sealing_of

Answer = Response[bytes] | Redirect
OWN = "/bodies/{slug:str}/apply/{application:uuid}"
COOKIE = "openseat_application"
FRESH = {"permission": "public", "keep": False}


@get(OWN, include_in_schema=False, opt=FRESH)
async def show_own_application(
    request: PageRequest,
    actor: Asking,
    board: Board,
    application: FromPath[UUID],
    link: Annotated[str, QueryParameter(max_length=200)] = "",
) -> Answer:
    """Show an application to whoever has its link; the secret does not stay in the address."""
    here = f"/bodies/{board.slug}/apply/{application}"
    if link:
        await own_application(board, application, link, at=actor.at)
        answer = Redirect(here, status_code=303)
        secure = settings_of(request).secure_cookies
        answer.set_cookie(COOKIE, link, path=here, httponly=True, secure=secure, samesite="lax")
        return answer
    return await _own_page(request, actor, board, application, None)


@post(OWN, include_in_schema=False, status_code=200, opt={"permission": "save_application"})
async def save_application_page(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID], form: Sent
) -> Answer:
    """Keep or send what was written; what cannot be sent yet is kept all the same."""
    link = _link(request)
    own = await own_application(board, application, link, at=actor.at)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await get_call(board, charter, own.call, day_in(actor.at, board.timezone))
    upload = await upload_of(actor, form)
    wish = wish_of(form, found, upload, email=own.email)
    if wish is not None and await _went_on(request, actor, application, form, wish, link):
        what = "sent" if wish.send else "saved"
        return done(f"/bodies/{board.slug}/apply/{application}", what)
    if wish is not None and await _kept_anyhow(request, actor, application, wish, link):
        await let_go(actor, form)
        upload = None
    held = await hold(actor, form, upload)
    return await _own_page(request, actor, board, application, form, held=held, upload=upload)


@post(
    f"{OWN}/withdraw",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_own_application"},
)
async def withdraw_own_application_page(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID], form: Sent
) -> Answer:
    """Withdraw one's own application."""
    link = _link(request)
    own = await own_application(board, application, link, at=actor.at)
    wish = OwnWithdrawal(link=link, erase=form.value("erase") == "yes")
    with form.refusals():
        await withdraw_own_application(actor, application, wish)
    if form.refused:
        return await _own_page(request, actor, board, application, form)
    if wish.erase or own.state is State.DRAFT:
        return done(f"/bodies/{board.slug}/calls", "erased")
    return done(f"/bodies/{board.slug}/apply/{application}")


@get(f"{OWN}/resume", include_in_schema=False, opt=FRESH)
async def show_own_resume(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID]
) -> Response[bytes]:
    """Return the applicant's own file."""
    own = await own_application(board, application, _link(request), at=actor.at)
    if own.resume is None:
        raise NotFoundError(say("There is no such file here."))
    return sent(own.resume, await paper_content(board, own.resume.id))


def _link(request: PageRequest) -> str:
    return request.cookies.get(COOKIE, "")


async def _went_on(
    request: PageRequest,
    actor: Actor,
    application: UUID,
    form: Form,
    wish: ApplicationWish,
    link: str,
) -> bool:
    """Keep or send what was written; say whether that was done."""
    with form.refusals():
        saving = Saving(application=wish, link=link)
        await save_application(actor, application, saving, sealing_of(request))
    if not form.refused:
        await let_go(actor, form)
    return not form.refused


async def _kept_anyhow(
    request: PageRequest, actor: Actor, application: UUID, wish: ApplicationWish, link: str
) -> bool:
    """Keep as a draft what could not be sent; its own mistakes were told already."""
    if not wish.send:
        return False
    trial = Form()
    with trial.refusals():
        draft = Saving(application=msgspec.structs.replace(wish, send=False), link=link)
        unkeyed = _without_key(actor)
        await save_application(unkeyed, application, draft, sealing_of(request))
    return not trial.refused


def _without_key(actor: Actor) -> Actor:
    return Actor(body=actor.body, at=actor.at, account=actor.account, name=actor.name)


async def _own_page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    application: UUID,
    form: Form | None,
    *,
    held: str = "",
    upload: Upload | None = None,
) -> Response[bytes]:
    own = await own_application(board, application, _link(request), at=actor.at)
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_call(board, charter, own.call, today)
    chrome = await frame(
        request,
        say("Your application"),
        body=board,
        current="/calls",
        crumbs=crumbs_of(board, found),
    )
    return page(
        "appointments/own_application.html",
        chrome,
        status=form.status if form else 200,
        slug=board.slug,
        form=form or Form(_values(own)),
        found=found,
        own=own,
        states=APPLICATIONS,
        asks_together=charter.diversity.clause if charter.diversity else "",
        days=days_told(found.questions, own.answers),
        held=held,
        held_name=upload.name if upload and held else "",
        **asked_by(charter),
    )


def _values(own: OwnApplication) -> dict[str, str]:
    """Return an application as its form holds it."""
    since = own.resident_since.isoformat() if own.resident_since else ""
    return {
        "name": own.name,
        "phone": own.phone,
        "place": own.place,
        "address": own.address,
        "district": own.district,
        "resident_since": since,
        **{f"answer_{name}": text for name, text in own.answers.items()},
    }
