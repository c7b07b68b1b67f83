"""Pages of calls: for the public to read, for the clerk to write, publish and close."""

from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from appointments.schemas.calls import CallView, CallWish, OwnQuestion, OwnRubric
from appointments.services.calls import (
    OWN,
    amend_call,
    calls_of,
    close_call,
    get_call,
    open_call,
    open_calls,
    publish_call,
    rules_of,
)
from appointments.services.nomination_calls import open_nominations
from governance.charter.model import Charter, QuestionKind, Rubric
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/calls"
ONE = f"{HOME}/{{call:uuid}}"
NEEDED = "*"
"""How a line begins that holds a question which must be answered."""


@get(HOME, include_in_schema=False)
async def show_calls(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the calls to which anyone can apply; to the clerk, every call."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    handles = may(actor, "read_calls")
    chrome = await frame(
        request, say("Apply for a seat"), body=board, current="/calls", crumbs=(home_of(board),)
    )
    return cached(
        page(
            "appointments/calls.html",
            chrome,
            slug=board.slug,
            calls=await open_calls(board, charter, today),
            nominations=await open_nominations(board, charter, today),
            others=[
                each
                for each in (await calls_of(board, charter, today) if handles else [])
                if not each.open
            ],
            handles=handles,
        )
    )


@get(ONE, include_in_schema=False)
async def show_call(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID]
) -> Response[bytes]:
    """Show what a call is for, what it asks, and how to apply."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    handles = may(actor, "amend_call")
    found = await get_call(board, charter, call, today, drafts=handles)
    calls = Link(label=say("Apply for a seat"), href=f"/bodies/{board.slug}/calls")
    chrome = await frame(
        request, found.title, body=board, current="/calls", crumbs=(home_of(board), calls)
    )
    return cached(
        page(
            "appointments/call.html",
            chrome,
            slug=board.slug,
            found=found,
            criteria=charter.eligibility,
            clause=rules_of(charter).clause,
            handles=handles,
        )
    )


@get(f"{HOME}/new", include_in_schema=False, opt={"permission": "open_call"})
async def show_new_call(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the form for a call."""
    return await _edit_page(request, actor, board, None, Form())


@post(f"{HOME}/new", include_in_schema=False, status_code=200, opt={"permission": "open_call"})
async def open_call_page(request: PageRequest, actor: Asking, board: Board, form: Sent) -> Answer:
    """Draft a call, and go on to look at it."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    wish = _wish(form, charter)
    if wish is not None:
        with form.refusals():
            made = await open_call(actor, wish)
            return done(f"/bodies/{board.slug}/calls/{made.id}")
    return await _edit_page(request, actor, board, None, form)


@get(f"{ONE}/edit", include_in_schema=False, opt={"permission": "amend_call"})
async def show_edit_call(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID]
) -> Response[bytes]:
    """Show a call with what can still be changed of it."""
    return await _edit_page(request, actor, board, call, Form())


@post(f"{ONE}/edit", include_in_schema=False, status_code=200, opt={"permission": "amend_call"})
async def amend_call_page(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID], form: Sent
) -> Answer:
    """Change a call."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    wish = _wish(form, charter)
    if wish is not None:
        with form.refusals():
            await amend_call(actor, call, wish)
            return done(f"/bodies/{board.slug}/calls/{call}")
    return await _edit_page(request, actor, board, call, form)


@post(
    f"{ONE}/publish", include_in_schema=False, status_code=200, opt={"permission": "publish_call"}
)
async def publish_call_page(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID], form: Sent
) -> Answer:
    """Publish a call."""
    with form.refusals():
        await publish_call(actor, call)
    if form.refused:
        return await _edit_page(request, actor, board, call, form)
    return done(f"/bodies/{board.slug}/calls/{call}")


@post(f"{ONE}/close", include_in_schema=False, status_code=200, opt={"permission": "close_call"})
async def close_call_page(
    request: PageRequest, actor: Asking, board: Board, call: FromPath[UUID], form: Sent
) -> Answer:
    """Close a call before its day."""
    with form.refusals():
        await close_call(actor, call)
    if form.refused:
        return await _edit_page(request, actor, board, call, form)
    return done(f"/bodies/{board.slug}/calls/{call}")


def _wish(form: Form, charter: Charter) -> CallWish | None:
    """Return the call that the fields say; questions and criteria stand one on a line."""
    seats = tuple(seat.id for seat in charter.seats if form.value(f"seat_{seat.id}") == "yes")
    questions = []
    for line in str(form.value("questions")).splitlines():
        text = line.strip().removeprefix(NEEDED).strip()
        if text:
            needed = line.strip().startswith(NEEDED)
            questions.append({"text": text, "kind": QuestionKind.PROSE, "required": needed})
    criteria = [line.strip() for line in str(form.value("criteria")).splitlines() if line.strip()]
    scale = {name: str(form.value(name)).strip() for name in ("lowest", "highest")}
    rubric = {"criteria": criteria, **{name: text for name, text in scale.items() if text}}
    return form.read(
        CallWish,
        seats=seats,
        questions=_read(form, "questions", questions, tuple[OwnQuestion, ...]) or (),
        rubric=_read(form, "criteria", rubric, OwnRubric) if criteria else None,
    )


def _read(form: Form, field: str, value: object, kind: object) -> object:
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        form.errors[field] = say("This is too much, too long, or no number.")
    return None


async def _edit_page(
    request: PageRequest, actor: Actor, board: Body, call: UUID | None, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    rules = rules_of(charter)
    found = await get_call(board, charter, call, today, drafts=True) if call else None
    calls = Link(label=say("Apply for a seat"), href=f"/bodies/{board.slug}/calls")
    title: Sentence | str = say("A new call")
    if found is not None:
        title = say("Change “{call}”", call=found.title)
    chrome = await frame(
        request, title, body=board, current="/calls", crumbs=(home_of(board), calls)
    )
    return page(
        "appointments/call_edit.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        seats=charter.seats,
        chosen=_chosen(form, found, charter, str(request.query_params.get("seat", ""))),
        own_questions=_own_questions(found),
        criteria=_own_criteria(found, rules.rubric),
        rules=rules,
        today=today,
    )


def _chosen(form: Form, found: CallView | None, charter: Charter, wanted: str) -> set[str]:
    """Return the seats that are ticked: as sent, as kept, or as the address asks for."""
    if form.values:
        return {each.id for each in charter.seats if form.value(f"seat_{each.id}") == "yes"}
    return {each.id for each in found.seats} if found else {wanted}


def _own_criteria(found: CallView | None, common: Rubric) -> str:
    """Return the criteria of a call's own rubric, one on a line; none where it is the charter's."""
    if found is None or found.rubric == common:
        return ""
    return "\n".join(each.text for each in found.rubric.criteria)


def _own_questions(found: CallView | None) -> str:
    own = (each for each in (found.questions if found else ()) if each.id.startswith(OWN))
    return "\n".join(f"{NEEDED if each.required else ''}{each.text}" for each in own)
