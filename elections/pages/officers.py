"""Who holds the offices, who held them, and how they were elected."""

from datetime import date
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from elections.rules.ballots import Stage
from elections.schemas.elections import OfficeEnd
from elections.services.files import elections_of
from elections.services.officers import end_office, officers_of, officers_on
from governance.clock import day_in
from governance.days import add_days
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page

HOME = "/bodies/{slug:str}/officers"

OnDay = Annotated[date | None, QueryParameter()]


@get(HOME, include_in_schema=False)
async def show_officers(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[OnDay] = None
) -> Response[bytes]:
    """Show the officers of a day and all elections."""
    return await _officers(request, actor, board, on, Form())


@post(f"{HOME}/end", opt={"permission": "end_office"}, include_in_schema=False, status_code=200)
async def end_office_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes] | Redirect:
    """End an officer's time."""
    wish = form.read(OfficeEnd)
    if wish is not None:
        with form.refusals():
            await end_office(actor, wish)
    if form.refused:
        return await _officers(request, actor, board, None, form)
    return done(f"/bodies/{board.slug}/officers")


async def _officers(
    request: PageRequest, actor: Actor, board: Body, on: date | None, form: Form
) -> Response[bytes]:
    today = on or day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    chrome = await frame(request, say("Officers"), body=board, crumbs=(home_of(board),))
    return cached(
        page(
            "officers.html",
            chrome,
            status=409 if form.findings else 400 if form.refused else 200,
            slug=board.slug,
            offices=charter.offices,
            officers={each.office: each for each in await officers_on(board, today)},
            earlier=[
                (each, add_days(each.until, -1))
                for each in await officers_of(board, charter)
                if each.until <= today
            ],
            put_off=[
                each for each in await elections_of(board, charter) if each.state is Stage.POSTPONED
            ],
            last_day=lambda until: add_days(until, -1),
            form=form,
            may_end=may(actor, "end_office"),
        )
    )


ROUTES = [show_officers, end_office_page]
