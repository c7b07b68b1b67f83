"""The doors through which everything can be taken out: for anyone, and for the clerk."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.services import exports as services
from governance.clock import day_in
from governance.front.exports import file_of, popolo_of, table_of, tables_of
from governance.schemas.exports import ExportFile, ExportFormat, ExportWish, TableView
from governance.schemas.popolo import Popolo
from governance.sentences import Sentence, say
from governance.services.people import facts_by_person
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.forms import Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.lookups import EXPORT, shown
from governance.web.papers import download
from governance.web.tables import CSV_TYPE, as_csv, as_view

TAGS = ["data"]
API = "/api/v1/bodies/{slug:str}"
HOME = "/bodies/{slug:str}"
Name = Annotated[str, QueryParameter(max_length=60)]

ABOUT: dict[str, Sentence] = {
    "seats": say("The seats, who names for each, under which clause"),
    "members": say("Who sits and sat where, since, until, by which act"),
    "legislation": say("The acts that appointed them"),
    "vacancies": say("The seats that are vacant, and by when they are to be filled"),
    "meetings": say("Meetings: when, where, what became of them"),
    "votes": say("Every vote, by name"),
    "ballots": say("Every ballot for an office, by name"),
    "officers": say("Who presides"),
    "matters": say("What came before the Board, under its number, and what came of it"),
    "duties": say("The duties that come back: by when, whether done, what shows it"),
    "recommendations": say("What the Board recommended, what was answered, what became of it"),
}


@get(f"{API}/popolo", tags=TAGS, operation_id="get_popolo", opt={"permission": "public"})
async def get_popolo(actor: Asking, board: Board) -> Popolo:
    """Return the body in the form of Popolo: persons, organizations, posts, memberships, events."""
    return await popolo_of(board, day_in(actor.at, board.timezone))


@get(
    f"{API}/tables/{{table:str}}",
    tags=TAGS,
    operation_id="get_table",
    opt={"permission": "public"},
)
async def get_table(actor: Asking, board: Board, table: FromPath[str]) -> TableView:
    """Return one public table: seats, members, legislation, vacancies, meetings or votes."""
    return as_view(await table_of(board, day_in(actor.at, board.timezone), table))


@post(f"{API}/exports", tags=TAGS, operation_id="take_export", opt={"permission": "take_export"})
async def take_export(
    request: PageRequest, actor: Asking, board: Board, data: JSONBody[ExportWish]
) -> ExportFile:
    """Take the whole record out with what is private in it; that you did is noted."""
    await services.take_export(actor, data)
    shown(request, board, await facts_by_person(board), "everything", door=EXPORT)
    return await file_of(board, data.format, day_in(actor.at, board.timezone), private=True)


@get(f"{HOME}/data", include_in_schema=False)
async def show_data(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show what can be taken out, and in which forms."""
    tables = await tables_of(board, day_in(actor.at, board.timezone))
    chrome = await frame(request, say("Open data"), body=board, crumbs=(home_of(board),))
    rows = [(each.name, ABOUT[each.name], len(each.rows)) for each in tables]
    return cached(page("data.html", chrome, slug=board.slug, tables=rows))


@get(f"{HOME}/data.csv", include_in_schema=False)
async def send_table(actor: Asking, board: Board, table: Name = "members") -> Response[bytes]:
    """Give one public table as CSV."""
    found = await table_of(board, day_in(actor.at, board.timezone), table)
    return download(as_csv(found), f"{board.slug}-{found.name}.csv", CSV_TYPE)


@get(f"{HOME}/data.zip", include_in_schema=False, opt={"keep": False})
async def send_zip(actor: Asking, board: Board) -> Response[bytes]:
    """Give every public table as CSV, in one zip."""
    return _sent(await file_of(board, ExportFormat.CSV, day_in(actor.at, board.timezone)))


@get(f"{HOME}/data.xlsx", include_in_schema=False, opt={"keep": False})
async def send_spreadsheet(actor: Asking, board: Board) -> Response[bytes]:
    """Give every public table as a sheet of one spreadsheet."""
    return _sent(await file_of(board, ExportFormat.XLSX, day_in(actor.at, board.timezone)))


@get(f"{HOME}/data.json", include_in_schema=False, opt={"keep": False})
async def send_popolo(actor: Asking, board: Board) -> Response[bytes]:
    """Give the body in the form of Popolo."""
    return _sent(await file_of(board, ExportFormat.JSON, day_in(actor.at, board.timezone)))


@post(f"{HOME}/exports", include_in_schema=False, opt={"permission": "take_export"})
async def take_export_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes] | Redirect:
    """Give the clerk everything as a file, and note it."""
    wish = form.read(ExportWish)
    if wish is None:
        return done(f"/bodies/{board.slug}/imports", "")
    await services.take_export(actor, wish)
    shown(request, board, await facts_by_person(board), "everything", door=EXPORT)
    today = day_in(actor.at, board.timezone)
    return _sent(await file_of(board, wish.format, today, private=True))


def _sent(file: ExportFile) -> Response[bytes]:
    return download(file.content, file.name, file.media_type)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    get_popolo,
    get_table,
    send_popolo,
    send_spreadsheet,
    send_table,
    send_zip,
    show_data,
    take_export,
    take_export_page,
)
