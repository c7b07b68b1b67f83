"""The committee's pages of nominees: entering, scoring alone, conflicts, finalists."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.rounds import ONE, all_rounds, home_of_round, round_page, ticked
from appointments.pages.words import NOMINEE_STATES
from appointments.rules.rounds import Step
from appointments.rules.shortages import may_score
from appointments.schemas.nominations import Relatives
from appointments.schemas.rounds import (
    ConflictWish,
    FinalistsWish,
    NomineeWish,
    ScoreWish,
)
from appointments.services.alliances import alliance_on, nominating
from appointments.services.nominees import (
    enter_nominee,
    get_nominee,
    resume_of_nominee,
    withdraw_nominee,
)
from appointments.services.rounds import (
    round_for,
)
from appointments.services.screenings import (
    declare_conflict,
    mark_relatives,
    name_finalists,
    rubric_of,
    score_nominee,
)
from governance.charter.model import Rubric
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import sent
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
NOMINEE = f"{ONE}/nominees/{{nominee:uuid}}"


@get(NOMINEE, include_in_schema=False, opt={"permission": "read_nominees"})
async def show_nominee(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    nominee: FromPath[UUID],
) -> Response[bytes]:
    """Show a nominee, and the form to score them alone."""
    return await _nominee_page(request, actor, board, found, nominee, Form())


@get(f"{NOMINEE}/resume", include_in_schema=False, opt={"permission": "read_nominees"})
async def show_nominee_resume(
    actor: Asking, board: Board, found: FromPath[UUID], nominee: FromPath[UUID]
) -> Response[bytes]:
    """Return the file that came with a nominee."""
    await round_for(board, actor, found)
    paper = await resume_of_nominee(board, nominee)
    return sent(await get_paper(board, paper), await paper_content(board, paper))


@post(
    f"{NOMINEE}/score",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "score_nominee"},
)
async def score_nominee_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    nominee: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Score a nominee."""
    rubric = rubric_of(await charter_on(board, day_in(actor.at, board.timezone)))
    points: dict[str, int] = {}
    for criterion in rubric.criteria:
        typed = str(form.value(f"points_{criterion.id}"))
        if typed in {str(each) for each in _scale(rubric)}:
            points[criterion.id] = int(typed)
        else:
            form.errors[f"points_{criterion.id}"] = say("This is needed.")
    wish = None if form.refused else form.read(ScoreWish, points=points)
    if wish is not None:
        with form.refusals():
            await score_nominee(actor, nominee, wish)
            return done(f"{home_of_round(board, found)}/nominees/{nominee}")
    return await _nominee_page(request, actor, board, found, nominee, form)


@post(
    f"{NOMINEE}/conflict",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "declare_conflict"},
)
async def declare_conflict_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    nominee: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Take oneself out of the screening of a nominee."""
    wish = form.read(ConflictWish)
    if wish is not None:
        with form.refusals():
            await declare_conflict(actor, nominee, wish)
            return done(f"{home_of_round(board, found)}/nominees/{nominee}")
    return await _nominee_page(request, actor, board, found, nominee, form)


@post(
    f"{NOMINEE}/withdrawal",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_nominee"},
)
async def withdraw_nominee_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    nominee: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Take a nominee out of the round at their wish."""
    wish = form.read(ConflictWish)
    if wish is not None:
        with form.refusals():
            await withdraw_nominee(actor, nominee, wish)
            return done(home_of_round(board, found))
    return await _nominee_page(request, actor, board, found, nominee, form)


@post(
    f"{NOMINEE}/relatives",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "mark_relatives"},
)
async def mark_relatives_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    nominee: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Say whom of the committee a nominee names as family."""
    wish = form.read(Relatives, relatives=tuple(UUID(each) for each in ticked(form, "relative_")))
    if wish is not None:
        with form.refusals():
            await mark_relatives(actor, nominee, wish)
            return done(f"{home_of_round(board, found)}/nominees/{nominee}")
    return await _nominee_page(request, actor, board, found, nominee, form)


@post(
    f"{ONE}/nominees",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "enter_nominee"},
)
async def enter_nominee_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Take somebody into the round."""
    relatives = tuple(UUID(each) for each in ticked(form, "relative_"))
    wish = form.read(NomineeWish, relatives=relatives)
    if wish is not None:
        with form.refusals():
            await enter_nominee(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/finalists",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "name_finalists"},
)
async def name_finalists_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Narrow the field to those who are ticked."""
    chosen = tuple(UUID(each) for each in ticked(form, "nominee_"))
    if not chosen:
        form.errors["nominees"] = say("Choose at least one nominee.")
    wish = None if form.refused else form.read(FinalistsWish, nominees=chosen)
    if wish is not None:
        with form.refusals():
            await name_finalists(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


async def _nominee_page(
    request: PageRequest, actor: Actor, board: Body, found: UUID, nominee: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    view = await round_for(board, actor, found)
    _, rule = nominating(charter, view.authority)
    one = await get_nominee(board, found, nominee, actor.person)
    crumbs = (
        home_of(board),
        all_rounds(board),
        Link(label=view.title, href=home_of_round(board, found)),
    )
    return page(
        "appointments/nominee.html",
        await frame(request, one.name, body=board, current="/rounds", crumbs=crumbs),
        status=form.status,
        slug=board.slug,
        form=form,
        round=view,
        nominee=one,
        committee=(await alliance_on(board, charter, today, authority=view.authority)).committee,
        rule=rule,
        rubric=rubric_of(charter),
        scale=[(points, points) for points in _scale(rubric_of(charter))],
        scores=may_score(Step(view.step), again=view.called_again_at is not None)
        and not one.mine
        and not one.conflicted
        and not one.family_open,
        states=NOMINEE_STATES,
        over=view.step in (Step.SUBMITTED, Step.CLOSED),
    )


def _scale(rubric: Rubric) -> range:
    return range(rubric.lowest, rubric.highest + 1)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    declare_conflict_page,
    enter_nominee_page,
    mark_relatives_page,
    name_finalists_page,
    score_nominee_page,
    show_nominee,
    show_nominee_resume,
    withdraw_nominee_page,
)
