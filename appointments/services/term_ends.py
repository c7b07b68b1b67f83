"""Where nobody holds over, a seat is vacant on the day after its term: the record says so."""

from datetime import date
from uuid import UUID, uuid4

from appointments.schemas.appointments import AppointmentView
from appointments.services.history import history
from appointments.services.roles import end_member
from appointments.services.vacancies import TERM_END
from appointments.tables import VacancyRow
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from governance.services.deeds import Record, deed


@deed
async def open_ended_terms(record: Record) -> list[UUID]:
    """Open the vacancy of each term that ended without a successor; return those that are open.

    One that was filled meanwhile is put on record as filled, for the statistics.
    """
    opened = []
    for each, follower in await ended_terms(record.body, record.today):
        row = VacancyRow(
            id=uuid4(),
            body=record.body.id,
            seat=each.seat,
            cause=TERM_END,
            effective_on=each.until,
            filled_by=follower.id if follower else None,
        )
        await VacancyRow.insert(row)
        await end_member(record, each.person, each.until or record.today)
        record.note(f"vacancy:{row.id}", after={"seat": each.seat, "effective_on": each.until})
        if follower is None:
            opened.append(row.id)
    return opened


async def ended_terms(body: Body, on: date) -> list[tuple[AppointmentView, AppointmentView | None]]:
    """Return each service that its term ended by a day, with a gap after it that no vacancy tells.

    With it comes whoever took the seat later.
    """
    rows = await engine().read(
        "SELECT seat, effective_on FROM vacancy WHERE body = $1 AND withdrawn_on IS NULL", body.id
    )
    told = {(row["seat"], row["effective_on"]) for row in rows}
    by_seat: dict[str, list[AppointmentView]] = {}
    for each in await history(body):
        if each.since is not None and each.until != each.since:
            by_seat.setdefault(each.seat, []).append(each)
    found: list[tuple[AppointmentView, AppointmentView | None]] = []
    for served in by_seat.values():
        served.sort(key=lambda each: each.since or date.min)
        for each, after in zip(served, [*served[1:], None], strict=True):
            if each.until is None or each.until > on or each.ended_by:
                continue
            gap = after is None or after.since != each.until
            if gap and (each.seat, each.until) not in told:
                found.append((each, after))
    return found
