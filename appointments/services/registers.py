"""The register of a body on one page: its law, its seats, who sits there, and how to apply."""

from dataclasses import dataclass
from datetime import date

from appointments.schemas.seats import SeatView
from appointments.schemas.vacancies import VacancyView
from appointments.services.seats import seats_on
from appointments.services.vacancies import vacancies_of
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A body as of a day; vacancies are those of the seats that nobody has then."""

    body: Body
    charter: Charter
    on: date
    seats: tuple[SeatView, ...]
    vacancies: tuple[VacancyView, ...]

    @property
    def term_clauses(self) -> tuple[str, ...]:
        """The clauses on which seats and terms rest."""
        law = self.charter
        return (law.composition.clause, law.terms.clause, law.legislation.clause)


async def register_on(body: Body, on: date, *, today: date) -> Register:
    """Return the register of a body as of any day, under the law of that day, as public today."""
    charter = await charter_on(body, on)
    seats = await seats_on(body, charter, on, today=today)
    known = await vacancies_of(body, charter, on, only_open=False)
    latest = {each.seat: each for each in known if each.effective_on <= on}
    return Register(
        body=body,
        charter=charter,
        on=on,
        seats=seats,
        vacancies=tuple(
            latest[each.id] for each in seats if each.holder is None and each.id in latest
        ),
    )
