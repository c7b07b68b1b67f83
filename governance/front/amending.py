"""The pages of a new version of the law: its text, what is wrong with it, what it would change."""

from datetime import date

from litestar import Response, get, post
from litestar.response import Redirect

from governance.charter.problems import CharterError, Problem
from governance.clock import day_in
from governance.front.changes import amend_charter, preview_amendment
from governance.rules.access import Actor
from governance.schemas.bodies import Amendment, Body
from governance.schemas.previews import Preview
from governance.sentences import say
from governance.services.bodies import charter_text, charter_versions
from governance.services.founding import law_of
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HERE = "/bodies/{slug:str}/law/change"


@get(HERE, include_in_schema=False, opt={"permission": "amend_charter"})
async def show_amending(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the text of the law as it is, to be changed or replaced."""
    return await _page(request, actor, board, Form(), await _now(actor, board))


@post(HERE, include_in_schema=False, status_code=200, opt={"permission": "amend_charter"})
async def amend_charter_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Say what is wrong with the text, or what it would change; adopt it once that was seen."""
    text = _text(form) or await _now(actor, board)
    wish = form.read(Amendment, text=text)
    problems = _problems(text)
    preview = None
    if wish is not None and not problems:
        if wish.seen:
            with form.refusals():
                version = await amend_charter(actor, wish)
                return done(f"/bodies/{board.slug}/law?on={version.in_force_since}", "adopted")
        with form.refusals():
            preview = await preview_amendment(actor, wish)
    if problems:
        form.errors["text"] = say("The charter does not agree with itself; see below where.")
    return await _page(request, actor, board, form, text, problems=problems, preview=preview)


def _text(form: Form) -> str:
    """Return the file that was chosen, or what was typed."""
    file = form.upload("file")
    if file is None or not file.content:
        return form.values.get("text", "").replace("\r\n", "\n")
    try:
        return file.content.decode("utf-8")
    except UnicodeDecodeError:
        form.errors["file"] = say("This is not a text in UTF-8.")
        return form.values.get("text", "")


def _problems(text: str) -> tuple[Problem, ...]:
    try:
        law_of(text)
    except CharterError as error:
        return error.problems
    return ()


async def _now(actor: Actor, board: Body) -> str:
    return await charter_text(board, day_in(actor.at, board.timezone))


async def _page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    form: Form,
    text: str,
    *,
    problems: tuple[Problem, ...] = (),
    preview: Preview | None = None,
) -> Response[bytes]:
    today: date = day_in(actor.at, board.timezone)
    law = Link(label=say("The law"), href=f"/bodies/{board.slug}/law")
    chrome = await frame(
        request,
        say("Change the law"),
        body=board,
        current="/law",
        crumbs=(home_of(board), law),
    )
    return page(
        "amend.html",
        chrome,
        status=form.status,
        form=form,
        slug=board.slug,
        text=text,
        problems=[each.sentence for each in problems],
        preview=preview,
        today=today,
        versions=await charter_versions(board),
    )
