"""The clerk's page of the papers' words, and the printed papers themselves."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from appointments.rules.texts import filled, wrong_gaps
from appointments.schemas.texts import PaperText, TextVersion, TextWish
from appointments.services.printing import (
    appointment_paper,
    notice_paper,
    sample_paper,
    sample_values,
)
from appointments.services.texts import edit_text, get_text, list_texts
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import pdf
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/texts"
ONE = f"{HOME}/{{name:str}}"
APPOINTMENT = "/bodies/{slug:str}/appointments/{appointment:uuid}"
LATEST = -1
PREVIEW = "preview"


@get(HOME, include_in_schema=False, opt={"permission": "read_texts"})
async def show_texts(request: PageRequest, board: Board) -> Response[bytes]:
    """Show every printed paper and since when it says what it says."""
    chrome = await frame(
        request,
        say("Printed papers"),
        body=board,
        current="/appointments",
        crumbs=(home_of(board), _appointments(board)),
    )
    texts = await list_texts(board)
    return page("appointments/texts.html", chrome, slug=board.slug, texts=texts)


@get(ONE, include_in_schema=False, opt={"permission": "read_texts"})
async def show_text(
    request: PageRequest,
    actor: Asking,
    board: Board,
    name: FromPath[str],
    version: Annotated[int, QueryParameter(ge=LATEST, le=1_000_000)] = LATEST,
) -> Response[bytes]:
    """Show the words of one paper, to be edited, with a version of one's choice to begin from."""
    text = await get_text(board, name)
    shown = _version(text, version)
    return await _text_page(request, actor, board, text, Form(), shown)


@post(ONE, include_in_schema=False, status_code=200, opt={"permission": "edit_text"})
async def edit_text_page(
    request: PageRequest, actor: Asking, board: Board, name: FromPath[str], form: Sent
) -> Answer:
    """Keep new words, or show how they would read."""
    text = await get_text(board, name)
    wish = form.read(TextWish)
    shown = text.current
    if wish is not None:
        shown = TextVersion(
            version=wish.based_on,
            title=wish.title,
            text=wish.text,
            changed_by=actor.name,
            changed_at=None,
        )
        for field, value in (("title", wish.title), ("text", wish.text)):
            problem = wrong_gaps(value, text.gaps)
            if problem is not None:
                form.errors[field] = problem
    if wish is not None and not form.refused and form.value("then") != PREVIEW:
        with form.refusals():
            await edit_text(actor, name, wish)
            return done(f"/bodies/{board.slug}/texts/{name}")
    return await _text_page(request, actor, board, text, form, shown)


@get(f"{ONE}/sample.pdf", include_in_schema=False, opt={"permission": "read_texts"})
async def print_sample(
    actor: Asking,
    board: Board,
    name: FromPath[str],
    version: Annotated[int, QueryParameter(ge=LATEST, le=1_000_000)] = LATEST,
) -> Response[bytes]:
    """Print a paper with sample data."""
    text = await get_text(board, name)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    content = await sample_paper(board, charter, name, actor.at, _version(text, version))
    return pdf(content, f"sample-{name}")


@get(
    f"{APPOINTMENT}/certificate.pdf",
    include_in_schema=False,
    opt={"permission": "read_appointments"},
)
async def print_certificate(
    actor: Asking, board: Board, appointment: FromPath[UUID]
) -> Response[bytes]:
    """Print the certificate of an appointment."""
    return await _printed(actor, board, appointment, "certificate")


@get(f"{APPOINTMENT}/oath.pdf", include_in_schema=False, opt={"permission": "read_appointments"})
async def print_oath(actor: Asking, board: Board, appointment: FromPath[UUID]) -> Response[bytes]:
    """Print the oath form of an appointment."""
    return await _printed(actor, board, appointment, "oath")


@get(f"{APPOINTMENT}/letter.pdf", include_in_schema=False, opt={"permission": "read_appointments"})
async def print_letter(actor: Asking, board: Board, appointment: FromPath[UUID]) -> Response[bytes]:
    """Print the letter to the appointee."""
    return await _printed(actor, board, appointment, "letter")


@get(
    "/bodies/{slug:str}/vacancies/{vacancy:uuid}/notices/{authority:str}/letter.pdf",
    include_in_schema=False,
    opt={"permission": "send_notices"},
)
async def print_notice(
    actor: Asking, board: Board, vacancy: FromPath[UUID], authority: FromPath[str]
) -> Response[bytes]:
    """Print the letter that tells an authority of a vacancy."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    content = await notice_paper(board, charter, vacancy, authority, actor.at)
    return pdf(content, f"notice-{authority}")


async def _printed(actor: Actor, board: Body, appointment: UUID, name: str) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    content = await appointment_paper(board, charter, appointment, name, actor.at)
    return pdf(content, f"{name}-{appointment}")


def _version(text: PaperText, version: int) -> TextVersion:
    if version == LATEST:
        return text.current
    for each in text.versions:
        if each.version == version:
            return each
    raise NotFoundError(say("There is no such version."))


async def _text_page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    text: PaperText,
    form: Form,
    shown: TextVersion,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    papers = Link(label=say("Printed papers"), href=f"/bodies/{board.slug}/texts")
    chrome = await frame(
        request,
        text.about,
        body=board,
        current="/appointments",
        crumbs=(home_of(board), _appointments(board), papers),
    )
    values = sample_values(board, charter, text.name, today)
    return page(
        "appointments/text.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        text=text,
        shown=shown,
        gaps=[(f"{{{gap}}}", values[gap]) for gap in text.gaps],
        title=filled(shown.title, values),
        paragraphs=filled(shown.text, values).replace("\r\n", "\n").split("\n\n"),
    )


def _appointments(board: Body) -> Link:
    return Link(label=say("Appointments"), href=f"/bodies/{board.slug}/appointments")


ROUTES = (
    edit_text_page,
    print_certificate,
    print_letter,
    print_notice,
    print_oath,
    print_sample,
    show_text,
    show_texts,
)
