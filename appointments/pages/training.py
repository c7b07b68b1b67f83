"""Training and acknowledgements: the office's matrix, and the member's own page."""

import csv
import io
from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from appointments.pages.words import MARKS
from appointments.schemas.training import (
    AcknowledgementWish,
    TrainingMatrix,
    TrainingWish,
)
from appointments.services.acknowledgements import (
    acknowledgements_of,
    record_acknowledgement,
    withdraw_acknowledgement,
)
from appointments.services.training import (
    known_day,
    state_training,
    training_matrix,
    training_of,
    verify_training,
    withdraw_training,
    year_of,
)
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import add_days
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.people import Withdrawal
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import download
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/training"
OWN = f"{HOME}/own"
SIGNED = "/bodies/{slug:str}/acknowledgements"


@get(HOME, include_in_schema=False, opt={"permission": "read_training"})
async def show_training(
    request: PageRequest,
    actor: Asking,
    board: Board,
    year: FromQuery[date | None] = None,
    on: FromQuery[date | None] = None,
) -> Response[bytes]:
    """Show members by topics in a service year, what is to be verified, and what is signed."""
    return await _office(request, actor, board, Form(), year=year, on=on)


@post(HOME, include_in_schema=False, status_code=200, opt={"permission": "verify_training"})
async def state_training_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Record for a member that a topic was completed."""
    wish = form.read(TrainingWish)
    if wish is not None:
        with form.refusals():
            await state_training(actor, wish)
    if form.refused:
        return await _office(request, actor, board, form)
    return done(f"/bodies/{board.slug}/training")


@post(
    f"{HOME}/{{training:uuid}}/verify",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "verify_training"},
)
async def verify_training_page(
    request: PageRequest, actor: Asking, board: Board, training: FromPath[UUID], form: Sent
) -> Answer:
    """Confirm what a member stated."""
    with form.refusals():
        await verify_training(actor, training)
    if form.refused:
        return await _office(request, actor, board, form)
    return done(f"/bodies/{board.slug}/training#stated")


@post(
    f"{HOME}/{{training:uuid}}/withdraw",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_training"},
)
async def withdraw_training_page(
    request: PageRequest, actor: Asking, board: Board, training: FromPath[UUID], form: Sent
) -> Answer:
    """Let a statement no longer stand."""
    wish = form.read(Withdrawal)
    if wish is not None:
        with form.refusals():
            await withdraw_training(actor, training, wish)
    if form.refused:
        return await _office(request, actor, board, form)
    return done(f"/bodies/{board.slug}/training#stated")


@post(SIGNED, include_in_schema=False, status_code=200, opt={"permission": "verify_training"})
async def record_acknowledgement_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep for a member what was signed."""
    wish = form.read(AcknowledgementWish)
    if wish is not None:
        with form.refusals():
            await record_acknowledgement(actor, wish)
    if form.refused:
        return await _office(request, actor, board, form)
    return done(f"/bodies/{board.slug}/training#signed")


@post(
    f"{SIGNED}/{{acknowledgement:uuid}}/withdraw",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_acknowledgement"},
)
async def withdraw_acknowledgement_page(
    request: PageRequest, actor: Asking, board: Board, acknowledgement: FromPath[UUID], form: Sent
) -> Answer:
    """Let an acknowledgement no longer stand."""
    wish = form.read(Withdrawal)
    if wish is not None:
        with form.refusals():
            await withdraw_acknowledgement(actor, acknowledgement, wish)
    if form.refused:
        return await _office(request, actor, board, form)
    return done(f"/bodies/{board.slug}/training#signed")


@get(OWN, include_in_schema=False, opt={"permission": "read_own_training"})
async def show_own_training(
    request: PageRequest, actor: Asking, board: Board, year: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show a member what is still open for them, and let them state what they completed."""
    return await _own(request, actor, board, Form(), year)


@post(OWN, include_in_schema=False, status_code=200, opt={"permission": "read_own_training"})
async def state_own_training_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep what a member says to have completed."""
    wish = form.read(TrainingWish, person=_person(actor))
    if wish is not None:
        with form.refusals():
            await state_training(actor, wish)
    if form.refused:
        return await _own(request, actor, board, form, None)
    return done(f"/bodies/{board.slug}/training/own")


@post(
    f"{OWN}/acknowledgements",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "read_own_training"},
)
async def acknowledge_own_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep what a member signs."""
    today = day_in(actor.at, board.timezone)
    wish = form.read(AcknowledgementWish, acknowledged_on=today)
    if wish is not None:
        with form.refusals():
            await record_acknowledgement(actor, wish)
    if form.refused:
        return await _own(request, actor, board, form, None)
    return done(f"/bodies/{board.slug}/training/own")


@get(
    "/bodies/{slug:str}/training.csv",
    include_in_schema=False,
    opt={"permission": "read_training"},
)
async def download_training(
    actor: Asking,
    board: Board,
    year: FromQuery[date | None] = None,
    on: FromQuery[date | None] = None,
) -> Response[bytes]:
    """Return the matrix as a table: a line for each member and topic."""
    known_on = known_day(actor, board, on)
    charter = await charter_on(board, known_on)
    matrix = await training_matrix(board, charter, year_of(charter, year or known_on), known_on)
    name = f"training {matrix.since.year}-{matrix.until.year}.csv"
    return download(_csv(matrix), name, "text/csv")


def _csv(matrix: TrainingMatrix) -> bytes:
    titles = {each.id: each for each in matrix.topics}
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["member", "number", "topic", "clause", "state", "due", "completed"])
    for member in matrix.members:
        for cell in member.cells:
            topic = titles[cell.topic]
            lines.writerow(
                [
                    _plain(member.name),
                    topic.number,
                    topic.title,
                    cell.clause,
                    str(MARKS[cell.mark][0]),
                    cell.due.isoformat(),
                    cell.completed_on.isoformat() if cell.completed_on else "",
                ]
            )
    return text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


async def _office(
    request: PageRequest,
    actor: Actor,
    board: Body,
    form: Form,
    *,
    year: date | None = None,
    on: date | None = None,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    known_on = known_day(actor, board, on)
    charter = await charter_on(board, known_on)
    matrix = await training_matrix(board, charter, year_of(charter, year or known_on), known_on)
    statements = await training_of(board, charter, known_on)
    signed = await acknowledgements_of(board, charter, known_on)
    return page(
        "appointments/training.html",
        await frame(
            request,
            say("Training"),
            body=board,
            current="/training",
            crumbs=(home_of(board),),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        matrix=matrix,
        marks=MARKS,
        known_on=known_on,
        is_today=known_on == today,
        years=_years(charter, matrix),
        stated=[each for each in statements if each.verified_on is None],
        verified=[each for each in statements if each.verified_on is not None],
        signed=signed,
        people=[(each.person, each.name) for each in matrix.members],
        topics=[(each.id, f"{each.number}. {each.title}") for each in matrix.topics],
        me=actor.person,
        clause=charter.training.clause if charter.training else "",
    )


async def _own(
    request: PageRequest, actor: Actor, board: Body, form: Form, year: date | None
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    person = _person(actor)
    span = year_of(charter, year or today)
    matrix = await training_matrix(board, charter, span, today, person=person)
    signed = await acknowledgements_of(board, charter, today)
    return page(
        "appointments/own_training.html",
        await frame(
            request,
            say("My training"),
            body=board,
            current="/training/own",
            crumbs=(home_of(board),),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        matrix=matrix,
        mine=matrix.members[0] if matrix.members else None,
        titles={each.id: each for each in matrix.topics},
        marks=MARKS,
        today=today,
        years=_years(charter, matrix),
        topics=[(each.id, f"{each.number}. {each.title}") for each in matrix.topics],
        statements=await training_of(board, charter, today, person=person),
        signed=[each for each in signed if each.person == person],
        asks=charter.diversity is not None,
        clause=charter.training.clause if charter.training else "",
    )


def _person(actor: Actor) -> UUID:
    if actor.person is None:
        raise NotFoundError(say("Your account is not that of a person on the board."))
    return actor.person


def _years(charter: Charter, matrix: TrainingMatrix) -> tuple[Link, Link]:
    """Return the service years before and after the one that is shown."""
    before = year_of(charter, add_days(matrix.since, -1))
    return (
        Link(label=f"{before.since.year}–{matrix.since.year}", href=before.since.isoformat()),
        Link(label=f"{matrix.until.year}–{matrix.until.year + 1}", href=matrix.until.isoformat()),
    )
