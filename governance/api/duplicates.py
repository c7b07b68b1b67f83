"""Records that may be of one person: which, merged, parted, told apart; and who looked at whom."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from governance.rules.permissions import may
from governance.schemas.people import (
    Apart,
    ApartView,
    LookupView,
    MergePreview,
    MergeView,
    Merging,
    Pair,
    Undoing,
)
from governance.services import duplicates, lookups, merges
from governance.services.people import get_record
from governance.web.access import Asking, Board, PageRequest
from governance.web.lookups import shown

TAGS = ["people"]
HOME = "/api/v1/bodies/{slug:str}"
ONE = f"{HOME}/people/{{person:uuid}}"


@get(
    f"{HOME}/duplicates",
    tags=TAGS,
    operation_id="list_duplicates",
    opt={"permission": "read_people"},
)
async def list_duplicates(request: PageRequest, board: Board) -> list[Pair]:
    """Return the pairs of records that may be of one person, and what speaks for it."""
    found = await duplicates.list_duplicates(board)
    shown(request, board, {each.id: () for pair in found for each in (pair.one, pair.other)})
    return found


@post(
    f"{HOME}/duplicates/apart",
    tags=TAGS,
    operation_id="tell_apart",
    opt={"permission": "tell_apart"},
)
async def tell_apart(actor: Asking, board: Board, data: JSONBody[Apart]) -> ApartView:
    """Keep that two records which look alike are of two people."""
    return await duplicates.tell_apart(actor, data)


@get(
    f"{ONE}/merge",
    tags=TAGS,
    operation_id="preview_merge",
    opt={"permission": "merge_people"},
)
async def preview_merge(
    request: PageRequest,
    actor: Asking,
    board: Board,
    person: FromPath[UUID],
    merged: FromQuery[UUID],
) -> MergePreview:
    """Return what merging a record into this one would move, and what stands in its way."""
    found = await merges.preview_merge(board, actor, person, merged)
    shown(request, board, {person: (), merged: ()})
    return found


@post(f"{ONE}/merge", tags=TAGS, operation_id="merge_people", opt={"permission": "merge_people"})
async def merge_people(
    actor: Asking, board: Board, person: FromPath[UUID], data: JSONBody[Merging]
) -> MergeView:
    """Merge another record of the same person into this one."""
    return await merges.merge_people(actor, person, data)


@get(
    f"{ONE}/merges",
    tags=TAGS,
    operation_id="list_merges",
    opt={"permission": "read_people"},
)
async def list_merges(
    request: PageRequest, board: Board, person: FromPath[UUID]
) -> list[MergeView]:
    """Return what was merged into a record, the undone merges too."""
    await get_record(board, person)
    found = await merges.merges_into(board, person)
    shown(request, board, {person: (), **{each.merged: () for each in found}})
    return found


@post(
    f"{HOME}/merges/{{merge:uuid}}/undo",
    tags=TAGS,
    operation_id="undo_merge",
    opt={"permission": "undo_merge"},
)
async def undo_merge(
    actor: Asking, board: Board, merge: FromPath[UUID], data: JSONBody[Undoing]
) -> MergeView:
    """Part two records again."""
    return await merges.undo_merge(actor, merge, data)


@get(
    f"{HOME}/lookups",
    tags=TAGS,
    operation_id="list_lookups",
    opt={"permission": "read_lookups"},
)
async def list_lookups(
    actor: Asking,
    board: Board,
    person: FromQuery[UUID | None] = None,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[LookupView]:
    """Return one page of who looked at what is private of whom, the latest first."""
    return await lookups.list_lookups(
        board, person=person, page=page_number, named=may(actor, "read_people")
    )
