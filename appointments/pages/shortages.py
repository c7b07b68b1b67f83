"""The committee's forms where too few names are left: further finalists, a call once more."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.rounds import ONE, home_of_round, round_page, ticked
from appointments.schemas.rounds import CallWish, FinalistsWish
from appointments.services.shortages import add_finalists, call_again
from governance.sentences import say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Sent
from governance.web.frames import done

Answer = Response[bytes] | Redirect


@post(
    f"{ONE}/call/again",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "call_again"},
)
async def call_again_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Call for nominees once more."""
    wish = form.read(CallWish)
    if wish is not None:
        with form.refusals():
            await call_again(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/finalists/further",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "add_finalists"},
)
async def add_finalists_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Name those who are ticked as further finalists."""
    chosen = tuple(UUID(each) for each in ticked(form, "further_"))
    if not chosen:
        form.errors["further"] = say("Choose at least one nominee.")
    wish = None if form.refused else form.read(FinalistsWish, nominees=chosen)
    if wish is not None:
        with form.refusals():
            await add_finalists(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


ROUTES: tuple[ControllerRouterHandler, ...] = (add_finalists_page, call_again_page)
