"""People and the facts about them; private, for the clerk."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from governance.schemas.people import FactView, FactWish, Person, PersonWish, Withdrawal
from governance.services import people
from governance.web.access import Asking, Board

TAGS = ["people"]
HOME = "/api/v1/bodies/{slug:str}"


@get(f"{HOME}/people", tags=TAGS, operation_id="list_people", opt={"permission": "read_people"})
async def list_people(
    board: Board,
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[Person]:
    """Return one page of the people whom the body knows, by name."""
    return await people.list_people(board, search=search, page=page_number)


@post(
    f"{HOME}/people", tags=TAGS, operation_id="record_person", opt={"permission": "record_person"}
)
async def record_person(actor: Asking, board: Board, data: JSONBody[PersonWish]) -> Person:
    """Let the body know a person."""
    return await people.record_person(actor, data)


@get(
    f"{HOME}/people/{{person:uuid}}",
    tags=TAGS,
    operation_id="get_person",
    opt={"permission": "read_people"},
)
async def get_person(board: Board, person: FromPath[UUID]) -> Person:
    """Return somebody whom the body knows."""
    return await people.get_person(board, person)


@get(
    f"{HOME}/people/{{person:uuid}}/facts",
    tags=TAGS,
    operation_id="list_facts",
    opt={"permission": "read_people"},
)
async def list_facts(board: Board, person: FromPath[UUID]) -> list[FactView]:
    """Return every fact stated of a person, the withdrawn ones too."""
    await people.get_person(board, person)
    return await people.facts_of(board, person)


@post(
    f"{HOME}/people/{{person:uuid}}/facts",
    tags=TAGS,
    operation_id="state_fact",
    opt={"permission": "state_fact"},
)
async def state_fact(
    actor: Asking, board: Board, person: FromPath[UUID], data: JSONBody[FactWish]
) -> FactView:
    """Keep what somebody stated about a person."""
    return await people.state_fact(actor, person, data)


@post(
    f"{HOME}/facts/{{fact:uuid}}/verify",
    tags=TAGS,
    operation_id="verify_fact",
    opt={"permission": "verify_fact"},
)
async def verify_fact(actor: Asking, board: Board, fact: FromPath[UUID]) -> FactView:
    """Say that the evidence for a fact was seen."""
    return await people.verify_fact(actor, fact)


@post(
    f"{HOME}/facts/{{fact:uuid}}/withdraw",
    tags=TAGS,
    operation_id="withdraw_fact",
    opt={"permission": "withdraw_fact"},
)
async def withdraw_fact(
    actor: Asking, board: Board, fact: FromPath[UUID], data: JSONBody[Withdrawal]
) -> FactView:
    """Let a fact count no longer, for a reason."""
    return await people.withdraw_fact(actor, fact, data)
