"""The pages of corrections: what is right, everything that would change with it, then yes."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from appointments.pages.words import ENDS_A_SPAN, MENDABLE, mended
from appointments.schemas.corrections import Correction, Subject
from appointments.services.corrections import (
    PAGE,
    corrections_of,
    count_corrections,
)
from appointments.services.corrections import list_corrections as corrections_on
from governance.clock import day_in
from governance.days import add_days
from governance.errors import BadInputError
from governance.front.changes import correct_record, preview_correction
from governance.front.mendable import (
    Field,
    Thing,
    act_to_mend,
    appointment_to_mend,
    director_to_mend,
    vacancy_to_mend,
)
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.previews import Preview
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
Search = Annotated[str, QueryParameter(max_length=200)]
HOME = "/bodies/{slug:str}"
APPOINTMENT = f"{HOME}/appointments/{{appointment:uuid}}/correct"
VACANCY = f"{HOME}/vacancies/{{vacancy:uuid}}/correct"
ACT = f"{HOME}/legislation/{{legislation:uuid}}/correct"
DIRECTOR = f"{HOME}/director/{{director:uuid}}/correct"
MAY = {"permission": "correct_record"}


@get(f"{HOME}/corrections", include_in_schema=False, opt={"permission": "read_appointments"})
async def show_corrections(
    request: PageRequest,
    board: Board,
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show everything that was mended, the latest first."""
    chrome = await frame(request, say("Corrections"), body=board, crumbs=(home_of(board),))
    return page(
        "corrections.html",
        chrome,
        corrections=await corrections_on(board, page=page_number),
        names=MENDABLE,
        shown=mended,
        page_number=page_number,
        pages=-(-await count_corrections(board) // PAGE),
    )


@get(APPOINTMENT, include_in_schema=False, opt=MAY)
async def show_correcting_appointment(
    request: PageRequest,
    actor: Asking,
    board: Board,
    appointment: FromPath[UUID],
    search: Search = "",
) -> Response[bytes]:
    """Show the fields of an appointment and its service that can be mended."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    thing = await appointment_to_mend(board, charter, appointment, search=search)
    return await _page(request, board, thing, search)


@post(APPOINTMENT, include_in_schema=False, status_code=200, opt=MAY)
async def correct_appointment_page(
    request: PageRequest, actor: Asking, board: Board, appointment: FromPath[UUID], form: Sent
) -> Answer:
    """Show what would change; mend it once that was seen."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    search = form.values.get("search", "")
    thing = await appointment_to_mend(board, charter, appointment, search=search)
    return await _correct(request, actor, board, thing, form)


@get(VACANCY, include_in_schema=False, opt=MAY)
async def show_correcting_vacancy(
    request: PageRequest, actor: Asking, board: Board, vacancy: FromPath[UUID]
) -> Response[bytes]:
    """Show the fields of a vacancy that can be mended."""
    today = day_in(actor.at, board.timezone)
    thing = await vacancy_to_mend(board, await charter_on(board, today), vacancy, today)
    return await _page(request, board, thing)


@post(VACANCY, include_in_schema=False, status_code=200, opt=MAY)
async def correct_vacancy_page(
    request: PageRequest, actor: Asking, board: Board, vacancy: FromPath[UUID], form: Sent
) -> Answer:
    """Show what would change; mend it once that was seen."""
    today = day_in(actor.at, board.timezone)
    thing = await vacancy_to_mend(board, await charter_on(board, today), vacancy, today)
    return await _correct(request, actor, board, thing, form)


@get(ACT, include_in_schema=False, opt=MAY)
async def show_correcting_act(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID]
) -> Response[bytes]:
    """Show the fields of an act that can be mended."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await _page(request, board, await act_to_mend(board, charter, legislation))


@post(ACT, include_in_schema=False, status_code=200, opt=MAY)
async def correct_act_page(
    request: PageRequest, actor: Asking, board: Board, legislation: FromPath[UUID], form: Sent
) -> Answer:
    """Show what would change; mend it once that was seen."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    thing = await act_to_mend(board, charter, legislation)
    return await _correct(request, actor, board, thing, form)


@get(DIRECTOR, include_in_schema=False, opt=MAY)
async def show_correcting_director(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID]
) -> Response[bytes]:
    """Show the fields of somebody's days as the director that can be mended."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return await _page(request, board, await director_to_mend(board, charter, director))


@post(DIRECTOR, include_in_schema=False, status_code=200, opt=MAY)
async def correct_director_page(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID], form: Sent
) -> Answer:
    """Show what would change; mend it once that was seen."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    thing = await director_to_mend(board, charter, director)
    return await _correct(request, actor, board, thing, form)


async def _correct(
    request: PageRequest, actor: Actor, board: Body, thing: Thing, form: Form
) -> Answer:
    """Mend what was seen; whatever else was asked, show what would change now."""
    wish = _wish(thing, form)
    preview = None
    if wish is not None:
        if wish.seen:
            with form.refusals():
                await correct_record(actor, wish)
                return done(f"{thing.home}#corrections", "corrected")
        with form.refusals():
            preview = await preview_correction(actor, wish)
    search = form.values.get("search", "")
    return await _page(request, board, thing, search, form=form, preview=preview)


def _wish(thing: Thing, form: Form) -> Correction | None:
    """Return the fields that were typed otherwise than the record has them."""
    changes = {}
    for field in thing.fields:
        typed = form.values.get(field.name, "").strip()
        if field.name in form.values and typed != str(
            field.value if field.value is not None else ""
        ):
            changes[field.name] = _as_recorded(field, typed, form)
    if not form.value("why"):
        form.errors["why"] = say("A reason is needed.")
    elif not changes and not form.errors:
        form.errors[""] = say("Nothing was changed in the form.")
    if form.errors:
        return None
    try:
        return msgspec.convert(
            {
                "subject": thing.subject.value,
                "thing": str(thing.id),
                "changes": changes,
                "why": form.value("why"),
                "seen": form.value("seen"),
            },
            Correction,
        )
    except msgspec.ValidationError:
        form.errors["why"] = say("This is too long or too short.")
        return None


def _as_recorded(field: Field, typed: str, form: Form) -> str:
    """Return what was typed as the record keeps it: a span ends on the day after its last."""
    if field.name not in ENDS_A_SPAN or not typed:
        return typed
    try:
        return add_days(date.fromisoformat(typed), 1).isoformat()
    except (ValueError, BadInputError):
        form.errors[field.name] = say("This is not a day, such as 2026-12-03.")
        return typed


async def _page(
    request: PageRequest,
    board: Body,
    thing: Thing,
    search: str = "",
    *,
    form: Form | None = None,
    preview: Preview | None = None,
) -> Response[bytes]:
    form = form or Form()
    own = Link(label=thing.name, href=thing.home)
    chrome = await frame(
        request,
        say("Correct: {name}", name=thing.name),
        body=board,
        current=thing.nav,
        crumbs=(home_of(board), own),
    )
    return page(
        "correct.html",
        chrome,
        status=form.status,
        form=form,
        here=thing.form,
        fields=thing.fields,
        preview=preview,
        search=search,
        searches=thing.subject is Subject.APPOINTMENT,
        corrections=await corrections_of(board, thing.id),
        names=MENDABLE,
        shown=mended,
    )
