"""The pages of those who answer for the appointing authority: what was submitted, their answer."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.words import FATES
from appointments.rules.slates import Fate
from appointments.schemas.rounds import Answered, InterviewWish
from appointments.services.alliances import nominating
from appointments.services.reviews import (
    answer_nominee,
    interviews_of,
    note_interview,
    submitted_slates,
)
from appointments.services.rounds import round_for
from appointments.services.screenings import rubric_of
from governance.charter.model import Rubric
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
ONE = "/bodies/{slug:str}/rounds/{found:uuid}/submission"


@get(ONE, include_in_schema=False, opt={"permission": "read_submission"})
async def show_submission(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Show the submitted slates with what is found of each name, and the forms to answer."""
    return await _page(request, actor, board, found, Form())


@post(
    f"{ONE}/{{name:uuid}}/interview",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "note_interview"},
)
async def note_interview_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    name: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Keep one's own notes about a name."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    wish = form.read(InterviewWish, points=_points(form, rubric_of(charter)))
    if wish is not None:
        with form.refusals():
            await note_interview(actor, name, wish)
            return done(f"/bodies/{board.slug}/rounds/{found}/submission#name-{name}")
    return await _page(request, actor, board, found, form)


@post(
    f"{ONE}/{{name:uuid}}/answer",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "answer_nominee"},
)
async def answer_nominee_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    name: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Confirm a name, or reject it in writing."""
    wish = form.read(Answered)
    if wish is not None:
        with form.refusals():
            await answer_nominee(actor, name, wish)
            return done(f"/bodies/{board.slug}/rounds/{found}/submission")
    return await _page(request, actor, board, found, form)


async def _page(
    request: PageRequest, actor: Actor, board: Body, found: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    slates = await submitted_slates(board, charter, found, today)
    view = await round_for(board, actor, found)
    _, rule = nominating(charter, view.authority)
    lowest, highest = rubric_of(charter).lowest, rubric_of(charter).highest
    names = [each.id for slate in slates for each in slate.names]
    rounds = Link(label=say("Nomination rounds"), href=f"/bodies/{board.slug}/rounds")
    here = Link(label=view.title, href=f"/bodies/{board.slug}/rounds/{found}")
    return page(
        "appointments/submission.html",
        await frame(
            request,
            say("Submitted names"),
            body=board,
            current="/rounds",
            crumbs=(home_of(board), rounds, here),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        round=view,
        rule=rule,
        slates=slates,
        fates=FATES,
        answers=may(actor, "answer_nominee"),
        notes=may(actor, "note_interview"),
        interviews=await interviews_of(board, names, actor.account),
        rubric=rubric_of(charter),
        scale=[(each, each) for each in range(lowest, highest + 1)],
        choices=[
            (Fate.CONFIRMED, say("Confirm")),
            (Fate.REJECTED, say("Reject, in writing")),
            (Fate.WITHDRAWN, say("Withdrawn by the nominee or the authority")),
        ],
    )


def _points(form: Form, rubric: Rubric) -> dict[str, int]:
    """Return the points that were chosen; a criterion can be left out."""
    scale = {str(each): each for each in range(rubric.lowest, rubric.highest + 1)}
    chosen = {each.id: str(form.value(f"points_{each.id}")) for each in rubric.criteria}
    return {name: scale[typed] for name, typed in chosen.items() if typed in scale}


ROUTES: tuple[ControllerRouterHandler, ...] = (
    answer_nominee_page,
    note_interview_page,
    show_submission,
)
