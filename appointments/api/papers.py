"""Printed papers, and the words that the body gives them."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from appointments.schemas.texts import PaperText, TextWish
from appointments.services import printing, texts
from governance.clock import day_in
from governance.rules.papers import Kind
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board
from governance.web.papers import pdf

TAGS = ["papers"]
BODY = "/api/v1/bodies/{slug:str}"
TEXTS = f"{BODY}/texts"
PDF = Kind.PDF.value


@get(
    f"{BODY}/appointments/{{appointment:uuid}}/papers/{{paper:str}}",
    tags=TAGS,
    operation_id="get_appointment_paper",
    opt={"permission": "read_appointments"},
    media_type=PDF,
)
async def get_appointment_paper(
    actor: Asking, board: Board, appointment: FromPath[UUID], paper: FromPath[str]
) -> Response[bytes]:
    """Return the certificate, the oath form or the letter of an appointment as PDF."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    content = await printing.appointment_paper(board, charter, appointment, paper, actor.at)
    return pdf(content, f"{paper}-{appointment}")


@get(
    f"{BODY}/vacancies/{{vacancy:uuid}}/notices/{{authority:str}}/letter",
    tags=TAGS,
    operation_id="get_notice_paper",
    opt={"permission": "send_notices"},
    media_type=PDF,
)
async def get_notice_paper(
    actor: Asking, board: Board, vacancy: FromPath[UUID], authority: FromPath[str]
) -> Response[bytes]:
    """Return the letter that tells an authority of a vacancy as PDF."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    content = await printing.notice_paper(board, charter, vacancy, authority, actor.at)
    return pdf(content, f"notice-{authority}")


@get(TEXTS, tags=TAGS, operation_id="list_texts", opt={"permission": "read_texts"})
async def list_texts(board: Board) -> list[PaperText]:
    """Return the words of every printed paper, with their versions."""
    return await texts.list_texts(board)


@post(
    f"{TEXTS}/{{name:str}}",
    tags=TAGS,
    operation_id="edit_text",
    opt={"permission": "edit_text"},
)
async def edit_text(
    actor: Asking, board: Board, name: FromPath[str], data: JSONBody[TextWish]
) -> PaperText:
    """Give a paper new words, as a new version."""
    return await texts.edit_text(actor, name, data)


ROUTES = (edit_text, get_appointment_paper, get_notice_paper, list_texts)
