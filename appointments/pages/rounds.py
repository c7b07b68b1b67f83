"""The committee's pages of a round: where it stands, what is next, each step's form."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.pages.words import (
    BALLOTS,
    NOMINEE_STATES,
    OUTCOMES,
    ROUND_KINDS,
    STATUSES,
)
from appointments.rules.rounds import Embargo, Step
from appointments.schemas.rounds import (
    CallWish,
    RoundWish,
    SettingsWish,
    StepWish,
)
from appointments.schemas.seats import SeatView
from appointments.services.alliances import alliance_on, nominating
from appointments.services.finalists import finalists_for
from appointments.services.nominations import asked_nominees
from appointments.services.nominees import nominees_of
from appointments.services.replacements import replacement_candidates
from appointments.services.reviews import release_seat
from appointments.services.rounds import (
    begin_screening,
    call_for_nominees,
    close_nominations,
    draft_round,
    get_round,
    round_for,
    rounds_for,
)
from appointments.services.seats import seats_on
from appointments.services.slates import (
    consultation_of,
    slates_of,
)
from governance.clock import day_in
from governance.days import add_days
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/rounds"
ONE = f"{HOME}/{{found:uuid}}"


@get(HOME, include_in_schema=False, opt={"permission": "read_rounds"})
async def show_rounds(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the rounds that whoever asks may know of."""
    return await _list_page(request, actor, board, Form())


@post(
    HOME,
    include_in_schema=False,
    status_code=200,
    opt={"permission": "draft_round"},
)
async def draftround_page(request: PageRequest, actor: Asking, board: Board, form: Sent) -> Answer:
    """Begin a round, and go on to its call."""
    seats = tuple(ticked(form, "seat_"))
    if not seats:
        form.errors["seats"] = say("Choose at least one seat.")
    settings = form.read(
        SettingsWish,
        calls=bool(form.value("calls")),  # a box that is not ticked is not sent at all
        screens=bool(form.value("screens")),
        consults=bool(form.value("consults")),
        publishes_all=bool(form.value("publishes_all")),
    )
    if settings is not None:
        wish = form.read(RoundWish, seats=seats, settings=settings)
        if wish is not None:
            with form.refusals():
                drafted = await draft_round(actor, wish)
                return done(f"/bodies/{board.slug}/rounds/{drafted.id}")
    return await _list_page(request, actor, board, form)


@get(ONE, include_in_schema=False, opt={"permission": "read_rounds"})
async def show_round(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Show where a round stands, and the form for its next step."""
    return await round_page(request, actor, board, found, Form())


@post(
    f"{ONE}/call",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "call_for_nominees"},
)
async def call_for_nominees_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Publish the call."""
    wish = form.read(CallWish)
    if wish is not None:
        with form.refusals():
            await call_for_nominees(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/call/close",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "close_nominations"},
)
async def close_nominations_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Close a call whose closing day is over."""
    wish = form.read(StepWish)
    if wish is not None:
        with form.refusals():
            await close_nominations(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/screening",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "begin_screening"},
)
async def begin_screening_page(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID], form: Sent
) -> Answer:
    """Begin to screen."""
    wish = form.read(StepWish)
    if wish is not None:
        with form.refusals():
            await begin_screening(actor, found, wish)
            return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


@post(
    f"{ONE}/seats/{{seat:str}}/release",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "release_seat"},
)
async def release_seat_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    found: FromPath[UUID],
    seat: FromPath[str],
    form: Sent,
) -> Answer:
    """Take a seat out of the round because it was filled otherwise."""
    with form.refusals():
        await release_seat(actor, found, seat)
    if not form.refused:
        return done(home_of_round(board, found))
    return await round_page(request, actor, board, found, form)


def home_of_round(board: Body, found: UUID) -> str:
    return f"/bodies/{board.slug}/rounds/{found}"


def ticked(form: Form, prefix: str) -> list[str]:
    """Return what follows the prefix in the names of ticked boxes."""
    return sorted(
        name.removeprefix(prefix)
        for name, value in form.values.items()
        if name.startswith(prefix) and value
    )


async def _list_page(
    request: PageRequest, actor: Actor, board: Body, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    authority, rule = nominating(charter)
    return page(
        "appointments/rounds.html",
        await frame(
            request,
            say("Nomination rounds"),
            body=board,
            current="/rounds",
            crumbs=(home_of(board),),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        rounds=await rounds_for(board, actor),
        kinds=ROUND_KINDS,
        drafts=may(actor, "draft_round"),
        forgets=may(actor, "erase_expired_nominations"),
        seats=[
            each
            for each in await seats_on(board, charter, today)
            if charter.seat(each.id).designated_by == authority.id
        ],
        standing=_standing,
        rule=rule,
        needed=rule.committee.quorum.needed(rule.committee.size),
        embargoes=[
            (Embargo.LEGISLATION_FILED, say("until the legislation is filed")),
            (Embargo.ALL_CONFIRMED, say("until every seat of the round is confirmed")),
        ],
    )


def _standing(seat: SeatView) -> Sentence:
    """Say who has a seat and until when, for whoever chooses seats for a round."""
    words, _ = STATUSES[seat.status]
    if seat.holder is None:
        return words
    if seat.open or seat.holder.term_until is None:
        return say("{name}, {state}", name=seat.holder.name, state=words)
    last = add_days(seat.holder.term_until, -1)
    return say("{name}, term through {day}", name=seat.holder.name, day=last)


async def round_page(
    request: PageRequest, actor: Actor, board: Body, found: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    view = await round_for(board, actor, found)
    _, rule = nominating(charter, view.authority)
    inside = may(actor, "read_nominees")
    heard = [] if inside else await finalists_for(board, actor, found)
    named = await nominees_of(board, found, actor.person) if inside else []
    alliance = await alliance_on(board, charter, today, authority=view.authority)
    replacing = {}
    if inside and any(each.replaceable for each in view.seats):
        replacing = await replacement_candidates(board, await get_round(board, found))
    standing = [
        each for each in named if each.state == ("finalist" if view.settings.screens else "entered")
    ]
    return page(
        "appointments/round.html",
        await frame(
            request,
            view.title,
            body=board,
            current="/rounds",
            crumbs=(home_of(board), all_rounds(board)),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        round=view,
        rule=rule,
        step=Step(view.step),
        following=next((each.step for each in view.steps if each.next), ""),
        inside=inside,
        releases=may(actor, "release_seat"),
        reviews=may(actor, "read_submission"),
        answers=may(actor, "answer_nominee"),
        names=may(actor, "read_finalists") and not inside,
        nominees=named,
        asked=await asked_nominees(board, found) if inside else [],
        heard=heard,
        states=NOMINEE_STATES,
        kinds=ROUND_KINDS,
        outcomes=OUTCOMES,
        ballots=BALLOTS,
        replacing=[(nominee, each.row["name"]) for nominee, each in replacing.items()],
        finalists=[(each.id, each.name) for each in standing],
        committee=alliance.committee if inside else (),
        organizations=[(each.id, each.name) for each in alliance.organizations],
        slates=await slates_of(board, charter, found, on=today) if inside else (),
        consultation=await consultation_of(board, found) if inside else None,
        today=today,
    )


def all_rounds(board: Body) -> Link:
    return Link(label=say("Nomination rounds"), href=f"/bodies/{board.slug}/rounds")


ROUTES: tuple[ControllerRouterHandler, ...] = (
    begin_screening_page,
    call_for_nominees_page,
    close_nominations_page,
    draftround_page,
    release_seat_page,
    show_round,
    show_rounds,
)
