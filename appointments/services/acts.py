"""Whom does an act appoint? It names persons for seats; once carried, all take effect together."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from appointments.rules.legislation import is_carried
from appointments.schemas.appointments import Appointing, AppointmentView
from appointments.schemas.legislation import LegislationView, NamedPair, Pair
from appointments.services.appointments import appoint_member
from appointments.services.legislation import as_act, get_legislation
from appointments.tables import ProvisionRow
from governance.audit import Private
from governance.charter.findings import Answer, Finding, require
from governance.errors import NotFoundError, OutOfOrderError, RuleBrokenError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.people import get_person

explain(
    {
        "provision_one_a_seat": say("The act names somebody for this seat already."),
        "provision_one_a_person": say("The act names this person already."),
    }
)


@deed
async def name_in_act(record: Record, legislation: UUID, wish: Pair) -> LegislationView:
    """Let an act name a person for a seat, as long as it is not voted."""
    await _open_act(record, legislation)
    seat = record.charter.seat(wish.seat)
    await get_person(record.body, wish.person)
    row = ProvisionRow(
        id=uuid4(),
        body=record.body.id,
        legislation=legislation,
        seat=seat.id,
        person=wish.person,
        since=wish.since,
    )
    await ProvisionRow.insert(row)
    # Who is named stays private until the appointment, so the chain only proves it.
    after = {"seat": seat.id, "person": Private(str(wish.person)), "since": wish.since}
    record.note(f"provision:{row.id}", after=after)
    return await get_legislation(record.body, record.charter, legislation)


@deed
async def strike_from_act(record: Record, legislation: UUID, provision: UUID) -> LegislationView:
    """Take a name out of an act that is not voted yet."""
    act = await _open_act(record, legislation)
    pair = next((each for each in act.names if each.id == provision), None)
    if pair is None:
        raise NotFoundError(say("The act does not name this."))
    await engine().write("DELETE FROM provision WHERE id = $1", provision)
    before = {"seat": pair.seat, "person": Private(str(pair.person))}
    record.note(f"provision:{provision}", before=before)
    return await get_legislation(record.body, record.charter, legislation)


@deed
async def appoint_named(record: Record, legislation: UUID) -> list[AppointmentView]:
    """Appoint everybody whom a carried act names, all in one deed or none.

    What stands in the way of any of them is told for all of them at once.
    """
    act = await get_legislation(record.body, record.charter, legislation)
    require(is_carried(as_act(act), record.charter.legislation, on=record.today))
    waiting = [pair for pair in act.names if pair.appointment is None]
    if not waiting:
        raise OutOfOrderError(say("{number} leaves nobody to appoint.", number=act.number))
    made: list[AppointmentView] = []
    broken: list[Finding] = []
    for pair in waiting:
        wish = Appointing(
            seat=pair.seat, person=pair.person, legislation=legislation, since=pair.since
        )
        try:
            made.append(await appoint_member.within(record, wish))
        except (RuleBrokenError, OutOfOrderError) as error:
            broken += _about(pair, error, record.charter.seat(pair.seat).clause)
    if broken:
        raise RuleBrokenError(broken)
    return made


def _about(
    pair: NamedPair, error: RuleBrokenError | OutOfOrderError, clause: str
) -> Iterator[Finding]:
    """Yield what stands in one person's way, with the person's and the seat's names."""
    if isinstance(error, RuleBrokenError):
        found = list(error.findings)
    else:
        found = [Finding(Answer.BROKEN, error.reason, clause)]
    for each in found:
        reason = say("{name}, {seat}: {why}", name=pair.name, seat=pair.seat_name, why=each.reason)
        yield Finding(each.answer, reason, each.clause)


async def _open_act(record: Record, legislation: UUID) -> LegislationView:
    act = await get_legislation(record.body, record.charter, legislation)
    if act.voted_on is not None:
        raise OutOfOrderError(
            say("{number} was voted on {day} already.", number=act.number, day=act.voted_on)
        )
    return act
