"""The register of matters as JSON; whom they concern is for the Board's office."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board
from meetings.schemas.matters import Matter, MatterWish, MotionLink, Party, PartyWish, Settlement
from meetings.services import matters

HOME = "/api/v1/bodies/{slug:str}/matters"
ONE = f"{HOME}/{{matter_id:uuid}}"
TAGS = ["matters"]
PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=100_000)]


@get(HOME, opt={"permission": "public"}, operation_id="list_matters", tags=TAGS)
async def list_matters(
    board: Board, actor: Asking, page_number: FromQuery[PageNumber] = 1
) -> list[Matter]:
    """Return a page of the register with the votes on each matter, the newest first."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await matters.list_matters(board, charter, page=page_number)


@get(ONE, opt={"permission": "public"}, operation_id="get_matter", tags=TAGS)
async def get_matter(board: Board, actor: Asking, matter_id: FromPath[UUID]) -> Matter:
    """Return one matter with its votes."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await matters.get_matter(board, charter, matter_id)


@post(HOME, opt={"permission": "open_matter"}, operation_id="open_matter", tags=TAGS)
async def open_matter(actor: Asking, data: JSONBody[MatterWish]) -> Matter:
    """Take a matter into the register; its tracking number is given by the record."""
    return await matters.open_matter(actor, data)


@post(
    f"{ONE}/settlement",
    opt={"permission": "settle_matter"},
    operation_id="settle_matter",
    tags=TAGS,
)
async def settle_matter(
    actor: Asking, matter_id: FromPath[UUID], data: JSONBody[Settlement]
) -> Matter:
    """Say how a matter ended."""
    return await matters.settle_matter(actor, matter_id, data)


@post(f"{ONE}/motions", opt={"permission": "link_motion"}, operation_id="link_motion", tags=TAGS)
async def link_motion(
    actor: Asking, matter_id: FromPath[UUID], data: JSONBody[MotionLink]
) -> Matter:
    """Say that a motion is about a matter."""
    return await matters.link_motion(actor, matter_id, data)


@get(f"{ONE}/parties", opt={"permission": "read_parties"}, operation_id="list_parties", tags=TAGS)
async def list_parties(board: Board, actor: Asking, matter_id: FromPath[UUID]) -> list[Party]:
    """Return whom a matter concerns."""
    return await matters.list_parties(board, matter_id)


@post(f"{ONE}/parties", opt={"permission": "name_party"}, operation_id="name_party", tags=TAGS)
async def name_party(actor: Asking, matter_id: FromPath[UUID], data: JSONBody[PartyWish]) -> Party:
    """Note whom a matter concerns, so that conflicts are found."""
    return await matters.name_party(actor, matter_id, data)


@post(
    f"{ONE}/parties/{{party_id:uuid}}/strike",
    opt={"permission": "strike_party"},
    operation_id="strike_party",
    tags=TAGS,
)
async def strike_party(actor: Asking, matter_id: FromPath[UUID], party_id: FromPath[UUID]) -> Party:
    """Take somebody off a matter who was named by mistake."""
    return await matters.strike_party(actor, matter_id, party_id)


ROUTES = [
    list_matters,
    get_matter,
    open_matter,
    settle_matter,
    link_motion,
    list_parties,
    name_party,
    strike_party,
]
