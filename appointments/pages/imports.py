"""The clerk's pages of imports: hand in a table, say how it is read, see what would come of it."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.words import ANSWERS
from appointments.rules.imports.columns import FIELDS, LABELS, Content
from appointments.rules.imports.days import Order
from appointments.schemas.imports import ACTIVE, Choices, Ends, ImportWish, State
from appointments.services.findings import PAGE as FINDINGS
from appointments.services.findings import count_findings, list_findings
from appointments.services.imports.orders import (
    check_import,
    limits_of,
    map_import,
    sheet_view,
    start_import,
    stop_import,
    take_import,
)
from appointments.services.imports.runs import (
    PAGE,
    count_imports,
    count_remarks,
    get_import,
    list_imports,
    remarks_of,
)
from appointments.services.imports.work import begin
from governance.errors import BadInputError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.papers import LARGEST
from governance.sentences import Sentence, say
from governance.web.access import Asking, Board, PageRequest, actor_of, clock_of, settings_of
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/imports"
ONE = f"{HOME}/{{run:uuid}}"
COLUMN = "column_"
PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=100_000)]

CONTENTS: dict[Content, tuple[Sentence, Sentence]] = {
    Content.MEMBERS: (
        say("Members"),
        say("Who sits and who sat where, since, until, named by whom, by which act."),
    ),
    Content.DEPARTURES: (
        say("Departures"),
        say("Resignations and whatever else ended a service that is on the record."),
    ),
    Content.LEGISLATION: (say("Legislation"), say("Acts and how they were voted.")),
    Content.PEOPLE: (say("People"), say("Names and how to reach them; nothing of it is public.")),
}
ORDERS: dict[Order, Sentence] = {
    Order.MONTH_FIRST: say("month/day/year: 3/4/2021 is March 4"),
    Order.DAY_FIRST: say("day/month/year: 3/4/2021 is April 3"),
}
ENDS: dict[Ends, Sentence] = {
    Ends.LAST_DAY: say("the last day of it, such as June 30"),
    Ends.DAY_AFTER: say("the first day after it, such as July 1"),
}
STATES: dict[State, tuple[Sentence, str]] = {
    State.MAPPING: (say("to be checked"), "plain"),
    State.WAITING: (say("waiting"), "plain"),
    State.CHECKING: (say("being checked"), "plain"),
    State.CHECKED: (say("checked, not taken in yet"), "warn"),
    State.TAKING: (say("being taken in"), "plain"),
    State.DONE: (say("taken in"), "good"),
    State.STOPPED: (say("stopped"), "warn"),
    State.FAILED: (say("failed"), "bad"),
    State.DISCARDED: (say("put away"), "plain"),
}
WEIGHTS: dict[str, tuple[Sentence, str]] = {
    "error": (say("error"), "bad"),
    "difference": (say("known otherwise"), "warn"),
    "warning": (say("to be noted"), "warn"),
    "finding": (say("found under the law of its day"), "plain"),
}


@get(HOME, include_in_schema=False, opt={"permission": "read_imports"})
async def show_imports(
    request: PageRequest, board: Board, page_number: PageNumber = 1
) -> Response[bytes]:
    """Show the imports so far, and a form for one more."""
    return await _list_page(request, board, Form(), page_number)


@post(HOME, include_in_schema=False, status_code=200, opt={"permission": "start_import"})
async def start_import_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Take a file in hand, and go on to how it is read."""
    wish = form.read(ImportWish, choices=None)
    if wish is not None:
        with form.refusals():
            made = await start_import(actor, wish, limits_of(settings_of(request)))
            return done(f"/bodies/{board.slug}/imports/{made.id}")
    return await _list_page(request, board, form)


@get(ONE, include_in_schema=False, opt={"permission": "read_imports"})
async def show_import(
    request: PageRequest, board: Board, run: FromPath[UUID], page_number: PageNumber = 1
) -> Response[bytes]:
    """Show an import as far as it is: how it is read, what would come of it, its progress."""
    return await _one_page(request, board, run, Form(), page_number)


@post(f"{ONE}/check", include_in_schema=False, status_code=200, opt={"permission": "check_import"})
async def check_import_page(
    request: PageRequest, actor: Asking, board: Board, run: FromPath[UUID], form: Sent
) -> Answer:
    """Keep how the table is read, and order a check."""
    with form.refusals():
        choices = await _choices(request, board, run, form)
        await map_import(_part(actor, "m"), run, choices, limits_of(settings_of(request)))
        await check_import(_part(actor, "c"), run)
        begin(clock_of(request), limits_of(settings_of(request)))
    if form.refused:
        return await _one_page(request, board, run, form)
    return Redirect(f"/bodies/{board.slug}/imports/{run}", status_code=303)


@post(f"{ONE}/take", include_in_schema=False, status_code=200, opt={"permission": "take_import"})
async def take_import_page(
    request: PageRequest, actor: Asking, board: Board, run: FromPath[UUID], form: Sent
) -> Answer:
    """Order that the table is taken in."""
    with form.refusals():
        await take_import(actor, run)
        begin(clock_of(request), limits_of(settings_of(request)))
    if form.refused:
        return await _one_page(request, board, run, form)
    return Redirect(f"/bodies/{board.slug}/imports/{run}", status_code=303)


@post(f"{ONE}/stop", include_in_schema=False, status_code=200, opt={"permission": "stop_import"})
async def stop_import_page(
    request: PageRequest, actor: Asking, board: Board, run: FromPath[UUID], form: Sent
) -> Answer:
    """Stop an import, or put it away."""
    with form.refusals():
        await stop_import(actor, run)
    if form.refused:
        return await _one_page(request, board, run, form)
    return Redirect(f"/bodies/{board.slug}/imports/{run}", status_code=303)


@get(
    "/bodies/{slug:str}/findings",
    include_in_schema=False,
    opt={"permission": "read_appointments"},
)
async def show_findings(
    request: PageRequest, board: Board, page_number: PageNumber = 1
) -> Response[bytes]:
    """Show what the law of its day said to history that was taken in."""
    chrome = await frame(
        request,
        say("Findings on history"),
        body=board,
        current="/imports",
        crumbs=(home_of(board), _list_link(board)),
    )
    return page(
        "appointments/findings.html",
        chrome,
        slug=board.slug,
        findings=await list_findings(board, page=page_number),
        answers=ANSWERS,
        page_number=page_number,
        pages=-(-await count_findings(board) // FINDINGS),
    )


def _part(actor: Actor, part: str) -> Actor:
    """Return the actor with a key of its own for one of two deeds that a form asks for."""
    key = f"{actor.key}-{part}" if actor.key else None
    return replace(actor, key=key)


async def _choices(request: PageRequest, board: Body, run: UUID, form: Form) -> Choices:
    """Return what was chosen on the page; the columns stand in the order of the table."""
    sheet = await sheet_view(board, run, actor_of(request), limits_of(settings_of(request)))
    mapping = {
        column.name: form.values.get(f"{COLUMN}{place}", "")
        for place, column in enumerate(sheet.columns)
    }
    values = {
        name: form.values[name]
        for name in ("order", "ends", "grid_since", "since_if_missing", "body_called")
        if form.values.get(name)
    }
    try:
        chosen = {name: field for name, field in mapping.items() if field}
        return msgspec.convert({**values, "mapping": chosen}, Choices, strict=False)
    except msgspec.ValidationError as error:
        wrong = say("This is not a day, such as 2026-12-03.")
        raise BadInputError({"grid_since": wrong}) from error


async def _list_page(
    request: PageRequest, board: Body, form: Form, page_number: int = 1
) -> Response[bytes]:
    chrome = await frame(
        request, say("Moving in and out"), body=board, current="/imports", crumbs=(home_of(board),)
    )
    return page(
        "appointments/imports.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        imports=await list_imports(board, page=page_number),
        findings=await count_findings(board),
        contents=[(content.value, *words) for content, words in CONTENTS.items()],
        names={content: words[0] for content, words in CONTENTS.items()},
        states=STATES,
        most=LARGEST // 1_000_000,
        page_number=page_number,
        pages=-(-await count_imports(board) // PAGE),
    )


async def _one_page(
    request: PageRequest, board: Body, run: UUID, form: Form, page_number: int = 1
) -> Response[bytes]:
    found = await get_import(board, run)
    chrome = await frame(
        request,
        say("Import of {file}", file=found.file_name),
        body=board,
        current="/imports",
        crumbs=(home_of(board), _list_link(board)),
    )
    sheet = None
    if found.has_file and found.state not in ACTIVE:
        limits = limits_of(settings_of(request))
        sheet = await sheet_view(board, run, actor_of(request), limits)
    return page(
        "appointments/import.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        sheet=sheet,
        is_active=found.state in ACTIVE,
        is_checked=found.state is State.CHECKED,
        words=STATES[found.state],
        content=CONTENTS[found.content][0],
        fields=[(field.id, field.label) for field in FIELDS[found.content]],
        labels=LABELS,
        orders=list(ORDERS.items()),
        ends=list(ENDS.items()),
        weights=WEIGHTS,
        remarks=await remarks_of(board, run, page=page_number),
        page_number=page_number,
        pages=-(-await count_remarks(board, run) // PAGE),
    )


def _list_link(board: Body) -> Link:
    return Link(label=say("Moving in and out"), href=f"/bodies/{board.slug}/imports")


ROUTES: tuple[ControllerRouterHandler, ...] = (
    check_import_page,
    show_findings,
    show_import,
    show_imports,
    start_import_page,
    stop_import_page,
    take_import_page,
)
