"""Who was named for a seat, and what did the authorities allow at their discretion?"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.cases import Decision
from appointments.rules.vacancies import may_designate
from appointments.schemas.appointments import (
    Designation,
    DiscretionView,
    DiscretionWish,
    Naming,
)
from appointments.schemas.seats import Decided
from appointments.tables import DesignationRow, DiscretionRow
from governance.audit import Private
from governance.charter.findings import Answer, Finding, require
from governance.charter.model import Charter, Effect, Seat
from governance.errors import BadInputError, NotAllowedError
from governance.rules.access import Grant, Role
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.people import get_person


@deed
async def designate_person(record: Record, wish: Naming) -> Designation:
    """Name a person for a seat; only the authority that first filled it may."""
    record.charter.seat(wish.seat)
    record.charter.authority(wish.authority)
    _require_own_authority(record, wish.authority)
    await get_person(record.body, wish.person)
    on = wish.designated_on or record.today
    if on > record.today:
        raise BadInputError({"designated_on": say("This day has not come yet.")})
    return await name_for_seat(record, wish, on)


async def name_for_seat(record: Record, wish: Naming, on: date) -> Designation:
    """Keep within a deed that an authority named a person for a seat of its own."""
    seat = record.charter.seat(wish.seat)
    authority = record.charter.authority(wish.authority)
    rule = record.charter.vacancies.designation
    require(may_designate(seat, rule, by=authority.id, name=authority.name))
    row = DesignationRow(
        id=uuid4(),
        body=record.body.id,
        seat=seat.id,
        person=wish.person,
        authority=authority.id,
        designated_on=on,
    )
    await DesignationRow.insert(row)
    # Who is named stays private until the appointment, so the chain only proves it.
    after = {"seat": seat.id, "authority": authority.id, "person": Private(str(wish.person))}
    record.note(f"designation:{row.id}", after=after)
    return Designation(
        id=row.id,
        seat=seat.id,
        person=wish.person,
        authority=authority.id,
        designated_on=on,
    )


@deed
async def record_discretion(record: Record, wish: DiscretionWish) -> DiscretionView:
    """Keep what an authority decided where a criterion leaves it the choice."""
    criterion = record.charter.criterion(wish.criterion)
    authority = record.charter.authority(wish.authority)
    _require_own_authority(record, wish.authority)
    if criterion.effect is not Effect.DISCRETION:
        raise BadInputError({"criterion": say("The law leaves no discretion here.")})
    await get_person(record.body, wish.person)
    row = DiscretionRow(
        id=uuid4(),
        body=record.body.id,
        person=wish.person,
        criterion=criterion.id,
        authority=authority.id,
        allowed=wish.allowed,
        reason=wish.reason,
        decided_by=record.actor.name or authority.name,
        decided_on=record.today,
    )
    await DiscretionRow.insert(row)
    after = {
        "person": wish.person,
        "criterion": criterion.id,
        "authority": authority.id,
        "allowed": wish.allowed,
        "reason": Private(wish.reason),
    }
    record.note(f"discretion:{row.id}", after=after)
    return DiscretionView(
        id=row.id,
        person=wish.person,
        criterion=criterion.id,
        authority=authority.id,
        allowed=wish.allowed,
        reason=wish.reason,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
    )


async def decisions_on(body: Body, person: UUID) -> tuple[Decision, ...]:
    """Return what was decided about a person, in the order of the days."""
    rows = await engine().read(
        "SELECT criterion, authority, allowed, decided_by, decided_on FROM discretion "
        "WHERE body = $1 AND person = $2 ORDER BY decided_on",
        body.id,
        person,
    )
    return tuple(
        Decision(
            criterion=row["criterion"],
            authority=row["authority"],
            allowed=row["allowed"],
            by=row["decided_by"],
            on=row["decided_on"],
        )
        for row in rows
    )


async def decisions_of(
    body: Body, charter: Charter, person: UUID
) -> dict[str, tuple[Decided, ...]]:
    """Return what was decided about a person by criterion, each with its reason, in order."""
    rows = await engine().read(
        "SELECT criterion, authority, allowed, reason, decided_by, decided_on FROM discretion "
        "WHERE body = $1 AND person = $2 ORDER BY decided_on, id",
        body.id,
        person,
    )
    names = {each.id: each.name for each in charter.authorities}
    decided: dict[str, tuple[Decided, ...]] = {}
    for row in rows:
        criterion, authority = str(row.pop("criterion")), str(row.pop("authority"))
        one = Decided(authority=names.get(authority, authority), **row)
        decided[criterion] = (*decided.get(criterion, ()), one)
    return decided


async def designations_of(body: Body, seat: str) -> list[Designation]:
    """Return who was named for a seat, the latest first."""
    rows = await engine().read(
        "SELECT id, seat, person, authority, designated_on FROM designation "
        "WHERE body = $1 AND seat = $2 ORDER BY designated_on DESC, id",
        body.id,
        seat,
    )
    return [Designation(**row) for row in rows]


async def named_by(body: Body, charter: Charter, seat: Seat, person: UUID) -> tuple[str, Finding]:
    """Return who named a person for a seat, and whether that was theirs to do."""
    return naming(await designations_of(body, seat.id), charter, seat, person)


def naming(
    named: Iterable[Designation], charter: Charter, seat: Seat, person: UUID
) -> tuple[str, Finding]:
    """Return who of those that named people for a seat named this one."""
    rule = charter.vacancies.designation
    for each in named:
        if each.person == person:
            name = charter.authority(each.authority).name
            return each.authority, may_designate(seat, rule, by=each.authority, name=name)
    authority = charter.authority(seat.designated_by)
    missing = say(
        "{authority} has not named this person for {seat}.",
        authority=authority.name,
        seat=seat.name,
    )
    return "", Finding(Answer.BROKEN, missing, rule.clause)


def _require_own_authority(record: Record, authority: str) -> None:
    """An authority's staff act for their own authority; the clerk records for any."""
    roles = record.actor.roles
    is_clerk = bool(roles & {Role.CLERK, Role.SYSTEM})
    if not is_clerk and Grant(Role.AUTHORITY, authority) not in record.actor.grants:
        raise NotAllowedError(say("You act for another authority."))
