"""The clerk's page of a vacancy: its clock, its notices, who can be named."""

from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from appointments.pages.corrected import corrected
from appointments.pages.words import HOWS
from appointments.rules.vacancies import resignation_effective
from appointments.schemas.vacancies import NoticeDelivery, Notices
from appointments.services.notices import (
    authority_addresses,
    notices_of,
    proof_paper,
    record_notice_delivery,
    send_notices,
)
from appointments.services.term_ends import open_ended_terms
from appointments.services.vacancies import get_vacancy
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.schemas.people import MaybeEmail
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.papers import get_paper, paper_content
from governance.web.access import Asking, Board, PageRequest
from governance.web.clockbar import clock_bar
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import sent
from governance.web.templating import Link

Answer = Response[bytes] | Redirect
ONE = "/bodies/{slug:str}/vacancies/{vacancy:uuid}"
ADDRESS = "address_"


@get(ONE, include_in_schema=False, opt={"permission": "send_notices"})
async def show_vacancy(
    request: PageRequest, actor: Asking, board: Board, vacancy: FromPath[UUID]
) -> Response[bytes]:
    """Show a vacancy with its clock, raw and rolled, and the notices sent and to be sent."""
    return await _vacancy_page(request, actor, board, vacancy, Form())


@post(
    f"{ONE}/notices",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "send_notices"},
)
async def send_notices_page(
    request: PageRequest, actor: Asking, board: Board, vacancy: FromPath[UUID], form: Sent
) -> Answer:
    """Send the notices that were not sent yet."""
    addresses = _addresses(form)
    if not form.refused:
        with form.refusals():
            await send_notices(actor, vacancy, Notices(addresses=addresses))
    if form.refused:
        return await _vacancy_page(request, actor, board, vacancy, form)
    return done(f"/bodies/{board.slug}/vacancies/{vacancy}", "sent")


@post(
    f"{ONE}/notices/{{authority:str}}/delivery",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "record_notice_delivery"},
)
async def record_notice_delivery_page(
    request: PageRequest,
    actor: Asking,
    board: Board,
    vacancy: FromPath[UUID],
    authority: FromPath[str],
    form: Sent,
) -> Answer:
    """Keep how a notice was delivered."""
    wish = form.read(NoticeDelivery)
    if wish is not None:
        with form.refusals():
            await record_notice_delivery(actor, vacancy, authority, wish)
            return done(f"/bodies/{board.slug}/vacancies/{vacancy}")
    return await _vacancy_page(request, actor, board, vacancy, form)


@get(
    f"{ONE}/proofs/{{proof:uuid}}/evidence.file",
    include_in_schema=False,
    opt={"permission": "send_notices"},
)
async def read_notice_evidence(
    board: Board, vacancy: FromPath[UUID], proof: FromPath[UUID]
) -> Response[bytes]:
    """Give the file that proves a delivery."""
    paper = await proof_paper(board, vacancy, proof)
    return sent(await get_paper(board, paper), await paper_content(board, paper))


@post(
    "/bodies/{slug:str}/vacancies/ended-terms",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "open_ended_terms"},
)
async def open_ended_terms_page(actor: Asking, board: Board) -> Redirect:
    """Open the vacancies of terms that ended where nobody holds over."""
    await open_ended_terms(actor)
    return done(f"/bodies/{board.slug}/vacancies")


def _addresses(form: Form) -> dict[str, str]:
    """Return the addresses that were typed, by authority; a wrong one is an error of its field."""
    typed = {}
    for name, value in form.values.items():
        if name.startswith(ADDRESS) and value.strip():
            try:
                typed[name.removeprefix(ADDRESS)] = msgspec.convert(value.strip(), MaybeEmail)
            except msgspec.ValidationError:
                form.errors[name] = say("This is not an e-mail address.")
    return typed


async def _vacancy_page(
    request: PageRequest, actor: Actor, board: Body, vacancy: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await get_vacancy(board, charter, vacancy, today)
    vacancies = Link(label=say("Vacancies"), href=f"/bodies/{board.slug}/vacancies")
    chrome = await frame(
        request,
        say("Vacancy in {seat}", seat=found.seat_name),
        body=board,
        current="/vacancies",
        crumbs=(home_of(board), vacancies),
    )
    addresses = {
        each.authority: (await authority_addresses(board, each.authority, today) or [""])[0]
        for each in found.notices
    }
    letter = None
    if found.delivered_on is not None:
        letter = resignation_effective(
            found.delivered_on,
            found.stated_on,
            found.delivered_to,
            charter.resignation,
            charter.calendar,
        )
    return page(
        "appointments/vacancy.html",
        chrome,
        **await corrected(board, actor, vacancy),
        status=form.status,
        slug=board.slug,
        form=form,
        found=found,
        letter=letter,
        bar=clock_bar(since=found.effective_on, raw=found.raw, due=found.due, today=today),
        addresses=addresses,
        missing=[each for each in found.notices if each.sent_at is None],
        states=await notices_of(board, charter, vacancy, today),
        hows=HOWS,
        today=today,
        designation=charter.vacancies.designation,
        appointing=charter.appointing.name,
        notice_clause=charter.vacancies.notice_clause,
    )
