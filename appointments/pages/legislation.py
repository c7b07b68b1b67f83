"""The clerk's pages of legislation: drafted, introduced, voted, carried or lost."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from appointments.pages.corrected import corrected
from appointments.pages.words import CHOICES, RESULTS
from appointments.rules.legislation import ayes_needed
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.legislation import (
    Choice,
    CouncilRoll,
    CouncilVote,
    DraftWish,
    Introduction,
    LegislationWish,
    Pair,
)
from appointments.services.acts import appoint_named, name_in_act, strike_from_act
from appointments.services.council import councilmembers_on
from appointments.services.legislation import (
    PAGE,
    as_act,
    count_legislation,
    draft_legislation,
    get_legislation,
    introduce_draft,
    introduce_legislation,
    list_legislation,
    record_council_roll,
    record_council_vote,
)
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.people import list_people
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/legislation"
ONE = f"{HOME}/{{legislation:uuid}}"
VOTE = "vote_"


@get(HOME, include_in_schema=False, opt={"permission": "read_appointments"})
async def show_legislation(
    request: PageRequest,
    actor: Asking,
    board: Board,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show the acts, the latest first, and a form for one more."""
    return await _list_page(request, actor, board, Form(), page_number)


@post(
    HOME,
    include_in_schema=False,
    status_code=200,
    opt={"permission": "introduce_legislation"},
)
async def introduce_legislation_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep an act, and go on to its vote."""
    wish = form.read(LegislationWish)
    if wish is not None:
        with form.refusals():
            act = await introduce_legislation(actor, wish)
            return done(f"/bodies/{board.slug}/legislation/{act.id}")
    return await _list_page(request, actor, board, form)


@get(
    f"{HOME}/{{legislation:uuid}}",
    include_in_schema=False,
    opt={"permission": "read_appointments"},
)
async def show_act(
    request: PageRequest,
    actor: Asking,
    board: Board,
    legislation: FromPath[UUID],
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    day: FromQuery[date | None] = None,
) -> Response[bytes]:
    """Show one act, whom it names and, before its vote, the form for it."""
    form = Form({"voted_on": day.isoformat()} if day else None)
    return await _act_page(request, actor, board, legislation, form, search=search, day=day)


@post(
    f"{HOME}/drafts",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "draft_legislation"},
)
async def draft_legislation_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Begin an act, and go on to whom it names."""
    wish = form.read(DraftWish)
    if wish is not None:
        with form.refusals():
            act = await draft_legislation(actor, wish)
            return done(f"/bodies/{board.slug}/legislation/{act.id}")
    return await _list_page(request, actor, board, form)


@post(
    f"{ONE}/introduction",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "introduce_draft"},
)
async def introduce_draft_page(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID], form: Sent
) -> Answer:
    """Bring a draft before the appointing authority."""
    wish = form.read(Introduction)
    if wish is not None:
        with form.refusals():
            await introduce_draft(actor, legislation, wish)
            return done(f"/bodies/{board.slug}/legislation/{legislation}")
    return await _act_page(request, actor, board, legislation, form)


@post(f"{ONE}/names", include_in_schema=False, status_code=200, opt={"permission": "name_in_act"})
async def name_in_act_page(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID], form: Sent
) -> Answer:
    """Let an act name a person for a seat."""
    wish = form.read(Pair)
    if wish is not None:
        with form.refusals():
            await name_in_act(actor, legislation, wish)
            return done(f"/bodies/{board.slug}/legislation/{legislation}")
    return await _act_page(request, actor, board, legislation, form)


@post(
    f"{ONE}/names/{{provision:uuid}}/strike",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "strike_from_act"},
)
async def strike_from_act_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    legislation: FromPath[UUID],
    provision: FromPath[UUID],
    form: Sent,
) -> Answer:
    """Take a name out of an act."""
    with form.refusals():
        await strike_from_act(actor, legislation, provision)
    if not form.refused:
        return done(f"/bodies/{board.slug}/legislation/{legislation}")
    return await _act_page(request, actor, board, legislation, form)


@post(
    f"{ONE}/appointments",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "appoint_named"},
)
async def appoint_named_page(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID], form: Sent
) -> Answer:
    """Appoint everybody whom a carried act names, or show what stands in the way of each."""
    made: list[AppointmentView] = []
    with form.refusals():
        made = await appoint_named(actor, legislation)
    if len(made) == 1:
        return done(f"/bodies/{board.slug}/appointments/{made[0].id}")
    if made:
        return done(f"/bodies/{board.slug}/legislation/{legislation}")
    return await _act_page(request, actor, board, legislation, form)


@post(
    f"{ONE}/roll",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "record_council_roll"},
)
async def record_council_roll_page(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID], form: Sent
) -> Answer:
    """Keep how each of the authority's members voted."""
    wish = form.read(CouncilRoll, votes=_votes(form))
    if wish is not None:
        with form.refusals():
            await record_council_roll(actor, legislation, wish)
            return done(f"/bodies/{board.slug}/legislation/{legislation}")
    day = wish.voted_on if wish is not None else None
    return await _act_page(request, actor, board, legislation, form, day=day)


@post(
    f"{HOME}/{{legislation:uuid}}/vote",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "record_council_vote"},
)
async def record_council_vote_page(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID], form: Sent
) -> Answer:
    """Keep how an act was voted."""
    wish = form.read(CouncilVote)
    if wish is not None:
        with form.refusals():
            await record_council_vote(actor, legislation, wish)
            return done(f"/bodies/{board.slug}/legislation/{legislation}")
    return await _act_page(request, actor, board, legislation, form)


def _votes(form: Form) -> dict[UUID, Choice]:
    """Return each vote that was chosen; one that cannot be read is an error of its field."""
    votes = {}
    for name, value in form.values.items():
        if name.startswith(VOTE) and value:
            try:
                votes[UUID(name.removeprefix(VOTE))] = Choice(value)
            except ValueError:
                form.errors[name] = say("Choose one of the list.")
    return votes


async def _list_page(
    request: PageRequest, actor: Actor, board: Body, form: Form, page_number: int = 1
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    chrome = await frame(
        request, say("Legislation"), body=board, current="/legislation", crumbs=(home_of(board),)
    )
    return page(
        "appointments/legislation.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        today=today,
        acts=await list_legislation(board, charter, page=page_number),
        results=RESULTS,
        page_number=page_number,
        pages=-(-await count_legislation(board) // PAGE),
    )


async def _act_page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    legislation: UUID,
    form: Form,
    *,
    search: str = "",
    day: date | None = None,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    act = await get_legislation(board, charter, legislation)
    acts = Link(label=say("Legislation"), href=f"/bodies/{board.slug}/legislation")
    chrome = await frame(
        request,
        act.number or act.title,
        body=board,
        current="/legislation",
        crumbs=(home_of(board), acts),
    )
    rule = charter.legislation
    people = await list_people(board, search=search) if may(actor, "name_in_act") else []
    return page(
        "appointments/act.html",
        chrome,
        **await corrected(board, actor, legislation),
        status=form.status,
        slug=board.slug,
        form=form,
        today=today,
        act=act,
        results=RESULTS,
        choices=CHOICES,
        needed=ayes_needed(as_act(act), rule),
        size=rule.size,
        clause=rule.majority_clause,
        authority=charter.appointing.name,
        council=await councilmembers_on(board, day or today) if act.voted_on is None else [],
        options=list(CHOICES.items()),
        seats=[(each.id, each.name) for each in charter.seats],
        people=[(each.id, each.name) for each in people],
        search=search,
        waiting=[each for each in act.names if each.appointment is None],
    )
