"""A service ends, and the seat falls vacant."""

from datetime import date
from uuid import UUID, uuid4

from appointments.rules.endings import has_begun
from appointments.schemas.appointments import AppointmentView, Ended, ServiceEnd
from appointments.services.appointments import REAPPOINTMENT, SUCCESSION
from appointments.services.endings import RESIGNATION, keep_ending, proven
from appointments.services.history import get_appointment, history
from appointments.services.roles import begin_member, end_member
from appointments.tables import VacancyRow
from governance.audit import Private
from governance.charter.findings import require
from governance.errors import OutOfOrderError
from governance.schemas.findings import finding_view
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain({"vacancy_one_open_a_seat": say("This seat is vacant already.")})


@deed
async def end_service(record: Record, appointment: UUID, wish: ServiceEnd) -> Ended:
    """End a service on a ground of the law; the seat is vacant from the day of effect.

    Somebody whose service has not begun leaves no vacancy behind that was not there before.
    """
    found = await get_appointment(record.body, appointment)
    ground = record.charter.ground(wish.ground)
    if found.lapsed_on is not None:
        raise OutOfOrderError(say("This appointment ended on {day}.", day=found.lapsed_on))
    end = await proven(record, found, wish)
    after = {
        "ground": ground.id,
        "on": end.on,
        "found_by": Private(wish.found_by),
        "reference": Private(wish.reference),
        "remark": Private(wish.remark),
    }
    record.note(f"appointment:{appointment}", after=after)
    if found.since is None or (end.on <= found.since and found.since > record.today):
        effective_on = end.on if found.since is None else found.since
        vacancy = await _never_begins(record, found, wish, effective_on)
    else:
        require(has_begun(found.since, end.on, ground.clause))
        _require_serving(found, end.on)
        effective_on = end.on
        await engine().write(
            "UPDATE service SET until = $1, ended_by = $2 WHERE appointment = $3",
            end.on,
            ground.id,
            appointment,
        )
        await end_member(record, found.person, end.on)
        vacancy = await _open_vacancy(record, found, wish, end.on)
    await keep_ending(record, found, wish, effective_on=effective_on, vacancy=vacancy)
    return Ended(
        appointment=await get_appointment(record.body, appointment),
        effective_on=effective_on,
        vacancy=vacancy,
        findings=tuple(finding_view(each) for each in end.findings),
    )


def _require_serving(found: AppointmentView, on: date) -> None:
    """A service ends once; one that a term's end or a successor will end can still end sooner."""
    if found.until is None:
        return
    gives_way = found.ended_by in ("", SUCCESSION, REAPPOINTMENT)
    if not gives_way or on >= found.until:
        raise OutOfOrderError(say("This service ended on {day}.", day=found.until))


async def _open_vacancy(
    record: Record, found: AppointmentView, wish: ServiceEnd, effective_on: date
) -> UUID:
    """Open a vacancy; one before a successor who is appointed already is filled at once."""
    after = [
        each.id
        for each in await history(record.body, ending_after=effective_on)
        if each.seat == found.seat and each.since is not None and each.since >= effective_on
    ]
    row = VacancyRow(
        id=uuid4(),
        body=record.body.id,
        seat=found.seat,
        cause=wish.ground,
        effective_on=effective_on,
        delivered_on=wish.delivered_on,
        delivered_to=wish.delivered_to.strip(),
        stated_on=wish.on if wish.ground == RESIGNATION else None,
        remark=wish.remark,
        filled_by=after[0] if after else None,
    )
    await VacancyRow.insert(row)
    subject = f"vacancy:{row.id}"
    record.note(subject, after={"seat": found.seat, "effective_on": effective_on})
    return row.id


async def _never_begins(
    record: Record, found: AppointmentView, wish: ServiceEnd, on: date
) -> UUID | None:
    """Undo what the appointment had prepared: who held over goes on, a vacancy is open again."""
    await engine().write(
        "UPDATE appointment SET lapsed_on = $1 WHERE id = $2", min(on, record.today), found.id
    )
    if found.since is None:
        return None
    await engine().write(
        "UPDATE service SET until = since, ended_by = $1 WHERE appointment = $2",
        wish.ground,
        found.id,
    )
    await end_member(record, found.person, found.since)
    before = await engine().write(
        "UPDATE service SET until = NULL, ended_by = '' WHERE body = $1 AND seat = $2 "
        "AND until = $3 AND since < $3 AND ended_by IN ('succession', 'reappointment') "
        "RETURNING person",
        record.body.id,
        found.seat,
        found.since,
    )
    for row in before:
        await begin_member(record, row["person"], found.since)
    reopened = await engine().write(
        "UPDATE vacancy SET filled_by = NULL WHERE filled_by = $1 RETURNING id", found.id
    )
    return reopened[0]["id"] if reopened else None
