"""What is to be recorded next for the director's office, by whoever has a task there."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from appointments.pages.directors import LIVING, confirming, crumbs_of
from appointments.schemas.directors import (
    ActingWish,
    CandidateWish,
    Confirmation,
    Declining,
    DirectorEnd,
    DirectorOffice,
    DirectorRemoval,
    DirectorSearch,
    EarlierDirector,
    Ground,
    ResidenceWish,
    ReviewWish,
    ReviewWithdrawal,
    SearchWish,
)
from appointments.services.board_votes import carried_votes
from appointments.services.director_duties import (
    get_review,
    review_director,
    state_director_residence,
    withdraw_director_review,
)
from appointments.services.director_endings import end_director, remove_director
from appointments.services.director_hiring import (
    confirm_director,
    decline_director,
    enter_director,
    name_acting_director,
)
from appointments.services.director_searches import (
    enter_director_candidate,
    get_director_search,
    open_director_search,
)
from appointments.services.directors import office_of
from appointments.services.due_directors import PRIVATE, office_on
from appointments.services.sheets import SHEET
from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent, Wish
from governance.web.frames import done, frame, page
from governance.web.lookups import shown
from governance.web.papers import sent

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/director"
OFFICE = f"{HOME}/office"
ONE = f"{HOME}/{{director:uuid}}"

GROUNDS = {
    Ground.RESIGNED: say("Resigned"),
    Ground.DIED: say("Died"),
    Ground.OTHER: say("For another reason"),
}


@get(OFFICE, include_in_schema=False, opt={"permission": PRIVATE})
async def show_director_office(
    request: PageRequest, actor: Asking, board: Board
) -> Response[bytes]:
    """Show what is to be recorded next for the office, and who is considered."""
    return await _office(request, actor, board, Form())


@get(
    f"{HOME}/reviews/{{review:uuid}}/paper.file",
    include_in_schema=False,
    opt={"permission": PRIVATE},
)
async def read_director_review(board: Board, review: FromPath[UUID]) -> Response[bytes]:
    """Give the paper of a review."""
    found = await get_review(board, review, private=True)
    if found.paper is None:
        raise NotFoundError(say("There is no such paper here."))
    return sent(found.paper, await paper_content(board, found.paper.id))


@post(
    f"{HOME}/search",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "open_director_search"},
)
async def open_director_search_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Say that the office stands empty."""
    wish = form.read(SearchWish)
    if wish is not None:
        with form.refusals():
            await open_director_search(actor, wish)
    return await _answer(request, actor, board, form, "search")


@post(
    f"{HOME}/candidates",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "enter_director_candidate"},
)
async def enter_director_candidate_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Consider somebody, and go on to the sheet."""
    wish = form.read(CandidateWish)
    if wish is not None:
        with form.refusals():
            found = await enter_director_candidate(actor, wish)
            return done(f"/bodies/{board.slug}/director/candidates/{found.id}")
    return await _answer(request, actor, board, form, "candidate")


@post(
    f"{HOME}/acting",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "name_acting_director"},
)
async def name_acting_director_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep who acts while the office stands empty."""
    wish = form.read(ActingWish)
    if wish is not None:
        with form.refusals():
            await name_acting_director(actor, wish)
    return await _answer(request, actor, board, form, "acting")


@post(HOME, include_in_schema=False, status_code=200, opt={"permission": "enter_director"})
async def enter_director_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Take over a director of before the record."""
    wish = form.read(EarlierDirector)
    if wish is not None:
        with form.refusals():
            await enter_director(actor, wish)
    return await _answer(request, actor, board, form, "earlier")


@post(
    f"{ONE}/confirmation",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "confirm_director"},
)
async def confirm_director_page(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID], form: Sent
) -> Answer:
    """Keep the confirmation."""
    await _do(confirm_director, actor, director, form, Confirmation)
    return await _answer(request, actor, board, form, "confirm")


@post(
    f"{ONE}/declining",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "decline_director"},
)
async def decline_director_page(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that it was not confirmed."""
    await _do(decline_director, actor, director, form, Declining)
    return await _answer(request, actor, board, form, "decline")


@post(
    f"{ONE}/residence",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "state_director_residence"},
)
async def state_director_residence_page(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID], form: Sent
) -> Answer:
    """Keep since when the director lives in the place."""
    await _do(state_director_residence, actor, director, form, ResidenceWish)
    return await _answer(request, actor, board, form, "residence")


@post(
    f"{ONE}/reviews",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "review_director"},
)
async def review_director_page(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID], form: Sent
) -> Answer:
    """Keep a review."""
    await _do(review_director, actor, director, form, ReviewWish)
    return await _answer(request, actor, board, form, "review")


@post(
    f"{HOME}/reviews/{{review:uuid}}/withdrawal",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_director_review"},
)
async def withdraw_director_review_page(
    request: PageRequest, actor: Asking, board: Board, review: FromPath[UUID], form: Sent
) -> Answer:
    """Take back a review that was entered by mistake."""
    await _do(withdraw_director_review, actor, review, form, ReviewWithdrawal)
    return await _answer(request, actor, board, form, f"unreview-{review}")


@post(
    f"{ONE}/removal",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "remove_director"},
)
async def remove_director_page(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID], form: Sent
) -> Answer:
    """Keep a removal."""
    await _do(remove_director, actor, director, form, DirectorRemoval)
    return await _answer(request, actor, board, form, f"remove-{director}")


@post(
    f"{ONE}/end",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "end_director"},
)
async def end_director_page(
    request: PageRequest, actor: Asking, board: Board, director: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that the director left."""
    await _do(end_director, actor, director, form, DirectorEnd)
    return await _answer(request, actor, board, form, f"end-{director}")


async def _do(
    act: Callable[[Actor, UUID, Wish], Awaitable[object]],
    actor: Actor,
    thing: UUID,
    form: Form,
    kind: type[Wish],
) -> None:
    """Do a deed on one thing with what the form says, or keep what is wrong with it."""
    wish = form.read(kind)
    if wish is not None:
        with form.refusals():
            await act(actor, thing, wish)


async def _answer(
    request: PageRequest, actor: Actor, board: Body, form: Form, asked: str
) -> Answer:
    if form.refused:
        return await _office(request, actor, board, form, asked)
    return done(f"/bodies/{board.slug}/director")


async def _office(
    request: PageRequest, actor: Actor, board: Body, form: Form, asked: str = ""
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    office = await office_of(board, charter)
    found = await office_on(board, charter, today, private=True)
    search = None
    if office.open_search is not None:
        search = await get_director_search(board, charter, today)
        shown(request, board, {each.person: () for each in search.candidates}, SHEET)
    return page(
        "appointments/director_office.html",
        await frame(
            request,
            say("Record of the {office}", office=found.title),
            body=board,
            crumbs=crumbs_of(board, found.title),
        ),
        status=form.status,
        slug=board.slug,
        home=f"/bodies/{board.slug}/director",
        form=form,
        asked=asked,
        found=found,
        search=search,
        rule=charter.director,
        today=today,
        confirming=confirming(charter),
        votes=[
            (each.motion, f"{each.text[:80]} · {each.title}") for each in await carried_votes(board)
        ],
        grounds=[(each.value, words) for each, words in GROUNDS.items()],
        reading=_reading(charter),
        living=LIVING,
        **_steps(actor, found, search),
    )


def _steps(actor: Actor, found: DirectorOffice, search: DirectorSearch | None) -> dict[str, object]:
    """Return which steps are open to whoever asks, and for whom."""
    hired = found.coming or (found.holder if found.holder and not found.holder.acting else None)
    awaiting = hired if hired and hired.confirmed_on is None else None
    open_years = [each.year for each in found.years if each.review is None]
    return {
        "hired": hired,
        "leaving": [each for each in (found.holder, found.coming) if each is not None],
        "awaiting": awaiting,
        "open_years": [(each, say("Year {year}", year=each)) for each in open_years],
        "may_open": search is None and hired is None and may(actor, "open_director_search"),
        "may_take_over": search is None
        and not (found.holder or found.past or found.coming)
        and may(actor, "enter_director"),
        "may_name": may(actor, "name_acting_director"),
        "may_confirm": awaiting is not None and may(actor, "confirm_director"),
        "may_review": hired is not None and may(actor, "review_director"),
        "may_remove": may(actor, "remove_director"),
        "reads_people": may(actor, "read_people"),
    }


def _reading(charter: Charter) -> object:
    """Return how the question of a removal is read, with its other answers."""
    rule = charter.director
    return charter.reading(rule.removal_reading) if rule and rule.removal_reading else None


ROUTES = (
    show_director_office,
    read_director_review,
    open_director_search_page,
    enter_director_candidate_page,
    name_acting_director_page,
    enter_director_page,
    confirm_director_page,
    decline_director_page,
    state_director_residence_page,
    review_director_page,
    withdraw_director_review_page,
    remove_director_page,
    end_director_page,
)
