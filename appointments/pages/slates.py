"""The committee's pages of the slates: the meeting about finalists, the vote, the submission."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.rounds import ONE, home_of_round, round_page
from appointments.rules.slates import Ballot
from appointments.schemas.rounds import (
    ConsultationWish,
    ReplacementWish,
    SlateWish,
    StepWish,
)
from appointments.services.replacements import replace_name
from appointments.services.rounds import (
    round_for,
)
from appointments.services.slates import (
    decide_slate,
    record_consultation,
    submission_paper,
    submit_slates,
)
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done
from governance.web.papers import sent

Answer = Response[bytes] | Redirect


@post(
    f"{ONE}/consultation",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "record_consultation"},
)
async def record_consultation_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that the authority met about the finalists."""
    wish = form.read(ConsultationWish)
    if wish is not None:
        with form.refusals():
            await record_consultation(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/slates",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "decide_slate"},
)
async def decide_slate_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Decide the names for a seat."""
    names = [str(value) for name, value in sorted(form.values.items()) if name.startswith("name_")]
    nominees = tuple(UUID(each) for each in names if each)
    wish = form.read(SlateWish, nominees=nominees, ballots=_ballots(form))
    if wish is not None:
        with form.refusals():
            await decide_slate(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/replacements",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "replace_name"},
)
async def replace_name_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Give one more name for a seat in place of one that is out."""
    wish = form.read(ReplacementWish, ballots=_ballots(form))
    if wish is not None:
        with form.refusals():
            await replace_name(actor, found, wish)
            return done(home_of_round(board, found), "sent")
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/submission",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "submit_slates"},
)
async def submit_slates_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Submit the slates."""
    wish = form.read(StepWish)
    if wish is not None:
        with form.refusals():
            await submit_slates(actor, found, wish)
            return done(home_of_round(board, found), "sent")
    return await round_page(request, actor, board, found, form)


@get(f"{ONE}/document", include_in_schema=False, opt={"permission": "read_submission"})
async def show_submission_document(
    actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Give the document that was submitted."""
    paper = submission_paper(await round_for(board, actor, found))
    return sent(await get_paper(board, paper), await paper_content(board, paper), inline=True)


def _ballots(form: Form) -> dict[UUID, Ballot]:
    """Return the votes of the committee as they were chosen."""
    return {
        UUID(name.removeprefix("ballot_")): Ballot(value)
        for name, value in form.values.items()
        if name.startswith("ballot_") and value in set(Ballot)
    }


ROUTES: tuple[ControllerRouterHandler, ...] = (
    decide_slate_page,
    record_consultation_page,
    replace_name_page,
    show_submission_document,
    submit_slates_page,
)
