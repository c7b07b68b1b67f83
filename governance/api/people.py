"""People and the facts about them; private, for the clerk. Each look is kept."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from governance.errors import NotFoundError
from governance.schemas.people import (
    Amendment,
    CorrectionView,
    FactView,
    FactWish,
    Person,
    PersonWish,
    Withdrawal,
)
from governance.sentences import say
from governance.services import contacts, people
from governance.services.papers import paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.lookups import FILE, shown
from governance.web.papers import sent

TAGS = ["people"]
HOME = "/api/v1/bodies/{slug:str}"
ONE = f"{HOME}/people/{{person:uuid}}"
FACT = f"{HOME}/facts/{{fact:uuid}}"


@get(f"{HOME}/people", tags=TAGS, operation_id="list_people", opt={"permission": "read_people"})
async def list_people(
    request: PageRequest,
    board: Board,
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> list[Person]:
    """Return one page of the people whom the body knows, by name."""
    found = await people.list_people(board, search=search, page=page_number)
    shown(request, board, {each.id: () for each in found})
    return found


@post(
    f"{HOME}/people", tags=TAGS, operation_id="record_person", opt={"permission": "record_person"}
)
async def record_person(actor: Asking, board: Board, data: JSONBody[PersonWish]) -> Person:
    """Let the body know a person."""
    return await people.record_person(actor, data)


@get(ONE, tags=TAGS, operation_id="get_person", opt={"permission": "read_people"})
async def get_person(request: PageRequest, board: Board, person: FromPath[UUID]) -> Person:
    """Return somebody whom the body knows, or a record and into which one it was merged."""
    found = await people.get_record(board, person)
    shown(request, board, {person: ()})
    return found


@post(f"{ONE}/amend", tags=TAGS, operation_id="amend_person", opt={"permission": "amend_person"})
async def amend_person(
    actor: Asking, board: Board, person: FromPath[UUID], data: JSONBody[Amendment]
) -> Person:
    """Mend a person's name, e-mail address or phone number; what stood there stays readable."""
    return await contacts.amend_person(actor, person, data)


@get(
    f"{ONE}/corrections",
    tags=TAGS,
    operation_id="list_corrections_of_person",
    opt={"permission": "read_people"},
)
async def list_corrections_of_person(
    request: PageRequest, board: Board, person: FromPath[UUID]
) -> list[CorrectionView]:
    """Return what was mended of a person's name and contact, the latest first."""
    found = await contacts.corrections_of(board, person)
    shown(request, board, {person: ()})
    return found


@get(f"{ONE}/facts", tags=TAGS, operation_id="list_facts", opt={"permission": "read_people"})
async def list_facts(request: PageRequest, board: Board, person: FromPath[UUID]) -> list[FactView]:
    """Return every fact stated of a person, the withdrawn ones too."""
    await people.get_record(board, person)
    found = await people.facts_of(board, person)
    shown(request, board, {person: [each.id for each in found]}, "facts")
    return found


@post(f"{ONE}/facts", tags=TAGS, operation_id="state_fact", opt={"permission": "state_fact"})
async def state_fact(
    actor: Asking, board: Board, person: FromPath[UUID], data: JSONBody[FactWish]
) -> FactView:
    """Keep what somebody stated about a person; evidence can come with it as a file."""
    return await people.state_fact(actor, person, data)


@get(
    f"{FACT}/evidence",
    tags=TAGS,
    operation_id="get_evidence",
    opt={"permission": "read_people"},
    media_type="application/octet-stream",
)
async def get_evidence(request: PageRequest, board: Board, fact: FromPath[UUID]) -> Response[bytes]:
    """Return the file that proves a fact."""
    found = await people.get_fact(board, fact)
    if found.paper is None:
        raise NotFoundError(say("There is no such file here."))
    content = await paper_content(board, found.paper.id)
    shown(request, board, {found.person: [fact]}, "evidence", door=FILE)
    return sent(found.paper, content)


@post(f"{FACT}/verify", tags=TAGS, operation_id="verify_fact", opt={"permission": "verify_fact"})
async def verify_fact(actor: Asking, board: Board, fact: FromPath[UUID]) -> FactView:
    """Say that the evidence for a fact was seen."""
    return await people.verify_fact(actor, fact)


@post(
    f"{FACT}/withdraw",
    tags=TAGS,
    operation_id="withdraw_fact",
    opt={"permission": "withdraw_fact"},
)
async def withdraw_fact(
    actor: Asking, board: Board, fact: FromPath[UUID], data: JSONBody[Withdrawal]
) -> FactView:
    """Let a fact count no longer, for a reason."""
    return await people.withdraw_fact(actor, fact, data)
