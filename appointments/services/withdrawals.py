"""A resignation is taken back before it takes effect; that it was given stays on the record."""

from uuid import UUID

from appointments.rules.endings import may_withdraw
from appointments.schemas.appointments import AppointmentView, Ending, ResignationWithdrawal
from appointments.services.appointments import REAPPOINTMENT, SUCCESSION
from appointments.services.endings import RESIGNATION, endings_of
from appointments.services.history import get_appointment
from appointments.services.roles import begin_member
from governance.audit import Private
from governance.charter.findings import require
from governance.errors import OutOfOrderError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed


@deed
async def withdraw_resignation(
    record: Record, appointment: UUID, wish: ResignationWithdrawal
) -> AppointmentView:
    """Take a resignation back, with the consent of whoever received it; the member goes on."""
    found = await get_appointment(record.body, appointment)
    ending = await _resignation(record, appointment)
    if found.lapsed_on is not None or found.until is None:
        raise OutOfOrderError(say("This service never began."))
    if ending.delivered_on is not None:
        findings = may_withdraw(
            record.charter.resignation,
            delivered_to=ending.delivered_to,
            delivered_on=ending.delivered_on,
            effective_on=found.until,
            consent_by=wish.consent_by.strip(),
            consent_on=wish.consent_on,
            on=record.today,
        )
        require(*findings)
    before = await _days_before(ending)
    await _require_unfilled(ending, followed=before["ended_by"] in _FOLLOWED)
    await engine().write(
        "UPDATE service SET until = $1, ended_by = $2 WHERE appointment = $3",
        before["until"],
        before["ended_by"],
        appointment,
    )
    await engine().write(
        "UPDATE vacancy SET withdrawn_on = $1 WHERE id = $2", record.today, ending.vacancy
    )
    await engine().write(
        "UPDATE ending SET withdrawn_on = $1, consent_by = $2, consent_on = $3, "
        "withdrawn_why = $4 WHERE id = $5",
        record.today,
        wish.consent_by.strip(),
        wish.consent_on,
        wish.why,
        ending.id,
    )
    await begin_member(record, found.person, found.until)
    record.note(
        f"appointment:{appointment}",
        before={"ground": ending.ground, "on": found.until},
        after={"consent_by": wish.consent_by, "on": None, "why": Private(wish.why)},
    )
    return await get_appointment(record.body, appointment)


_FOLLOWED = (SUCCESSION, REAPPOINTMENT)


async def _resignation(record: Record, appointment: UUID) -> Ending:
    for each in await endings_of(record.body, appointment):
        if each.ground == RESIGNATION and each.withdrawn_on is None:
            return each
    raise OutOfOrderError(say("No resignation from this seat is on record."))


async def _days_before(ending: Ending) -> dict[str, object]:
    rows = await engine().read(
        "SELECT until_before AS until, ended_by_before AS ended_by FROM ending WHERE id = $1",
        ending.id,
    )
    return dict(rows[0])


async def _require_unfilled(ending: Ending, *, followed: bool) -> None:
    """Somebody who was appointed because of the resignation keeps the seat."""
    rows = await engine().read(
        "SELECT p.name, a.appointed_on FROM vacancy v JOIN appointment a ON a.id = v.filled_by "
        "JOIN person p ON p.id = a.person WHERE v.id = $1",
        ending.vacancy,
    )
    if rows and not followed:
        raise OutOfOrderError(
            say(
                "{name} was appointed to this seat on {day}.",
                name=rows[0]["name"],
                day=rows[0]["appointed_on"],
            )
        )
