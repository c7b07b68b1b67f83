"""Letters to a selection of applicants: chosen, written, seen one by one, sent."""

from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from appointments.rules.applicant_letters import IN_SUBJECT, PLACEHOLDERS
from appointments.schemas.applicant_letters import LettersPreview, LettersWish, TemplateWish
from appointments.services.applicant_letters import (
    keep_template,
    preview_letters,
    templates_of,
    write_to_applicants,
)
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/applications/letters"
PICK = "pick_"


@get(HOME, include_in_schema=False, opt={"permission": "write_to_applicants"})
async def show_applicant_letters(request: PageRequest, board: Board) -> Response[bytes]:
    """Show the form of a letter to those who were ticked in the list."""
    form = Form(dict(request.query_params.items()))
    chosen = str(form.value("template"))
    for each in await templates_of(board):
        if each.name == chosen:
            form.values = {**form.values, "subject": each.subject, "text": each.text}
    return await _letters_page(request, board, form)


@post(HOME, include_in_schema=False, status_code=200, opt={"permission": "write_to_applicants"})
async def write_to_applicants_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Show each letter, or send what was shown."""
    picked = picked_in(form)
    if form.value("send") == "yes":
        wish = form.read(LettersWish, applications=picked)
        if wish is not None:
            with form.refusals():
                await write_to_applicants(actor, wish)
                return done(f"/bodies/{board.slug}/applications", "sent")
    preview = None
    with form.refusals():
        charter = await charter_on(board, day_in(actor.at, board.timezone))
        subject, text = str(form.value("subject")), str(form.value("text"))
        preview = await preview_letters(board, charter, picked, subject, text)
    return await _letters_page(request, board, form, preview)


@post(
    f"{HOME}/templates",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "keep_template"},
)
async def keep_template_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep a letter under a name for the next time."""
    wish = form.read(TemplateWish)
    if wish is not None:
        with form.refusals():
            await keep_template(actor, wish)
            return done(f"/bodies/{board.slug}/applications/letters")
    return await _letters_page(request, board, form)


def picked_in(form: Form) -> tuple[UUID, ...]:
    """Return the applications that were ticked; what is no id is left out."""
    found = []
    for name in form.values:
        if name.startswith(PICK):
            try:
                found.append(msgspec.convert(name.removeprefix(PICK), UUID))
            except msgspec.ValidationError:
                continue
    return tuple(found)


async def _letters_page(
    request: PageRequest,
    board: Body,
    form: Form,
    preview: LettersPreview | None = None,
) -> Response[bytes]:
    chrome = await frame(
        request,
        say("Write to applicants"),
        body=board,
        current="/applications",
        crumbs=(
            home_of(board),
            Link(label=say("Applications"), href=f"/bodies/{board.slug}/applications"),
        ),
    )
    return page(
        "appointments/applicant_letters.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        picked=picked_in(form),
        preview=None if form.refused else preview,
        templates=[(each.name, each.name) for each in await templates_of(board)],
        placeholders=[f"{{{name}}}" for name in PLACEHOLDERS],
        in_subject=[f"{{{name}}}" for name in IN_SUBJECT],
    )
