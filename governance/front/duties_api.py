"""The ledger of duties as data, and the deeds that keep it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.types import ControllerRouterHandler

from governance.clock import day_in
from governance.front.ledger import day_named, history_of, ledger_of, year_beginning_in, year_of
from governance.rules.permissions import may
from governance.schemas.obligations import (
    Correcting,
    Entry,
    Excuse,
    Fulfilment,
    History,
    Ledger,
)
from governance.services import obligations
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

TAGS = ["duties"]
HOME = "/api/v1/bodies/{slug:str}/obligations"
EVIDENCE = "read_evidence"
Year = Annotated[int | None, QueryParameter(ge=1900, le=2100)]


@get(HOME, opt={"permission": "public"}, operation_id="list_obligations", tags=TAGS)
async def list_obligations(
    actor: Asking, board: Board, year: Year = None, on: FromQuery[date | None] = None
) -> Ledger:
    """Return the duties that are due within the year that begins in `year`, as of a day."""
    today = on or day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    span = year_of(charter, today) if year is None else year_beginning_in(charter, year)
    return await ledger_of(board, charter, span, today, office=may(actor, EVIDENCE))


@get(
    f"{HOME}/{{duty:str}}/{{period:str}}",
    opt={"permission": "public"},
    operation_id="get_obligation",
    tags=TAGS,
)
async def get_obligation(
    actor: Asking, board: Board, duty: FromPath[str], period: FromPath[str]
) -> History:
    """Return one period of a duty, named by its first day, with every entry made of it."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    return await history_of(
        board, charter, duty, day_named(period), today, office=may(actor, EVIDENCE)
    )


@post(
    f"{HOME}/fulfilments",
    opt={"permission": "fulfil_obligation"},
    operation_id="fulfil_obligation",
    tags=TAGS,
)
async def fulfil_obligation(actor: Asking, board: Board, data: JSONBody[Fulfilment]) -> list[Entry]:
    """Keep that parts of a duty were done in a period, and what shows it."""
    return await obligations.fulfil_obligation(actor, data)


@post(
    f"{HOME}/excuses",
    opt={"permission": "excuse_obligation"},
    operation_id="excuse_obligation",
    tags=TAGS,
)
async def excuse_obligation(actor: Asking, board: Board, data: JSONBody[Excuse]) -> Entry:
    """Keep that a period of a duty has nothing to do, and why."""
    return await obligations.excuse_obligation(actor, data)


@post(
    f"{HOME}/fulfilments/{{entry_id:uuid}}/corrections",
    opt={"permission": "correct_fulfilment"},
    operation_id="correct_fulfilment",
    tags=TAGS,
)
async def correct_fulfilment(
    actor: Asking, board: Board, entry_id: FromPath[UUID], data: JSONBody[Correcting]
) -> Entry:
    """Put an entry right by a later one; without a day the entry no longer stands."""
    return await obligations.correct_fulfilment(actor, entry_id, data)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    list_obligations,
    get_obligation,
    fulfil_obligation,
    excuse_obligation,
    correct_fulfilment,
)
