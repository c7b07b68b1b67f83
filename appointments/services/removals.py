"""The body asks that a member be removed; the member sits until the act is carried."""

from datetime import date
from uuid import UUID, uuid4

from appointments.rules.endings import Request, removal_is_requested
from appointments.schemas.appointments import RemovalStep, RemovalView, RemovalWish
from appointments.services.history import get_appointment
from appointments.services.legislation import get_legislation
from appointments.services.seats import members_in_office
from appointments.tables import RemovalRow
from governance.audit import Private
from governance.charter.findings import Finding, require
from governance.charter.model import Charter
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed

REMOVAL = (
    "SELECT id, appointment, cause, meeting_on, present, ayes, noes, sent_on, told_on, heard_on, "
    "legislation FROM removal"
)


@deed
async def request_removal(record: Record, appointment: UUID, wish: RemovalWish) -> RemovalView:
    """Keep that the body asked for a member's removal, and how it voted."""
    found = await get_appointment(record.body, appointment)
    if wish.meeting_on > record.today:
        raise BadInputError({"meeting_on": say("This day has not come yet.")})
    if found.since is None or wish.meeting_on < found.since:
        raise BadInputError({"meeting_on": say("The member was not in office on this day.")})
    if found.until is not None and found.until <= record.today:
        raise OutOfOrderError(say("This service ended on {day}.", day=found.until))
    if wish.ayes + wish.noes > wish.present:
        raise BadInputError({"present": say("Fewer were present than voted.")})
    if record.charter.removal is None:
        raise OutOfOrderError(say("This charter knows no request for a removal."))
    require(*await _found(record.body, record.charter, wish))
    row = RemovalRow(
        id=uuid4(),
        body=record.body.id,
        appointment=appointment,
        cause=wish.cause.strip(),
        meeting_on=wish.meeting_on,
        present=wish.present,
        ayes=wish.ayes,
        noes=wish.noes,
    )
    await RemovalRow.insert(row)
    after = {
        "appointment": appointment,
        "cause": Private(wish.cause.strip()),
        "meeting_on": wish.meeting_on,
        "ayes": wish.ayes,
        "noes": wish.noes,
    }
    record.note(f"removal:{row.id}", after=after)
    return await get_removal(record.body, record.charter, row.id)


@deed
async def follow_removal(record: Record, removal: UUID, wish: RemovalStep) -> RemovalView:
    """Keep what followed a request: sent, the member told and heard, an act brought."""
    found = await get_removal(record.body, record.charter, removal)
    days = {"sent_on": wish.sent_on, "told_on": wish.told_on, "heard_on": wish.heard_on}
    wrong: dict[str, Sentence] = {}
    for name, day in days.items():
        if day is not None and not found.meeting_on <= day <= record.today:
            wrong[name] = say("This is before the request, or to come.")
    if wrong:
        raise BadInputError(wrong)
    if wish.legislation is not None:
        act = await get_legislation(record.body, record.charter, wish.legislation)
        if act.introduced_on is not None and act.introduced_on < found.meeting_on:
            raise BadInputError({"legislation": say("It was introduced before the request.")})
    given = {name: day for name, day in days.items() if day is not None}
    if wish.legislation is not None:
        given["legislation"] = wish.legislation  # type: ignore[assignment]  # a day or an id
    if not given:
        raise BadInputError({"sent_on": say("Nothing was given.")})
    columns = ", ".join(f"{name} = ${place}" for place, name in enumerate(given, start=1))
    await engine().write(
        f"UPDATE removal SET {columns} WHERE id = ${len(given) + 1}",  # noqa: S608 (own names)
        *given.values(),
        removal,
    )
    record.note(f"removal:{removal}", after=given)
    return await get_removal(record.body, record.charter, removal)


async def removals_of(body: Body, charter: Charter, appointment: UUID) -> list[RemovalView]:
    """Return the requests about one member, the latest first."""
    rows = await engine().read(
        f"{REMOVAL} WHERE body = $1 AND appointment = $2 ORDER BY meeting_on DESC, id",
        body.id,
        appointment,
    )
    return [await _view(body, charter, row) for row in rows]


async def get_removal(body: Body, charter: Charter, removal: UUID) -> RemovalView:
    """Return one request."""
    rows = await engine().read(f"{REMOVAL} WHERE body = $1 AND id = $2", body.id, removal)
    if not rows:
        raise NotFoundError(say("There is no such request here."))
    return await _view(body, charter, rows[0])


async def _view(body: Body, charter: Charter, row: Row) -> RemovalView:
    wish = RemovalWish(
        cause=row["cause"] or "-",
        meeting_on=row["meeting_on"],
        present=row["present"],
        ayes=row["ayes"],
        noes=row["noes"],
    )
    findings = await _found(body, charter, wish)
    return RemovalView(**row, findings=tuple(finding_view(each) for each in findings))


async def _found(body: Body, charter: Charter, wish: RemovalWish) -> tuple[Finding, ...]:
    if charter.removal is None:
        return ()
    decides, beside = charter.tests_of(charter.removal.motion)
    request = Request(
        meeting_on=wish.meeting_on,
        seats=len(charter.seats),
        filled=await _in_office(body, wish.meeting_on),
        present=wish.present,
        ayes=wish.ayes,
        noes=wish.noes,
    )
    return removal_is_requested(request, decides, beside, charter.removal)


async def _in_office(body: Body, on: date) -> int:
    return len(await members_in_office(body, on))
