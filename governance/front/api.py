"""What is due, what was mended and what a change would do, as data."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromQuery, JSONBody, QueryParameter

from appointments.schemas.corrections import Correction, CorrectionView
from appointments.services import corrections
from governance.clock import day_in
from governance.front import changes
from governance.front.desks import Wanted, Word, filtered, items_of
from governance.front.due import due_for
from governance.rules.permissions import SIGNED_IN
from governance.schemas.bodies import Amendment, CharterVersion
from governance.schemas.due import DueView, due_view
from governance.schemas.previews import Preview
from governance.web.access import Asking, Board


@get(
    "/api/v1/due",
    tags=["due"],
    operation_id="list_due_everywhere",
    opt={"permission": SIGNED_IN},
)
async def list_due_everywhere(
    actor: Asking,
    on: FromQuery[date | None] = None,
    board_slug: Annotated[str, QueryParameter(name="board", max_length=300)] = "",
    authority: Word = "",
    clause: Word = "",
    who: Word = "",
    overdue: FromQuery[bool | None] = None,
) -> list[DueView]:
    """Return what is due at all boards of whoever asks, by the rolled day, as of a day."""
    wanted = _wanted(board_slug, authority, clause, who, overdue)
    _, items = await items_of(actor, on)
    return [due_view(each.due, each.board.slug) for each in filtered(items, wanted)]


@get(
    "/api/v1/bodies/{slug:str}/due",
    tags=["due"],
    operation_id="list_due",
    opt={"permission": "read_due"},
)
async def list_due(
    actor: Asking,
    board: Board,
    on: FromQuery[date | None] = None,
    authority: Word = "",
    clause: Word = "",
    who: Word = "",
    overdue: FromQuery[bool | None] = None,
) -> list[DueView]:
    """Return what is due, by whom, under which clause, as of a day."""
    day = on or day_in(actor.at, board.timezone)
    wanted = _wanted("", authority, clause, who, overdue)
    found = await due_for(actor, board, day)
    return [due_view(item, board.slug) for item in found if wanted.takes(board, item)]


def _wanted(board: str, authority: str, clause: str, who: str, overdue: bool | None) -> Wanted:
    late = "" if overdue is None else "yes" if overdue else "no"
    return Wanted(board=board, authority=authority, clause=clause, who=who, overdue=late)


@get(
    "/api/v1/bodies/{slug:str}/corrections",
    tags=["corrections"],
    operation_id="list_corrections",
    opt={"permission": "read_appointments"},
)
async def list_corrections(
    board: Board,
    thing: FromQuery[UUID | None] = None,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[CorrectionView]:
    """Return what was mended with its old values, of one thing or one page of all."""
    if thing is not None:
        return await corrections.corrections_of(board, thing)
    return await corrections.list_corrections(board, page=page_number)


@post(
    "/api/v1/bodies/{slug:str}/corrections/preview",
    tags=["corrections"],
    operation_id="preview_correction",
    status_code=200,
    opt={"permission": "preview_correction"},
)
async def preview_correction(actor: Asking, board: Board, data: JSONBody[Correction]) -> Preview:
    """Say what a correction would change and break; nothing is changed."""
    return await changes.preview_correction(actor, data)


@post(
    "/api/v1/bodies/{slug:str}/corrections",
    tags=["corrections"],
    operation_id="correct_record",
    opt={"permission": "correct_record"},
)
async def correct_record(
    actor: Asking, board: Board, data: JSONBody[Correction]
) -> changes.Corrected:
    """Put right what is wrong, as it was seen in the preview."""
    return await changes.correct_record(actor, data)


@post(
    "/api/v1/bodies/{slug:str}/charter/preview",
    tags=["bodies"],
    operation_id="preview_amendment",
    status_code=200,
    opt={"permission": "preview_amendment"},
)
async def preview_amendment(actor: Asking, board: Board, data: JSONBody[Amendment]) -> Preview:
    """Say what a new version of the law would change; nothing is changed."""
    return await changes.preview_amendment(actor, data)


@post(
    "/api/v1/bodies/{slug:str}/charter",
    tags=["bodies"],
    operation_id="amend_charter",
    opt={"permission": "amend_charter"},
)
async def amend_charter(actor: Asking, board: Board, data: JSONBody[Amendment]) -> CharterVersion:
    """Add a version of the body's law, as it was seen in the preview."""
    return await changes.amend_charter(actor, data)
