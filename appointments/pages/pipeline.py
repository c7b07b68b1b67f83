"""The clerk's and the reviewers' pages of applications: the list, one of them, each step."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from appointments.pages.application_forms import days_told
from appointments.pages.words import APPLICATIONS, STEPS
from appointments.rules.applications import DETAILS, RELATION, SCORED_STATES, State
from appointments.schemas.applications import Erasure, Move, Recognition, ScoreWish
from appointments.services.applications import LETTER
from appointments.services.calls import calls_of, rules_of
from appointments.services.erasures import (
    erase_application,
    erase_expired_applications,
    erasure_days,
)
from appointments.services.pipeline import (
    PAGE,
    count_applications,
    get_application,
    list_applications,
    move_application,
    people_shown,
    resume_of,
    score_application,
    sees_all,
)
from appointments.services.recognitions import recognise_applicant
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.services.letters import letters_about
from governance.services.papers import get_paper
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.lookups import shown
from governance.web.papers import sent
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/applications"
ONE = f"{HOME}/{{application:uuid}}"


@get(HOME, include_in_schema=False, opt={"permission": "read_applications"})
async def show_applications(
    request: PageRequest,
    actor: Asking,
    board: Board,
    call: FromQuery[UUID | None] = None,
    state_name: Annotated[State | None, QueryParameter(name="state")] = None,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show the applications that were sent, how many are in each state, and those chosen."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    everything = sees_all(actor)
    counts = await count_applications(board, everything=everything, call=call)
    shown = counts[state_name] if state_name in counts else sum(counts.values())
    chrome = await frame(
        request, say("Applications"), body=board, current="/applications", crumbs=(home_of(board),)
    )
    return page(
        "appointments/applications.html",
        chrome,
        slug=board.slug,
        lines=await list_applications(
            board, everything=everything, call=call, state=state_name, page=page_number
        ),
        counts=[(each, number, _address(call, each)) for each, number in counts.items()],
        whole=(sum(counts.values()), _address(call, None)),
        calls=[(each.id, each.title) for each in await calls_of(board, charter, today)],
        call=call or "",
        state=state_name,
        states=APPLICATIONS,
        handles=everything,
        page_number=page_number,
        pages=-(-shown // PAGE),
        next_page=_address(call, state_name, page="{page}"),
    )


@get(ONE, include_in_schema=False, opt={"permission": "read_applications"})
async def show_application(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID]
) -> Response[bytes]:
    """Show an application with what comes next."""
    return await _one_page(request, actor, board, application, Form())


@get(f"{ONE}/resume", include_in_schema=False, opt={"permission": "read_applications"})
async def show_resume(actor: Asking, board: Board, application: FromPath[UUID]) -> Response[bytes]:
    """Return the file that came with an application."""
    paper, content = await resume_of(board, application, actor)
    return sent(await get_paper(board, paper), content)


@post(
    f"{ONE}/move", include_in_schema=False, status_code=200, opt={"permission": "move_application"}
)
async def move_application_page(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID], form: Sent
) -> Answer:
    """Take an application one step on."""
    wish = form.read(Move)
    if wish is not None:
        with form.refusals():
            await move_application(actor, application, wish)
            return done(f"/bodies/{board.slug}/applications/{application}")
    return await _one_page(request, actor, board, application, form)


@post(
    f"{ONE}/scores",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "score_application"},
)
async def score_application_page(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID], form: Sent
) -> Answer:
    """Keep one's own scores."""
    wish = form.read(ScoreWish, scores=_scores(form))
    if wish is not None:
        with form.refusals():
            await score_application(actor, application, wish)
            return done(f"/bodies/{board.slug}/applications/{application}")
    return await _one_page(request, actor, board, application, form)


@post(
    f"{ONE}/person",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "recognise_applicant"},
)
async def recognise_applicant_page(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID], form: Sent
) -> Answer:
    """Say who an applicant is."""
    wish = form.read(Recognition)
    if wish is not None:
        with form.refusals():
            await recognise_applicant(actor, application, wish)
            return done(f"/bodies/{board.slug}/applications/{application}")
    return await _one_page(request, actor, board, application, form)


@post(
    f"{ONE}/erase",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "erase_application"},
)
async def erase_application_page(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID], form: Sent
) -> Answer:
    """Erase an application before its span is over."""
    wish = form.read(Erasure)
    if wish is not None:
        with form.refusals():
            await erase_application(actor, application, wish)
            return done(f"/bodies/{board.slug}/applications", "erased")
    return await _one_page(request, actor, board, application, form)


@get(
    f"{HOME}/expired",
    include_in_schema=False,
    opt={"permission": "erase_expired_applications"},
)
async def show_expired_applications(
    request: PageRequest, actor: Asking, board: Board
) -> Response[bytes]:
    """Show how many applications were kept long enough, before they are erased."""
    return await _expired_page(request, actor, board, Form())


@post(
    f"{HOME}/expired",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "erase_expired_applications"},
)
async def erase_expired_applications_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Erase what was kept long enough."""
    with form.refusals():
        await erase_expired_applications(actor)
    if form.refused:
        return await _expired_page(request, actor, board, form)
    return done(f"/bodies/{board.slug}/applications/expired", "erased")


def _scores(form: Form) -> dict[str, int]:
    """Return the numbers that were typed; what is none is told by the deed as missing."""
    typed = {
        name.removeprefix("score_"): value.strip()
        for name, value in form.values.items()
        if name.startswith("score_")
    }
    return {
        name: int(value)
        for name, value in typed.items()
        if value.isascii() and value.isdigit() and len(value) < 4
    }


def _address(call: UUID | None, state: State | None, **more: str) -> str:
    """Return the address of the list with these filters."""
    chosen = {"call": str(call or ""), "state": state.value if state else ""}
    query = urlencode({name: value for name, value in chosen.items() if value})
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return f"?{query}{rest}"


async def _one_page(
    request: PageRequest, actor: Actor, board: Body, application: UUID, form: Form
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    found = await get_application(board, charter, application, actor)
    shown(request, board, people_shown(found), LETTER)
    title: Sentence | str = found.name or say("An erased application")
    letters = await letters_about(board, f"application:{application}")
    own = next((each for each in found.scores if each.own), None)
    chrome = await frame(
        request,
        title,
        body=board,
        current="/applications",
        crumbs=(
            home_of(board),
            Link(label=say("Applications"), href=f"/bodies/{board.slug}/applications"),
        ),
    )
    return page(
        "appointments/application.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        states=APPLICATIONS,
        steps=[(each, STEPS[each]) for each in found.next_steps],
        scorable=found.state in SCORED_STATES and not found.erased,
        own=own,
        details=DETAILS,
        relation=RELATION,
        relations=[(each.id, each.name) for each in charter.relations],
        days=days_told(found.questions, found.answers),
        clause=rules_of(charter).clause,
        retention=rules_of(charter).retention.clause,
        handles=sees_all(actor),
        letters=[each for each in letters if each.kind == LETTER] if sees_all(actor) else [],
        may_write=may(actor, "write_to_applicants"),
    )


async def _expired_page(
    request: PageRequest, actor: Actor, board: Body, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    days = [day for day, _ in await erasure_days(board, charter)]
    chrome = await frame(
        request,
        say("Applications that were kept long enough"),
        body=board,
        current="/applications",
        crumbs=(
            home_of(board),
            Link(label=say("Applications"), href=f"/bodies/{board.slug}/applications"),
        ),
    )
    return page(
        "appointments/applications_expired.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        over=sum(day < today for day in days),
        coming=next((day for day in days if day >= today), None),
        rules=rules_of(charter),
    )
