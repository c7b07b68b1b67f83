"""The clerk's pages of people: who is known, and what is stated about them."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import FactWish, PersonWish, Withdrawal
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.services.people import (
    PAGE,
    count_people,
    facts_of,
    get_fact,
    get_person,
    list_people,
    record_person,
    state_fact,
    verify_fact,
    withdraw_fact,
)
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}"

KINDS: dict[FactKind, Sentence] = {
    FactKind.RESIDENCE: say("Residence"),
    FactKind.EMPLOYMENT: say("Employment"),
    FactKind.OFFICE: say("Elected office"),
    FactKind.FAMILY: say("Family in elected office"),
    FactKind.LITIGATION: say("Police misconduct suit, as attorney"),
    FactKind.BIRTH: say("Birth"),
    FactKind.CITIZENSHIP: say("Citizenship"),
}


@get(f"{HOME}/people", include_in_schema=False, opt={"permission": "read_people"})
async def show_people(
    request: PageRequest,
    board: Board,
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    page_number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Response[bytes]:
    """Show the people whom the body knows, and a form for one more."""
    return await _people_page(request, board, Form(), search=search, page_number=page_number)


@post(
    f"{HOME}/people",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "record_person"},
)
async def record_person_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep a person, and go on to the facts about them."""
    wish = form.read(PersonWish)
    if wish is not None:
        with form.refusals():
            person = await record_person(actor, wish)
            return done(f"/bodies/{board.slug}/people/{person.id}")
    return await _people_page(request, board, form)


@get(f"{HOME}/people/{{person:uuid}}", include_in_schema=False, opt={"permission": "read_people"})
async def show_person(
    request: PageRequest, actor: Asking, board: Board, person: FromPath[UUID]
) -> Response[bytes]:
    """Show what is stated about a person, and a form for one more fact."""
    return await _person_page(request, actor, board, person, Form())


@post(
    f"{HOME}/people/{{person:uuid}}/facts",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "state_fact"},
)
async def state_fact_page(
    request: PageRequest, actor: Asking, board: Board, person: FromPath[UUID], form: Sent
) -> Answer:
    """Keep a fact."""
    wish = form.read(FactWish)
    if wish is not None:
        with form.refusals():
            await state_fact(actor, person, wish)
            return done(f"/bodies/{board.slug}/people/{person}")
    return await _person_page(request, actor, board, person, form)


@post(
    f"{HOME}/facts/{{fact:uuid}}/verify",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "verify_fact"},
)
async def verify_fact_page(
    request: PageRequest, actor: Asking, board: Board, fact: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that the evidence for a fact was seen."""
    found = await get_fact(board, fact)
    with form.refusals():
        await verify_fact(actor, fact)
    if form.refused:
        return await _person_page(request, actor, board, found.person, form)
    return done(f"/bodies/{board.slug}/people/{found.person}")


@post(
    f"{HOME}/facts/{{fact:uuid}}/withdraw",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_fact"},
)
async def withdraw_fact_page(
    request: PageRequest, actor: Asking, board: Board, fact: FromPath[UUID], form: Sent
) -> Answer:
    """Withdraw a fact for a reason."""
    found = await get_fact(board, fact)
    wish = form.read(Withdrawal)
    if wish is not None:
        with form.refusals():
            await withdraw_fact(actor, fact, wish)
            return done(f"/bodies/{board.slug}/people/{found.person}")
    return await _person_page(request, actor, board, found.person, form)


async def _people_page(
    request: PageRequest, board: Body, form: Form, *, search: str = "", page_number: int = 1
) -> Response[bytes]:
    chrome = await frame(
        request, say("People"), body=board, current="/people", crumbs=(home_of(board),)
    )
    return page(
        "people/people.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        search=search,
        people=await list_people(board, search=search, page=page_number),
        page_number=page_number,
        pages=-(-await count_people(board, search=search) // PAGE),
    )


async def _person_page(
    request: PageRequest, actor: Actor, board: Body, person: UUID, form: Form
) -> Response[bytes]:
    found = await get_person(board, person)
    people = Link(label=say("People"), href=f"/bodies/{board.slug}/people")
    chrome = await frame(
        request, found.name, body=board, current="/people", crumbs=(home_of(board), people)
    )
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    return page(
        "people/person.html",
        chrome,
        status=form.status,
        slug=board.slug,
        person=found,
        facts=await facts_of(board, person),
        kinds=KINDS,
        form=form,
        today=today,
        seats=[(seat.id, seat.name) for seat in charter.seats],
        districts=sorted({seat.district for seat in charter.seats if seat.district}),
        places=sorted({each.place for each in charter.eligibility if each.place}),
        employers=sorted({each.employer for each in charter.eligibility if each.employer}),
    )
