"""The public ledger of duties: a year as a calendar, one duty, one period of it."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from governance.clock import day_in
from governance.errors import NotFoundError
from governance.front.ledger import (
    day_named,
    history_of,
    ledger_of,
    periods_of,
    year_beginning_in,
    year_of,
)
from governance.rules.access import Actor
from governance.rules.obligations import PartKind, State
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.obligations import Correcting, Excuse, Fulfilment, Ledger, OccurrenceView
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.obligations import (
    correct_fulfilment,
    excuse_obligation,
    fulfil_obligation,
    get_entry,
    period_of,
    standing_entries,
)
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import sent
from governance.web.templating import Link
from governance.web.yearplan import TONES, year_plan
from meetings.services.recommendations import list_recommendations, overdue_of, rule_of

HOME = "/bodies/{slug:str}/duties"
ONE = f"{HOME}/{{duty:str}}/{{period:str}}"
EVIDENCE = "read_evidence"
Answer = Response[bytes] | Redirect
Year = Annotated[int | None, QueryParameter(ge=1900, le=2100)]
COMING = 6
"""How many open duties the front of the ledger names beside the late ones."""
PART = "part_"


@get(HOME, include_in_schema=False)
async def show_duties(
    request: PageRequest, actor: Asking, board: Board, year: FromQuery[Year] = None
) -> Response[bytes]:
    """Show what is late and what is next, and the year as a calendar."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    this = year_of(charter, today)
    span = this if year is None else year_beginning_in(charter, year)
    ledger = await ledger_of(board, charter, span, today)
    chrome = await frame(
        request, say("Duties"), body=board, current="/duties", crumbs=(home_of(board),)
    )
    late, coming = _pressing(ledger)
    return cached(
        page(
            "duties.html",
            chrome,
            slug=board.slug,
            ledger=ledger,
            plan=year_plan(ledger, charter.obligations),
            late=late,
            coming=coming,
            rows=sorted(ledger.occurrences, key=lambda each: (each.due, each.title)),
            is_this_year=span == this,
            last=span.last,
            tones=TONES,
        )
    )


@get(f"{HOME}/{{duty:str}}", include_in_schema=False)
async def show_duty(
    request: PageRequest, actor: Asking, board: Board, duty: FromPath[str]
) -> Response[bytes]:
    """Show one duty in every period since the ledger began."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = charter.obligation(duty)
    crumbs = (home_of(board), _home(board))
    return cached(
        page(
            "duty.html",
            await frame(request, found.title, body=board, crumbs=crumbs),
            slug=board.slug,
            duty=found,
            law=charter.clause(found.clause),
            rows=await periods_of(board, charter, found, today),
            today=today,
            tones=TONES,
        )
    )


@get(ONE, include_in_schema=False)
async def show_occurrence(
    request: PageRequest, actor: Asking, board: Board, duty: FromPath[str], period: FromPath[str]
) -> Response[bytes]:
    """Show one period of a duty: its days, what shows it done, every entry made of it."""
    return await _one(request, actor, board, duty, period, Form())


@post(
    f"{ONE}/fulfilments",
    opt={"permission": "fulfil_obligation"},
    include_in_schema=False,
    status_code=200,
)
async def take_fulfilment(
    request: PageRequest,
    actor: Asking,
    board: Board,
    duty: FromPath[str],
    period: FromPath[str],
    form: Sent,
) -> Answer:
    """Keep that it was done; where there are several parts, those that are ticked."""
    ticked = tuple(name.removeprefix(PART) for name in form.values if name.startswith(PART))
    if not ticked and "parts" in form.values:
        form.errors["parts"] = say("Choose what was done of the list.")
    wish = form.read(Fulfilment, obligation=duty, period=day_named(period), parts=ticked or ("",))
    if wish is not None:
        with form.refusals():
            await fulfil_obligation(actor, wish)
    return await _answer(request, actor, board, duty, period, form)


@post(
    f"{ONE}/excuses",
    opt={"permission": "excuse_obligation"},
    include_in_schema=False,
    status_code=200,
)
async def take_excuse(
    request: PageRequest,
    actor: Asking,
    board: Board,
    duty: FromPath[str],
    period: FromPath[str],
    form: Sent,
) -> Answer:
    """Keep that there was nothing to do, and why."""
    wish = form.read(Excuse, obligation=duty, period=day_named(period))
    if wish is not None:
        with form.refusals():
            await excuse_obligation(actor, wish)
    return await _answer(request, actor, board, duty, period, form)


@post(
    f"{HOME}/entries/{{entry_id:uuid}}",
    opt={"permission": "correct_fulfilment"},
    include_in_schema=False,
    status_code=200,
)
async def take_fulfilment_correction(
    request: PageRequest, actor: Asking, board: Board, entry_id: FromPath[UUID], form: Sent
) -> Answer:
    """Put an entry right; the old one stays readable."""
    entry = await get_entry(board, entry_id)
    wish = form.read(Correcting)
    if wish is not None:
        with form.refusals():
            await correct_fulfilment(actor, entry_id, wish)
    period = entry.period.isoformat()
    return await _answer(request, actor, board, entry.obligation, period, form, entry_id)


@get(f"{HOME}/entries/{{entry_id:uuid}}/paper", include_in_schema=False, opt={"keep": False})
async def send_evidence(board: Board, entry_id: FromPath[UUID]) -> Response[bytes]:
    """Give the document that shows a duty done, unless it is confidential."""
    return await _paper(board, entry_id, confidential=False)


@get(
    f"{HOME}/entries/{{entry_id:uuid}}/confidential",
    opt={"permission": EVIDENCE},
    include_in_schema=False,
)
async def send_confidential_evidence(board: Board, entry_id: FromPath[UUID]) -> Response[bytes]:
    """Give a confidential document to the Board's office."""
    return await _paper(board, entry_id, confidential=True)


async def _paper(board: Body, entry_id: UUID, *, confidential: bool) -> Response[bytes]:
    entry = await get_entry(board, entry_id)
    if entry.paper is None or entry.confidential is not confidential:
        raise NotFoundError(say("There is no such file here."))
    paper = await get_paper(board, entry.paper)
    return sent(paper, await paper_content(board, entry.paper), inline=True)


async def _answer(
    request: PageRequest,
    actor: Actor,
    board: Body,
    duty: str,
    period: str,
    form: Form,
    correcting: UUID | None = None,
) -> Answer:
    if form.refused:
        return await _one(request, actor, board, duty, period, form, correcting)
    return done(f"/bodies/{board.slug}/duties/{duty}/{period}")


async def _one(
    request: PageRequest,
    actor: Actor,
    board: Body,
    duty: str,
    period: str,
    form: Form,
    correcting: UUID | None = None,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found, since = charter.obligation(duty), day_named(period)
    office = may(actor, EVIDENCE)
    history = await history_of(board, charter, duty, since, today, office=office)
    span = period_of(found, since)
    sent_then = [
        each
        for each in (await list_recommendations(board, charter) if found.followed else ())
        if each.sent_on and span.contains(each.sent_on)
    ]
    home = f"/bodies/{board.slug}/duties"
    crumbs = (home_of(board), _home(board), Link(label=found.title, href=f"{home}/{duty}"))
    chrome = await frame(request, found.title, body=board, crumbs=crumbs)
    return page(
        "duty_period.html",
        chrome,
        status=form.status,
        slug=board.slug,
        here=f"{home}/{duty}/{since}",
        form=form,
        duty=found,
        law=charter.clause(found.clause),
        view=history.occurrence,
        owed=[
            each
            for each in history.occurrence.parts
            if not each.state.is_settled and each.kind is not PartKind.MEETING
        ],
        entries=history.entries[::-1],
        standing={each.id for each in standing_entries(history.entries)},
        correcting=correcting,
        names={each.key: each.name for each in history.occurrence.parts},
        advice=sent_then,
        advice_rule=rule_of(charter) if sent_then else None,
        overdue_of=overdue_of,
        may_record=may(actor, "fulfil_obligation"),
        office=office,
        today=today,
        tones=TONES,
    )


def _home(board: Body) -> Link:
    return Link(label=say("Duties"), href=f"/bodies/{board.slug}/duties")


def _pressing(ledger: Ledger) -> tuple[list[OccurrenceView], list[OccurrenceView]]:
    """Return what is late, the oldest first, and of each duty what is owed next."""
    by_day = sorted(ledger.occurrences, key=lambda each: (each.due, each.title))
    late = [each for each in by_day if each.state.is_past_due]
    coming: dict[str, OccurrenceView] = {}
    for each in by_day:
        if each.state in (State.OPEN, State.UPCOMING) and each.due >= ledger.on:
            coming.setdefault(each.obligation, each)
    return late, list(coming.values())[:COMING]


ROUTES: tuple[ControllerRouterHandler, ...] = (
    show_duties,
    show_duty,
    show_occurrence,
    take_fulfilment,
    take_excuse,
    take_fulfilment_correction,
    send_evidence,
    send_confidential_evidence,
)
