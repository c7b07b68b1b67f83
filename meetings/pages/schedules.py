"""The page on which a whole year's meetings are planned, looked at, and set at once."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from governance.clock import day_in
from governance.errors import BadInputError, OutOfOrderError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from meetings.pages.meetings import HOME, crumbs_of
from meetings.schemas.schedules import PlannedWish, SchedulePreview, ScheduleWish
from meetings.services.schedules import preview_schedule, schedule_year

HERE = f"{HOME}/year"
MAY = {"permission": "schedule_year"}
FIRST, LAST = 1900, 2190
MOST = 100
YearAsked = Annotated[int, QueryParameter(ge=0, le=LAST)]


@get(HERE, opt=MAY, include_in_schema=False)
async def show_year(
    request: PageRequest, actor: Asking, board: Board, year: FromQuery[YearAsked] = 0
) -> Response[bytes]:
    """Show the meetings of a year as the rule has them; of the next one, if none is said."""
    return await _page(request, actor, board, Form(), max(year, FIRST) if year else 0)


@post(HERE, opt=MAY, include_in_schema=False, status_code=200)
async def take_year(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes] | Redirect:
    """Show what would be set as it was changed by hand; set it once that was seen."""
    wish = _wish(form, board.timezone)
    if wish is not None and wish.seen:
        with form.refusals():
            await schedule_year(actor, wish)
            return done(f"/bodies/{board.slug}/meetings")
    return await _page(request, actor, board, form, wish.year if wish else 0, wish)


async def _page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    form: Form,
    year: int,
    wish: ScheduleWish | None = None,
) -> Response[bytes]:
    year = year or day_in(actor.at, board.timezone).year + 1
    preview = await _preview(actor, form, wish or ScheduleWish(year=year))
    if preview is None and wish is not None:
        preview = await _preview(actor, form, ScheduleWish(year=year))
    chrome = await frame(
        request,
        say("Meetings of {year}", year=str(year)),
        body=board,
        current="/meetings",
        crumbs=crumbs_of(board),
    )
    return page(
        "meeting_year.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        year=year,
        preview=preview,
    )


async def _preview(actor: Actor, form: Form, wish: ScheduleWish) -> SchedulePreview | None:
    try:
        return await preview_schedule(actor, wish)
    except BadInputError as error:
        form.errors.update(error.fields)
    except OutOfOrderError as error:
        form.errors[""] = error.reason
    return None


def _wish(form: Form, zone: str) -> ScheduleWish | None:
    """Return what the lines of the form say; each has a day, a place and whether it is left out."""
    names = [name.removeprefix("on_") for name in form.values if name.startswith("on_")][:MOST]
    rows = []
    for name in names:
        typed = {
            "row": name,
            "starts_at": form.values[f"on_{name}"],
            "place": form.values.get(f"place_{name}", ""),
            "leave_out": form.values.get(f"out_{name}", ""),
        }
        line = Form(typed)
        row = line.read(PlannedWish, zone=zone)
        if row is None:
            wrong = {"starts_at": f"on_{name}", "place": f"place_{name}"}
            form.errors.update({wrong.get(key, ""): why for key, why in line.errors.items()})
        else:
            rows.append(row)
    return None if form.errors else form.read(ScheduleWish, rows=tuple(rows))


ROUTES = [show_year, take_year]
