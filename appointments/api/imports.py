"""Tables from elsewhere: handed in, mapped, checked, taken in; and what the law said to them."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.types import ControllerRouterHandler

from appointments.schemas.imports import (
    Choices,
    ImportView,
    ImportWish,
    PastFinding,
    RemarkView,
    SheetView,
    SubjectView,
)
from appointments.services import findings
from appointments.services.imports import orders, runs
from appointments.services.imports.work import begin
from governance.web.access import Asking, Board, PageRequest, clock_of, settings_of

TAGS = ["imports"]
HOME = "/api/v1/bodies/{slug:str}/imports"
ONE = f"{HOME}/{{run:uuid}}"
PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=100_000)]


@get(HOME, tags=TAGS, operation_id="list_imports", opt={"permission": "read_imports"})
async def list_imports(board: Board, page_number: PageNumber = 1) -> list[ImportView]:
    """Return one page of the imports, the latest first."""
    return await runs.list_imports(board, page=page_number)


@post(HOME, tags=TAGS, operation_id="start_import", opt={"permission": "start_import"})
async def start_import(
    request: PageRequest, actor: Asking, board: Board, data: JSONBody[ImportWish]
) -> ImportView:
    """Hand in a table, with how it is to be read or to have that guessed."""
    return await orders.start_import(actor, data, orders.limits_of(settings_of(request)))


@get(ONE, tags=TAGS, operation_id="get_import", opt={"permission": "read_imports"})
async def get_import(board: Board, run: FromPath[UUID]) -> ImportView:
    """Return one import: how far it is, and what was counted."""
    return await runs.get_import(board, run)


@get(f"{ONE}/sheet", tags=TAGS, operation_id="get_import_sheet", opt={"permission": "read_imports"})
async def get_import_sheet(
    request: PageRequest, actor: Asking, board: Board, run: FromPath[UUID]
) -> SheetView:
    """Return how a table is read as things stand, with some of its cells."""
    limits = orders.limits_of(settings_of(request))
    return await orders.sheet_view(board, run, actor, limits)


@post(f"{ONE}/mapping", tags=TAGS, operation_id="map_import", opt={"permission": "map_import"})
async def map_import(
    request: PageRequest,
    actor: Asking,
    board: Board,
    run: FromPath[UUID],
    data: JSONBody[Choices],
) -> ImportView:
    """Choose how a table is read: which column is which field, and what its days mean."""
    return await orders.map_import(actor, run, data, orders.limits_of(settings_of(request)))


@post(f"{ONE}/check", tags=TAGS, operation_id="check_import", opt={"permission": "check_import"})
async def check_import(
    request: PageRequest, actor: Asking, board: Board, run: FromPath[UUID]
) -> ImportView:
    """Order a check of every row; nothing is taken in."""
    ordered = await orders.check_import(actor, run)
    begin(clock_of(request), orders.limits_of(settings_of(request)))
    return ordered


@post(f"{ONE}/take", tags=TAGS, operation_id="take_import", opt={"permission": "take_import"})
async def take_import(
    request: PageRequest, actor: Asking, board: Board, run: FromPath[UUID]
) -> ImportView:
    """Order that a checked table without errors is taken in, all of it at once."""
    ordered = await orders.take_import(actor, run)
    begin(clock_of(request), orders.limits_of(settings_of(request)))
    return ordered


@post(f"{ONE}/stop", tags=TAGS, operation_id="stop_import", opt={"permission": "stop_import"})
async def stop_import(actor: Asking, board: Board, run: FromPath[UUID]) -> ImportView:
    """Stop the work on an import, or put one away that nobody works on."""
    return await orders.stop_import(actor, run)


@get(
    f"{ONE}/remarks",
    tags=TAGS,
    operation_id="list_import_remarks",
    opt={"permission": "read_imports"},
)
async def list_import_remarks(
    board: Board, run: FromPath[UUID], page_number: PageNumber = 1
) -> list[RemarkView]:
    """Return one page of what was said of the rows: what stands in the way first."""
    return await runs.remarks_of(board, run, page=page_number)


@get(
    f"{ONE}/subjects",
    tags=TAGS,
    operation_id="list_import_subjects",
    opt={"permission": "read_imports"},
)
async def list_import_subjects(
    board: Board, run: FromPath[UUID], page_number: PageNumber = 1
) -> list[SubjectView]:
    """Return one page of what the rows became, as the chain's entry proves it."""
    return await runs.subjects_of(board, run, page=page_number)


@get(
    "/api/v1/bodies/{slug:str}/findings",
    tags=TAGS,
    operation_id="list_findings",
    opt={"permission": "read_appointments"},
)
async def list_findings(board: Board, page_number: PageNumber = 1) -> list[PastFinding]:
    """Return one page of what the law of its day said to history that was taken in."""
    return await findings.list_findings(board, page=page_number)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    check_import,
    get_import,
    get_import_sheet,
    list_findings,
    list_import_remarks,
    list_import_subjects,
    list_imports,
    map_import,
    start_import,
    stop_import,
    take_import,
)
