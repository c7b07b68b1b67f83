"""Who is the body's director: for everybody to read; for the office, the forms for what is next."""

from datetime import date

from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Redirect

from appointments.pages.words import MENDABLE, mended
from appointments.rules.director_clocks import Living
from appointments.rules.directors import Post
from appointments.schemas.corrections import CorrectionView
from appointments.schemas.directors import DirectorOffice, ResidenceClock
from appointments.services.corrections import corrections_of
from appointments.services.due_directors import PRIVATE, office_on
from governance.charter.model import Charter
from governance.clock import day_in
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.clockbar import ClockBar, clock_bar
from governance.web.frames import frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/director"

POSTS: dict[Post, tuple[Sentence, str]] = {
    Post.IN_OFFICE: (say("in office"), "good"),
    Post.INTERIM: (say("interim, to be confirmed"), "warn"),
    Post.ACTING: (say("acting"), "warn"),
    Post.VACANT: (say("vacant"), "bad"),
}
LIVING: dict[Living, tuple[Sentence, str]] = {
    Living.RUNNING: (say("not stated yet"), "warn"),
    Living.MET: (say("lives there"), "good"),
    Living.OVERDUE: (say("overdue"), "bad"),
    Living.LEFT: (say("to be settled"), "warn"),
}
ENDS: dict[str, Sentence] = {
    "": say("Still in office"),
    "resigned": say("Resigned"),
    "died": say("Died"),
    "removed": say("Removed by the Board"),
    "declined": say("Not confirmed"),
    "other": say("Ended"),
}


def crumbs_of(board: Body, title: str) -> tuple[Link, ...]:
    """Return where the pages of the office stand."""
    return (home_of(board), Link(label=title, href=f"/bodies/{board.slug}/director"))


@get(HOME, include_in_schema=False)
async def show_director(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show who is the director on a day, since when, by what, and what is next."""
    today = day_in(actor.at, board.timezone)
    day = on or today
    private = may(actor, PRIVATE)
    charter = await charter_on(board, day)
    found = await office_on(board, charter, day, private=private)
    return page(
        "appointments/director.html",
        await frame(request, found.title, body=board, crumbs=(home_of(board),)),
        slug=board.slug,
        found=found,
        today=today,
        office=private,
        rule=charter.director,
        confirming=confirming(charter),
        state=POSTS[found.state],
        living=LIVING,
        ends=ENDS,
        bar=_bar(found.residence, day),
        may_correct=may(actor, "correct_record"),
        corrections=await _corrections(board, found) if private else (),
        mendable=MENDABLE,
        mended=mended,
    )


async def _corrections(board: Body, found: DirectorOffice) -> list[CorrectionView]:
    """Return what was mended on everybody's days that the page shows."""
    shown = [each for each in (found.holder, found.coming, *found.past) if each is not None]
    return [it for each in shown for it in await corrections_of(board, each.id)]


def confirming(charter: Charter) -> str:
    """Return who confirms the director."""
    rule = charter.director
    return charter.authority(rule.confirmed_by).name if rule else ""


def _bar(clock: ResidenceClock | None, today: date) -> ClockBar | None:
    if clock is None:
        return None
    return clock_bar(since=clock.hired_on, raw=clock.raw, due=clock.due, today=today)


ROUTES = (show_director,)
