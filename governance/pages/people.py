"""The clerk's pages of people: who is known, and what is stated about them. Each look is kept."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from governance.clock import day_in
from governance.errors import NotFoundError
from governance.rules.access import Actor
from governance.rules.people import FactKind
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.people import Amendment, FactWish, PersonWish, Withdrawal
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.services.contacts import amend_person, corrections_of
from governance.services.lookups import list_lookups
from governance.services.merges import merges_into
from governance.services.papers import paper_content
from governance.services.people import (
    PAGE,
    count_people,
    facts_of,
    get_fact,
    get_person,
    get_record,
    list_people,
    record_person,
    state_fact,
    verify_fact,
    withdraw_fact,
)
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.lookups import FILE, shown
from governance.web.papers import sent
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}"

LATEST = 8
"""How many of the latest looks a person's page shows."""

DOORS: dict[str, Sentence] = {
    "page": say("page"),
    "api": say("API"),
    "file": say("file"),
    "export": say("export"),
}
FIELDS: dict[str, Sentence] = {
    "name": say("Name"),
    "email": say("E-mail"),
    "phone": say("Phone"),
}

KINDS: dict[FactKind, Sentence] = {
    FactKind.RESIDENCE: say("Residence"),
    FactKind.EMPLOYMENT: say("Employment"),
    FactKind.OFFICE: say("Elected office"),
    FactKind.FAMILY: say("Family in elected office"),
    FactKind.LITIGATION: say("Police misconduct suit, as attorney"),
    FactKind.CLAIM: say("Police misconduct claim, as a party"),
    FactKind.BIRTH: say("Birth"),
    FactKind.CITIZENSHIP: say("Citizenship"),
    FactKind.OATH: say("Oath"),
    FactKind.CONTACT: say("Address, e-mail or phone"),
    FactKind.CANDIDACY: say("Candidacy for public office"),
    FactKind.CONVICTION: say("Conviction"),
    FactKind.DEATH: say("Death"),
    FactKind.INCOMPETENCE: say("Found incompetent by a court"),
    FactKind.JUDGMENT: say("Appointment declared void by a court"),
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
) -> Answer:
    """Show what is stated about a person, and a form for one more fact.

    A record that was merged leads to the one that was kept, which shows it.
    """
    found = await get_record(board, person)
    if found.merged_into is not None:
        return Redirect(f"/bodies/{board.slug}/people/{found.merged_into}#merged")
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
    f"{HOME}/people/{{person:uuid}}/amend",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "amend_person"},
)
async def amend_person_page(
    request: PageRequest, actor: Asking, board: Board, person: FromPath[UUID], form: Sent
) -> Answer:
    """Mend a name or how somebody is reached, for a reason."""
    typed = {name: str(form.value(name)).strip() for name in ("email", "phone")}
    wish = form.read(Amendment)
    if wish is not None:
        with form.refusals():
            await amend_person(actor, person, msgspec.structs.replace(wish, **typed))
            return done(f"/bodies/{board.slug}/people/{person}")
    return await _person_page(request, actor, board, person, form)


@get(
    f"{HOME}/facts/{{fact:uuid}}/evidence.file",
    include_in_schema=False,
    opt={"permission": "read_people"},
)
async def show_evidence(
    request: PageRequest, board: Board, fact: FromPath[UUID]
) -> Response[bytes]:
    """Give the file that proves a fact."""
    found = await get_fact(board, fact)
    if found.paper is None:
        raise NotFoundError(say("There is no such file here."))
    content = await paper_content(board, found.paper.id)
    shown(request, board, {found.person: [fact]}, "evidence", door=FILE)
    return sent(found.paper, content)


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
    people = await list_people(board, search=search, page=page_number)
    shown(request, board, {each.id: () for each in people})
    return page(
        "people/people.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        search=search,
        people=people,
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
    facts = await facts_of(board, person)
    merges = await merges_into(board, person)
    merged = {each.merged: await get_record(board, each.merged) for each in merges}
    seen: dict[UUID, list[UUID]] = {each: [] for each, it in merged.items() if it.merged_into}
    shown(request, board, {**seen, person: [each.id for each in facts]}, "facts")
    return page(
        "people/person.html",
        chrome,
        status=form.status,
        slug=board.slug,
        person=found,
        facts=facts,
        corrections=await corrections_of(board, person),
        merges=[(each, merged[each.merged]) for each in merges],
        lookups=await list_lookups(board, person=person, size=LATEST)
        if may(actor, "read_lookups")
        else (),
        doors=DOORS,
        fields=FIELDS,
        relations=[(each.id, each.name) for each in charter.relations],
        relation_names={each.id: each.name for each in charter.relations},
        family_clauses=sorted({each.clause for each in charter.relations}),
        kinds=KINDS,
        form=form,
        today=today,
        seats=[(seat.id, seat.name) for seat in charter.seats],
        districts=sorted({seat.district for seat in charter.seats if seat.district}),
        places=sorted({each.place for each in charter.eligibility if each.place}),
        employers=sorted({each.employer for each in charter.eligibility if each.employer}),
    )
