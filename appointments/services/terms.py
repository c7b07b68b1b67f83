"""Where does each seat's term lie in a year, past or future, and how many end in it?"""

from datetime import date

from appointments.rules.terms import term_grid
from appointments.schemas.seats import SeatTerm, TermYear
from appointments.services.history import board_of
from appointments.services.judgements import stagger_of
from governance.charter.model import Charter
from governance.days import add_days, service_year
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view


async def terms_in(body: Body, charter: Charter, year: int, today: date) -> TermYear:
    """Return the terms that touch the service year which begins in a year, seat by seat."""
    board = await board_of(body, charter)
    law = next(
        (each for each in reversed(board.versions) if each.since.year <= year), board.versions[0]
    )
    days = service_year(law.terms.begins.in_year(year), law.terms.begins)
    until = days.until or days.since
    names = {each.id: each.name for each in charter.authorities}
    terms = []
    for seat in law.seats if board.grid_since is not None else ():
        grid = term_grid(seat.id, board.versions, since=board.grid_since or today, until=until)
        terms += [
            SeatTerm(
                seat=seat.id,
                seat_name=seat.name,
                authority=names.get(seat.designated_by, seat.designated_by),
                stagger_years=seat.stagger_years,
                since=term.since,
                until=term.until,
                last=add_days(term.until, -1),
                ends=term.until <= until,
            )
            for term in grid
            if term.until is not None and term.until > days.since
        ]
    return TermYear(
        year=year,
        since=days.since,
        until=until,
        grid_since=board.grid_since,
        terms=tuple(terms),
        ending=sum(each.ends for each in terms),
        stagger=tuple(finding_view(each) for each in stagger_of(board, max(today, days.since))),
    )
