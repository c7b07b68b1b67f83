"""What if so many were present and voted so? The calculator for whoever asks."""

from litestar import Response, get
from msgspec import Struct

from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on, list_bodies
from governance.web.access import Asking, PageRequest
from governance.web.caching import cached
from governance.web.forms import Form
from governance.web.frames import frame, page
from meetings.pages.shown import charter_kinds
from meetings.rules.tallies import Tally
from meetings.rules.votes import what_if


class Question(Struct, frozen=True, kw_only=True):
    """Numbers of a vote; `present` includes the recused who are in the room."""

    present: int
    ayes: int
    noes: int = 0
    abstain: int = 0
    recused: int = 0
    motion: str = ""
    body: str = ""


@get("/tally", include_in_schema=False)
async def show_tally(request: PageRequest, actor: Asking) -> Response[bytes]:
    """Show the calculator, and every test's answer when something was asked."""
    form = Form(dict(request.query_params))
    bodies = await list_bodies()
    chosen = next((each for each in bodies if each.slug == form.value("body")), None)
    body = chosen or next(iter(bodies), None)
    charter = await _charter(actor, body)
    asked = bool(form.values.get("present") or form.values.get("ayes"))
    found = _answer(form, charter) if asked else None
    chrome = await frame(request, say("Would it carry?"))
    return cached(
        page(
            "tally.html",
            chrome,
            status=400 if form.refused else 200,
            form=form,
            tally=found,
            charter=charter,
            bodies=[(each.slug, each.name) for each in bodies],
            chosen=body.slug if body else "",
            kinds=charter_kinds(charter),
        )
    )


async def _charter(actor: Actor, body: Body | None) -> Charter:
    if body is None:
        raise NotFoundError(say("There is no board here yet."))
    return await charter_on(body, day_in(actor.at, body.timezone))


def _answer(form: Form, charter: Charter) -> Tally | None:
    question = form.read(Question)
    if question is None:
        return None
    kinds = {kind.id for kind in charter.motion_kinds}
    try:
        return what_if(
            charter,
            question.present,
            question.ayes,
            question.noes,
            question.abstain,
            question.recused,
            motion_kind=question.motion if question.motion in kinds else "",
        )
    except BadInputError as error:
        form.errors.update(error.fields)
        return None


ROUTES = [show_tally]
