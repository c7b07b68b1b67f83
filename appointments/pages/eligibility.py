"""The eligibility sheet of a person for a seat, with what an authority can add to it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from appointments.pages.words import ANSWERS, last_day
from appointments.schemas.appointments import DiscretionWish, Naming
from appointments.schemas.seats import Sheet
from appointments.services.designations import designate_person, record_discretion
from appointments.services.eligibility import eligibility_sheet
from appointments.services.sheets import SHEET, printable_sheet
from governance.charter.model import Charter, Effect
from governance.clock import day_in
from governance.printing import printed
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.lookups import FILE, shown
from governance.web.papers import pdf
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
PERSON = "/bodies/{slug:str}/people/{person:uuid}"
SeatQuery = Annotated[str, QueryParameter(max_length=100)]


@get(f"{PERSON}/eligibility", include_in_schema=False, opt={"permission": "read_people"})
async def show_eligibility(
    request: PageRequest,
    actor: Asking,
    board: Board,
    person: FromPath[UUID],
    seat: FromQuery[SeatQuery],
    on: FromQuery[date | None] = None,
) -> Response[bytes]:
    """Show one line for each criterion: what is found, on which fact, under which clause."""
    day = on or day_in(actor.at, board.timezone)
    return await _sheet_page(request, board, person, seat, day, Form())


@get(f"{PERSON}/eligibility.pdf", include_in_schema=False, opt={"permission": "read_people"})
async def print_eligibility(
    request: PageRequest,
    actor: Asking,
    board: Board,
    person: FromPath[UUID],
    seat: FromQuery[SeatQuery],
    on: FromQuery[date | None] = None,
) -> Response[bytes]:
    """Give the sheet as a tagged PDF."""
    day = on or day_in(actor.at, board.timezone)
    charter = await charter_on(board, day)
    sheet = await eligibility_sheet(board, charter, person, seat, day)
    _note(request, board, sheet, door=FILE)
    title = str(say("{name} for {seat}", name=sheet.name, seat=sheet.seat_name))
    data = printable_sheet(board, charter, sheet, {each: str(ANSWERS[each][0]) for each in ANSWERS})
    return pdf(await printed("eligibility", data, title=title, at=actor.at), "eligibility")


@post(
    f"{PERSON}/designation",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "designate_person"},
)
async def designate_person_page(
    request: PageRequest, actor: Asking, board: Board, person: FromPath[UUID], form: Sent
) -> Answer:
    """Keep that an authority named the person for the seat."""
    today = day_in(actor.at, board.timezone)
    wish = form.read(Naming, person=person)
    if wish is not None:
        with form.refusals():
            await designate_person(actor, wish)
            return done(_sheet(board, person, wish.seat, today))
    return await _sheet_page(request, board, person, str(form.value("seat")), today, form)


@post(
    f"{PERSON}/discretion",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "record_discretion"},
)
async def record_discretion_page(
    request: PageRequest, actor: Asking, board: Board, person: FromPath[UUID], form: Sent
) -> Answer:
    """Keep what an authority decided at its discretion."""
    today = day_in(actor.at, board.timezone)
    seat = str(form.value("seat"))
    wish = form.read(DiscretionWish, person=person)
    if wish is not None:
        with form.refusals():
            await record_discretion(actor, wish)
            return done(_sheet(board, person, seat, today))
    return await _sheet_page(request, board, person, seat, today, form)


def _alternatives(charter: Charter) -> dict[str, str]:
    """Return each way to read an open question in words, by the question and its own id."""
    return {
        f"{reading.id}/{each.id}": each.text
        for reading in charter.readings
        for each in reading.alternatives
    }


def _note(request: PageRequest, board: Body, sheet: Sheet, *, door: str = "") -> None:
    """Keep who looked at a sheet, with the facts that its lines rest on."""
    facts = [each.fact for line in sheet.findings for each in line.statements]
    shown(request, board, {sheet.person: facts}, SHEET, door=door)


def _sheet(board: Body, person: UUID, seat: str, on: date) -> str:
    return f"/bodies/{board.slug}/people/{person}/eligibility?seat={seat}&on={on}"


async def _sheet_page(
    request: PageRequest, board: Body, person: UUID, seat: str, on: date, form: Form
) -> Response[bytes]:
    charter = await charter_on(board, on)
    sheet = await eligibility_sheet(board, charter, person, seat, on)
    _note(request, board, sheet)
    title = say("{name} for {seat}", name=sheet.name, seat=sheet.seat_name)
    people = Link(label=say("People"), href=f"/bodies/{board.slug}/people")
    about = Link(label=sheet.name, href=f"/bodies/{board.slug}/people/{person}")
    chrome = await frame(
        request, title, body=board, current="/people", crumbs=(home_of(board), people, about)
    )
    designating = charter.authority(charter.seat(seat).designated_by)
    deciding = dict.fromkeys((designating, charter.appointing))
    return page(
        "appointments/eligibility.html",
        chrome,
        status=form.status,
        slug=board.slug,
        last=last_day,
        form=form,
        sheet=sheet,
        answers=ANSWERS,
        readings=_alternatives(charter),
        issues={reading.id: reading.issue for reading in charter.readings},
        chosen={reading.id: reading.chosen for reading in charter.readings},
        seats=[(each.id, each.name) for each in charter.seats],
        authorities=[(each.id, each.name) for each in charter.authorities],
        designating=designating,
        deciding=[(each.id, each.name) for each in deciding],
        criteria=[
            (each.id, each.text) for each in charter.eligibility if each.effect is Effect.DISCRETION
        ],
    )
