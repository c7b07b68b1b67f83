"""The clerk's pages of records that may be of one person, and of who looked at whom."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from governance.errors import BadInputError
from governance.pages.people import DOORS, KINDS
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.people import Apart, Merging, Undoing
from governance.sentences import say
from governance.services.duplicates import list_duplicates, tell_apart
from governance.services.lookups import PAGE, list_lookups
from governance.services.merges import get_merge, merge_people, preview_merge, undo_merge
from governance.services.people import get_record
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.lookups import shown
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
LIKELIEST = 20
"""How many pairs are asked about at once."""

HOME = "/bodies/{slug:str}"
ONE = f"{HOME}/people/{{person:uuid}}"


@get(f"{HOME}/duplicates", include_in_schema=False, opt={"permission": "read_people"})
async def show_duplicates(request: PageRequest, board: Board) -> Response[bytes]:
    """Show the pairs of records that may be of one person, and what speaks for it."""
    return await _duplicates_page(request, board, Form())


@post(
    f"{HOME}/duplicates/apart",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "tell_apart"},
)
async def tell_apart_page(request: PageRequest, actor: Asking, board: Board, form: Sent) -> Answer:
    """Keep that two records are of two people."""
    wish = form.read(Apart)
    if wish is not None:
        with form.refusals():
            await tell_apart(actor, wish)
            return done(f"/bodies/{board.slug}/duplicates")
    return await _duplicates_page(request, board, form)


@get(f"{ONE}/merge", include_in_schema=False, opt={"permission": "merge_people"})
async def show_merge(
    request: PageRequest,
    actor: Asking,
    board: Board,
    person: FromPath[UUID],
    merged: FromQuery[UUID],
) -> Response[bytes]:
    """Show what a merge would move and what stands in its way, before it is done."""
    return await _merge_page(request, actor, board, person, merged, Form())


@post(
    f"{ONE}/merge",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "merge_people"},
)
async def merge_people_page(
    request: PageRequest, actor: Asking, board: Board, person: FromPath[UUID], form: Sent
) -> Answer:
    """Merge two records of one person."""
    wish = form.read(Merging)
    if wish is None and form.error("merged"):
        raise BadInputError({"merged": say("Choose one of the list.")})
    merged = UUID(str(form.value("merged")))
    if wish is not None:
        with form.refusals():
            await merge_people(actor, person, wish)
            return done(f"/bodies/{board.slug}/people/{person}#merged")
    return await _merge_page(request, actor, board, person, merged, form)


@post(
    f"{HOME}/merges/{{merge:uuid}}/undo",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "undo_merge"},
)
async def undo_merge_page(
    request: PageRequest, actor: Asking, board: Board, merge: FromPath[UUID], form: Sent
) -> Answer:
    """Part two records again."""
    found = await get_merge(board, merge)
    wish = form.read(Undoing)
    if wish is not None:
        with form.refusals():
            await undo_merge(actor, merge, wish)
            return done(f"/bodies/{board.slug}/people/{found.merged}")
    return await _undo_page(request, board, merge, form)


@get(f"{HOME}/merges/{{merge:uuid}}", include_in_schema=False, opt={"permission": "undo_merge"})
async def show_undo(request: PageRequest, board: Board, merge: FromPath[UUID]) -> Response[bytes]:
    """Show a merge, what it moved, and how to part the records again."""
    return await _undo_page(request, board, merge, Form())


@get(f"{HOME}/lookups", include_in_schema=False, opt={"permission": "read_lookups"})
async def show_lookups(
    request: PageRequest,
    actor: Asking,
    board: Board,
    person: FromQuery[UUID | None] = None,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show who looked at what is private of whom, by which door, the latest first."""
    knows = may(actor, "read_people")
    found = await list_lookups(board, person=person, page=page_number, named=knows)
    chrome = await frame(
        request, say("Looked at"), body=board, current="/lookups", crumbs=(home_of(board),)
    )
    return page(
        "people/lookups.html",
        chrome,
        slug=board.slug,
        lookups=found,
        knows=knows,
        person=person,
        doors=DOORS,
        kinds=KINDS,
        page_number=page_number,
        has_older=len(found) == PAGE,
    )


async def _duplicates_page(request: PageRequest, board: Body, form: Form) -> Response[bytes]:
    found = await list_duplicates(board)
    pairs = found[:LIKELIEST]
    shown(request, board, {each.id: () for pair in pairs for each in (pair.one, pair.other)})
    chrome = await frame(
        request,
        say("Possible duplicates"),
        body=board,
        current="/people",
        crumbs=(home_of(board), _people(board)),
    )
    return page(
        "people/duplicates.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        pairs=pairs,
        more=len(found) - len(pairs),
    )


async def _merge_page(
    request: PageRequest, actor: Actor, board: Body, kept: UUID, merged: UUID, form: Form
) -> Response[bytes]:
    found = await preview_merge(board, actor, kept, merged)
    shown(request, board, {kept: (), merged: ()})
    pairs = Link(label=say("Possible duplicates"), href=f"/bodies/{board.slug}/duplicates")
    chrome = await frame(
        request,
        say("Merge two records"),
        body=board,
        current="/people",
        crumbs=(home_of(board), _people(board), pairs),
    )
    return page(
        "people/merge.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        allowed=not found.findings and not found.obstacle,
    )


async def _undo_page(request: PageRequest, board: Body, merge: UUID, form: Form) -> Response[bytes]:
    found = await get_merge(board, merge)
    kept = await get_record(board, found.kept)
    shown(request, board, {found.kept: (), found.merged: ()})
    about = Link(label=kept.name, href=f"/bodies/{board.slug}/people/{kept.id}")
    chrome = await frame(
        request,
        say("A merge of two records"),
        body=board,
        current="/people",
        crumbs=(home_of(board), _people(board), about),
    )
    return page(
        "people/merged.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        kept=kept,
    )


def _people(board: Body) -> Link:
    return Link(label=say("People"), href=f"/bodies/{board.slug}/people")
