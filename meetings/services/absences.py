"""Days on which members cannot come, so that the rotation passes them over."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from governance.audit import Private
from governance.charter.findings import require
from governance.days import add_days
from governance.errors import BadInputError, NotAllowedError, NotFoundError
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from meetings.rules.panels import panels_are_in_force
from meetings.schemas.panels import Absence, AbsenceWish
from meetings.services.members import members_on
from meetings.tables import AbsenceRow

OFFICE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.STAFF})
LONGEST = timedelta(days=366)
"""An absence is stated for a year at most; who is away longer says so again."""


@deed
async def state_absence(record: Record, wish: AbsenceWish) -> Absence:
    """Say on which days a member cannot come; members say so for themselves, or the office."""
    require(panels_are_in_force(record.charter))
    person = wish.person or record.actor.person
    _require_own(record.actor, person)
    if wish.through < wish.since:
        raise BadInputError({"through": say("The last day is before the first.")})
    if wish.through - wish.since >= LONGEST:
        raise BadInputError({"through": say("State a year at most, and say so again then.")})
    members = {each.person: each.name for each in await members_on(record.body, record.today)}
    if person is None or person not in members:
        raise BadInputError({"person": say("There is no such member in office.")})
    absence = Absence(
        id=uuid4(),
        person=person,
        name=members[person],
        since=wish.since,
        through=wish.through,
    )
    await AbsenceRow.insert(
        AbsenceRow(
            id=absence.id,
            body=record.body.id,
            person=person,
            since=wish.since,
            until=add_days(wish.through, 1),
            stated_at=record.at,
            withdrawn_at=None,
        )
    )
    days = Private(f"{wish.since} to {wish.through}")
    record.note(f"absence:{absence.id}", after={"person": Private(str(person)), "days": days})
    return absence


@deed
async def withdraw_absence(record: Record, absence_id: UUID) -> Absence:
    """Say that a member can come after all."""
    found = await list_absences(record.actor, record.body, record.today)
    absence = next((each for each in found if each.id == absence_id), None)
    if absence is None:
        raise NotFoundError(say("There is no such absence."))
    await AbsenceRow.update({AbsenceRow.withdrawn_at: record.at}).where(AbsenceRow.id == absence_id)
    record.note(f"absence:{absence_id}", after={"withdrawn": True})
    return absence


async def list_absences(actor: Actor, body: Body, today: date) -> list[Absence]:
    """Return the absences that are not over: everybody's for the office, else one's own."""
    rows = await engine().read(
        "SELECT a.id, a.person, p.name, a.since, a.until FROM absence a "
        "JOIN person p ON p.id = a.person WHERE a.body = $1 AND a.withdrawn_at IS NULL "
        "AND a.until > $2 AND ($3 OR a.person = $4) ORDER BY a.since, p.name",
        body.id,
        today,
        bool(actor.roles & OFFICE),
        actor.person,
    )
    return [
        Absence(
            id=row["id"],
            person=row["person"],
            name=row["name"],
            since=row["since"],
            through=add_days(row["until"], -1),
        )
        for row in rows
    ]


def _require_own(actor: Actor, person: UUID | None) -> None:
    if person != actor.person and not actor.roles & OFFICE:
        raise NotAllowedError(say("A member says so only for themselves."))
