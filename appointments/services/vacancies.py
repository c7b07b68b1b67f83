"""Which seats are vacant, who was told, and by when are they to be filled?"""

from datetime import date
from uuid import UUID

from appointments.rules.vacancies import Vacancy, filling_deadline
from appointments.schemas.vacancies import NoticeView, VacancyView
from governance.charter.model import Charter, Ground
from governance.database.postgres import Row
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine

TERM_END = "term_end"
"""The cause of a vacancy that no ground of the law but the end of a term opened."""

VACANCY = (
    "SELECT id, seat, cause, effective_on, delivered_on, delivered_to, stated_on, filled_by, "
    "withdrawn_on FROM vacancy"
)


async def vacancies_of(
    body: Body, charter: Charter, on: date, *, only_open: bool = True
) -> list[VacancyView]:
    """Return the vacancies with their clocks as they stand on a day, the oldest first."""
    which = " AND filled_by IS NULL AND withdrawn_on IS NULL" if only_open else ""
    rows = await engine().read(
        f"{VACANCY} WHERE body = $1{which} ORDER BY effective_on, id", body.id
    )
    sent = await _notices_sent(body)
    return [_view(row, charter, sent, on) for row in rows]


async def get_vacancy(body: Body, charter: Charter, vacancy: UUID, on: date) -> VacancyView:
    """Return one vacancy with its clocks as they stand on a day."""
    rows = await engine().read(f"{VACANCY} WHERE body = $1 AND id = $2", body.id, vacancy)
    if not rows:
        raise NotFoundError(say("There is no such vacancy here."))
    return _view(rows[0], charter, await _notices_sent(body), on)


async def _notices_sent(body: Body) -> dict[tuple[UUID, str], Row]:
    rows = await engine().read(
        "SELECT vacancy, authority, sent_at, on_paper FROM vacancy_notice WHERE body = $1", body.id
    )
    return {(row["vacancy"], row["authority"]): row for row in rows}


def _view(row: Row, charter: Charter, sent: dict[tuple[UUID, str], Row], on: date) -> VacancyView:
    seat = charter.seat(row["seat"])
    ground = cause_of(charter, row["cause"])
    rules = charter.vacancies
    due = filling_deadline(Vacancy(seat, row["effective_on"]), rules.filling, charter.calendar)
    is_open = row["filled_by"] is None and row["withdrawn_on"] is None
    advisory = ground.id == TERM_END and only_advises(charter)
    return VacancyView(
        id=row["id"],
        seat=seat.id,
        seat_name=seat.name,
        authority=charter.authority(seat.designated_by).name,
        cause=ground.id,
        cause_name=ground.name,
        clause=ground.clause,
        effective_on=row["effective_on"],
        delivered_on=row["delivered_on"],
        delivered_to=row["delivered_to"],
        stated_on=row["stated_on"],
        raw=due.raw,
        due=due.rolled,
        why_due=str(due.reason),
        due_clause=due.clause,
        days_left=(due.rolled - on).days,
        overdue=is_open and due.rolled < on and not advisory,
        filled_by=row["filled_by"],
        notices=tuple(_notice(charter, name, sent.get((row["id"], name))) for name in rules.notify),
        notices_due=charter.calendar.deadline(row["effective_on"], rules.notice_within).rolled,
        open=is_open,
        advisory=advisory,
        withdrawn_on=row["withdrawn_on"],
    )


def cause_of(charter: Charter, cause: str) -> Ground:
    """Return why a seat is vacant: a ground of the law, or the end of a term."""
    if cause == TERM_END:
        return Ground(TERM_END, str(say("End of the term")), charter.terms.clause)
    return charter.ground(cause)


def only_advises(charter: Charter) -> bool:
    """Whether the clock that a term's end starts has no consequence, as the charter reads it."""
    chosen = {reading.id: reading.chosen for reading in charter.readings}
    return chosen.get("term_end_clock", "advisory") == "advisory"


def _notice(charter: Charter, authority: str, sent: Row | None) -> NoticeView:
    return NoticeView(
        authority=authority,
        name=charter.authority(authority).name,
        sent_at=sent["sent_at"] if sent else None,
        on_paper=bool(sent["on_paper"]) if sent else False,
    )
