"""Letters to the nominees of a round, and forgetting them: chosen, seen one by one, sent."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.applicant_letters import PICK, picked_in
from appointments.pages.rounds import ONE, all_rounds, home_of_round
from appointments.rules.applicant_letters import IN_SUBJECT, PLACEHOLDERS
from appointments.schemas.applicant_letters import TemplateWish
from appointments.schemas.nominee_letters import NomineeLettersPreview, NomineeLettersWish
from appointments.services.applicant_letters import keep_template
from appointments.services.calls import rules_of
from appointments.services.nomination_erasures import (
    erase_expired_nominations,
    nominee_erasure_days,
)
from appointments.services.nominee_letters import (
    candidates_of,
    nominee_templates,
    preview_for_nominees,
    write_to_nominees,
)
from appointments.services.rounds import round_for
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
LETTERS = f"{ONE}/letters"
EXPIRED = "/bodies/{slug:str}/rounds/expired"


@get(LETTERS, include_in_schema=False, opt={"permission": "write_to_nominees"})
async def show_nominee_letters(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Show the nominees with what they were written, and the form of a letter to some of them."""
    form = Form(dict(request.query_params.items()))
    chosen = str(form.value("template"))
    for each in await nominee_templates(board):
        if each.name == chosen:
            form.values = {**form.values, "subject": each.subject, "text": each.text}
    return await _letters_page(request, actor, board, found, form)


@post(LETTERS, include_in_schema=False, status_code=200, opt={"permission": "write_to_nominees"})
async def write_to_nominees_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Show each letter, or send what was shown."""
    await round_for(board, actor, found)
    picked = picked_in(form)
    if form.value("send") == "yes":
        wish = form.read(NomineeLettersWish, nominees=picked)
        if wish is not None:
            with form.refusals():
                await write_to_nominees(actor, found, wish)
                return done(f"{home_of_round(board, found)}/letters", "sent")
    preview = None
    with form.refusals():
        charter = await charter_on(board, day_in(actor.at, board.timezone))
        subject, text = str(form.value("subject")), str(form.value("text"))
        preview = await preview_for_nominees(board, charter, found, picked, subject, text)
    return await _letters_page(request, actor, board, found, form, preview)


@post(
    f"{LETTERS}/templates",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "keep_template"},
)
async def keep_nominee_template_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Keep a letter under a name for the next time."""
    wish = form.read(TemplateWish)
    if wish is not None:
        with form.refusals():
            await keep_template(actor, wish)
            return done(f"{home_of_round(board, found)}/letters")
    return await _letters_page(request, actor, board, found, form)


@get(EXPIRED, include_in_schema=False, opt={"permission": "erase_expired_nominations"})
async def show_expired_nominations(
    request: PageRequest, actor: Asking, board: Board
) -> Response[bytes]:
    """Show in how many rounds somebody was kept long enough, before they are erased."""
    return await _expired_page(request, actor, board, Form())


@post(
    EXPIRED,
    include_in_schema=False,
    status_code=200,
    opt={"permission": "erase_expired_nominations"},
)
async def erase_expired_nominations_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Erase what was kept long enough."""
    with form.refusals():
        await erase_expired_nominations(actor)
    if form.refused:
        return await _expired_page(request, actor, board, form)
    return done(f"/bodies/{board.slug}/rounds/expired", "erased")


async def _letters_page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    found: UUID,
    form: Form,
    preview: NomineeLettersPreview | None = None,
) -> Response[bytes]:
    view = await round_for(board, actor, found)
    here = Link(label=view.title, href=home_of_round(board, found))
    return page(
        "appointments/nominee_letters.html",
        await frame(
            request,
            say("Write to nominees"),
            body=board,
            current="/rounds",
            crumbs=(home_of(board), all_rounds(board), here),
        ),
        status=form.status,
        slug=board.slug,
        round=view,
        form=form,
        pick=PICK,
        picked=picked_in(form),
        candidates=await candidates_of(board, found),
        preview=None if form.refused else preview,
        templates=[(each.name, each.name) for each in await nominee_templates(board)],
        placeholders=[f"{{{name}}}" for name in PLACEHOLDERS],
        in_subject=[f"{{{name}}}" for name in IN_SUBJECT],
    )


async def _expired_page(
    request: PageRequest, actor: Actor, board: Body, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    days = [day for day, _ in await nominee_erasure_days(board, charter)]
    coming: date | None = min((day for day in days if day >= today), default=None)
    return page(
        "appointments/nominations_expired.html",
        await frame(
            request,
            say("Former nominees"),
            body=board,
            current="/rounds",
            crumbs=(home_of(board), all_rounds(board)),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        rules=rules_of(charter),
        over=sum(day < today for day in days),
        coming=coming,
    )


ROUTES: tuple[ControllerRouterHandler, ...] = (
    erase_expired_nominations_page,
    keep_nominee_template_page,
    show_expired_nominations,
    show_nominee_letters,
    write_to_nominees_page,
)
