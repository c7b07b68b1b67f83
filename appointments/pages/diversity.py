"""Figures of all together for the public, and the pages on which somebody answers, unnamed."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import QueryParameter
from litestar.response import Redirect

from appointments.rules.diversity import is_time_for_release
from appointments.schemas.diversity import Answering, Changing, Deleting, DiversityRelease
from appointments.services import answers
from appointments.services.diversity import get_release, list_releases, release_diversity
from governance.charter.model import Charter
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest, settings_of
from governance.web.caching import cached
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Chrome, Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/diversity"
ANSWERS = f"{HOME}/answers"
QUESTION = "question_"
Number = Annotated[int | None, QueryParameter(ge=1, le=1_000_000)]


@get(HOME, include_in_schema=False)
async def show_diversity(
    request: PageRequest, actor: Asking, board: Board, release: Number = None
) -> Response[bytes]:
    """Show the figures of a release, with bars and words."""
    return cached(await _figures(request, actor, board, Form(), release))


@post(HOME, include_in_schema=False, status_code=200, opt={"permission": "release_diversity"})
async def release_diversity_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Tell the figures anew."""
    with form.refusals():
        await release_diversity(actor)
    if form.refused:
        return await _figures(request, actor, board, form, None)
    return done(f"/bodies/{board.slug}/diversity")


@get(f"{HOME}/invitation", include_in_schema=False, opt={"permission": "take_invitation"})
async def show_invitation(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show what an invitation is, and whether this account's was taken."""
    return await _invitation(request, actor, board, Form())


@post(
    f"{HOME}/invitation",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "take_invitation"},
)
async def take_invitation_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes]:
    """Show the invitation, once."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    code = ""
    with form.refusals():
        secret, giver = settings_of(request).secret, answers.giver_of(actor)
        code = (await answers.take_invitation(secret, board, charter, giver)).code
    return await _invitation(request, actor, board, form, code)


@get(ANSWERS, include_in_schema=False, opt={"keep": False})
async def show_questions(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the questions to whoever has an invitation."""
    return await _questions(request, actor, board, Form())


@post(ANSWERS, include_in_schema=False, status_code=200)
async def give_answers_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes]:
    """Keep the answers, and show their code, once."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    wish = form.read(Answering, answers=_answers(form))
    given = None
    if wish is not None:
        with form.refusals():
            secret = settings_of(request).secret
            given = await answers.give_answers(secret, board, charter, wish, today.year)
    if given is None:
        return await _questions(request, actor, board, _named(form))
    chrome = await _chrome(request, board, say("Your answers are kept"))
    return page("appointments/diversity_code.html", chrome, slug=board.slug, code=given.code)


@get(f"{ANSWERS}/change", include_in_schema=False, opt={"keep": False})
async def show_change(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show how answers are changed or deleted with their code."""
    return await _change(request, actor, board, Form())


@post(f"{ANSWERS}/change", include_in_schema=False, status_code=200)
async def change_answers_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep other answers in place of those before."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    wish = form.read(Changing, answers=_answers(form))
    if wish is not None:
        with form.refusals():
            secret = settings_of(request).secret
            await answers.change_answers(secret, board, charter, wish, today.year)
    if form.refused:
        return await _change(request, actor, board, _named(form))
    return done(f"/bodies/{board.slug}/diversity")


@post(f"{ANSWERS}/delete", include_in_schema=False, status_code=200)
async def delete_answers_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Forget the answers kept under a code."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    wish = form.read(Deleting)
    if wish is not None:
        with form.refusals():
            await answers.delete_answers(settings_of(request).secret, board, charter, wish)
    if form.refused:
        return await _change(request, actor, board, form)
    return done(f"/bodies/{board.slug}/diversity")


def _answers(form: Form) -> dict[str, str]:
    return {
        name.removeprefix(QUESTION): value
        for name, value in form.values.items()
        if name.startswith(QUESTION)
    }


def _named(form: Form) -> Form:
    """Put an error of a question beside its field."""
    kept = {"", "code", "invitation"}
    form.errors = {n if n in kept else QUESTION + n: why for n, why in form.errors.items()}
    return form


async def _figures(
    request: PageRequest, actor: Actor, board: Body, form: Form, number: int | None
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    rule = answers.asked(charter)
    releases = await list_releases(board)
    shown = releases[0] if releases else None
    if number is not None:
        shown = await get_release(board, number)
    last = releases[0].released_on if releases else None
    time = is_time_for_release(last, today, rule, charter.calendar)
    return page(
        "appointments/diversity.html",
        await frame(
            request,
            say("Who the Board is, together"),
            body=board,
            current="/diversity",
            crumbs=(home_of(board),),
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        rule=rule,
        shown=shown,
        releases=releases,
        scale=_scale(shown),
        releasing=may(actor, "release_diversity"),
        answering=may(actor, "take_invitation"),
        time=time,
    )


def _scale(shown: DiversityRelease | None) -> int:
    """Return how many answers the longest bar stands for."""
    tables = shown.tables if shown else ()
    return max((each.at_most or 0 for table in tables for each in table.figures), default=0) or 1


async def _invitation(
    request: PageRequest, actor: Actor, board: Body, form: Form, code: str = ""
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    giver = f"person:{actor.person}"
    return page(
        "appointments/diversity_invitation.html",
        await _chrome(request, board, say("Your invitation")),
        status=form.status,
        slug=board.slug,
        form=form,
        rule=answers.asked(charter),
        code=code,
        taken=await answers.was_invited(settings_of(request).secret, board, giver),
    )


async def _questions(
    request: PageRequest, actor: Actor, board: Body, form: Form
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return page(
        "appointments/diversity_answers.html",
        await _chrome(request, board, say("Questions about yourself")),
        status=form.status,
        slug=board.slug,
        form=form,
        rule=answers.asked(charter),
        options=_options(charter),
    )


async def _change(request: PageRequest, actor: Actor, board: Body, form: Form) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    return page(
        "appointments/diversity_change.html",
        await _chrome(request, board, say("Change or delete your answers")),
        status=form.status,
        slug=board.slug,
        form=form,
        rule=answers.asked(charter),
        options=_options(charter),
    )


def _options(charter: Charter) -> dict[str, list[tuple[str, str | Sentence]]]:
    """Return for each question its options; the first keeps nothing."""
    nothing = ("", say("I prefer not to say"))
    return {
        each.id: [nothing, *((option.id, option.text) for option in each.options)]
        for each in answers.asked(charter).questions
    }


async def _chrome(request: PageRequest, board: Body, title: Sentence) -> Chrome:
    together = Link(label=say("Who the Board is"), href=f"/bodies/{board.slug}/diversity")
    return await frame(
        request, title, body=board, current="/diversity", crumbs=(home_of(board), together)
    )
