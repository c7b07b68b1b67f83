"""The register of a body, to read and to print on one page, for anyone, as of any day."""

from datetime import date

from litestar import Response, get
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from appointments.pages.words import STATUSES, last_day
from appointments.schemas.seats import SeatView
from appointments.services.registers import Register, register_on
from governance.clock import day_in
from governance.printing import printed
from governance.sentences import ENGLISH, say
from governance.web.access import Asking, Board, PageRequest, settings_of
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page
from governance.web.papers import pdf

HOME = "/bodies/{slug:str}/register"


@get(HOME, include_in_schema=False)
async def show_register(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show the body on one page: law, seats, members, vacancies, how to apply."""
    today = day_in(actor.at, board.timezone)
    register = await register_on(board, on or today, today=today)
    chrome = await frame(
        request,
        say("Register of the {body}", body=board.name),
        body=board,
        current="/seats",
        crumbs=(home_of(board),),
    )
    return cached(
        page(
            "appointments/register.html",
            chrome,
            slug=board.slug,
            register=register,
            charter=register.charter,
            last=last_day,
            statuses=STATUSES,
            address=f"{settings_of(request).public_url}/bodies/{board.slug}/vacancies",
        )
    )


@get(f"{HOME}.pdf", include_in_schema=False, opt={"keep": False})
async def print_register(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Give the register as a paper of one page."""
    today = day_in(actor.at, board.timezone)
    day = on or today
    register = await register_on(board, day, today=today)
    address = f"{settings_of(request).public_url}/bodies/{board.slug}/vacancies"
    title = say("Register of the {body}", body=board.name)
    content = await printed(
        "register", _printable(register, address), title=str(title), at=actor.at
    )
    return pdf(content, f"{board.slug}-register-{day}")


def _printable(register: Register, address: str) -> dict[str, object]:
    """Return the register as the template sets it: every cell a text."""
    charter = register.charter
    vacancies = [
        say(
            "{seat} since {since}: to be filled by {who} until {due} ({clause})",
            seat=each.seat_name,
            since=each.effective_on,
            who=each.authority,
            due=each.due,
            clause=each.due_clause,
        )
        for each in register.vacancies
    ]
    return {
        "body": register.body.name,
        "place": charter.body.jurisdiction,
        "law": str(
            say(
                "{source}, in force since {day} ({clauses})",
                source=charter.body.source,
                day=charter.body.in_force_since,
                clauses=", ".join(register.term_clauses),
            )
        ),
        "as_of": str(say("As of {day}", day=register.on)),
        "columns": [
            str(each)
            for each in (
                say("Seat"),
                say("Named by"),
                say("Member"),
                say("Since"),
                say("Term through"),
                say("State"),
                say("Appointed by"),
            )
        ],
        "rows": [_row(each) for each in register.seats],
        "vacancies_title": str(say("Vacancies")),
        "vacancies": [str(each) for each in vacancies],
        "no_vacancies": str(say("No seat stands vacant beyond those shown above.")),
        "apply_title": str(say("How to apply")),
        "apply": str(
            say(
                "Write to the authority that names for the seat; {who} appoints. Open seats and "
                "what is asked of a member: {address}",
                who=charter.appointing.name,
                address=address,
            )
        ),
        "foot": str(say("{body}, {day}", body=register.body.name, day=register.on)),
    }


def _row(seat: SeatView) -> list[str]:
    who = seat.holder or seat.following
    words = STATUSES[seat.status][0]
    if who is None:
        return [seat.name, seat.designated_by, "—", "—", "—", str(words), "—"]
    end = last_day(who.term_until)
    return [
        seat.name,
        seat.designated_by,
        who.name,
        _short(who.since),
        _short(end),
        str(words),
        f"{who.legislation}, {_short(who.appointed_on)}",
    ]


def _short(day: date | None) -> str:
    """Return a day as it fits into a narrow column."""
    return "—" if day is None else ENGLISH.day(day).partition(", ")[2]


ROUTES: tuple[ControllerRouterHandler, ...] = (print_register, show_register)
