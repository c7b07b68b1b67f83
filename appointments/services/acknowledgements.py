"""What did each member sign for each term, and what is still to be signed? (18-9C)"""

from datetime import date
from uuid import UUID, uuid4

import msgspec

from appointments.rules.training import acknowledgement_deadline, is_over
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.training import AcknowledgementView, AcknowledgementWish
from appointments.services.history import get_appointment, history
from appointments.services.training import require_own
from appointments.tables import AcknowledgementRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Acknowledgement, Charter
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.papers import DOCUMENTS
from governance.schemas.bodies import Body
from governance.schemas.people import Withdrawal
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.papers import keep_paper

explain({"acknowledgement_once_a_term": say("This was signed for this term already.")})

SIGNED = (
    "SELECT id, appointment, kind, acknowledged_on, recorded_by, remark, paper "
    "FROM acknowledgement WHERE body = $1"
)


async def acknowledgements_of(
    body: Body, charter: Charter, on: date, *, past: bool = False
) -> list[AcknowledgementView]:
    """Return what each member signs for the term of that day, or for every term, as then known."""
    rows = await engine().read(
        f"{SIGNED} AND recorded_on <= $2 AND (withdrawn_on IS NULL OR withdrawn_on > $2)",
        body.id,
        on,
    )
    signed = {(row["appointment"], row["kind"]): row for row in rows}
    served = await (history(body) if past else history(body, ending_after=on))
    found = []
    for each in served:
        if each.since is None or each.since > on or each.since == each.until or each.lapsed_on:
            continue
        for rule in charter.acknowledgements:
            view = _view(each, rule, charter, on)
            row = signed.get((each.id, rule.id))
            if row is not None:
                known = {name: row[name] for name in row if name not in ("appointment", "kind")}
                view = msgspec.structs.replace(view, overdue=False, **known)
            found.append(view)
    return found


async def get_acknowledgement(
    body: Body, charter: Charter, acknowledgement: UUID, on: date
) -> AcknowledgementView:
    """Return what was signed, if it stands on a day."""
    for each in await acknowledgements_of(body, charter, on, past=True):
        if each.id == acknowledgement:
            return each
    raise NotFoundError(say("There is no such acknowledgement here."))


@deed
async def record_acknowledgement(record: Record, wish: AcknowledgementWish) -> AcknowledgementView:
    """Keep that a member signed for a term, with the signed copy if there is one."""
    rules = {each.id: each for each in record.charter.acknowledgements}
    if wish.kind not in rules:
        raise BadInputError({"kind": say("Choose one of the list.")})
    appointment = await get_appointment(record.body, wish.appointment)
    require_own(record.actor, appointment.person)
    if appointment.since is None or appointment.lapsed_on is not None:
        raise OutOfOrderError(say("This service has not begun."))
    require(is_over(wish.acknowledged_on, record.today, rules[wish.kind].clause))
    paper = await keep_paper(record, wish.paper, kinds=DOCUMENTS) if wish.paper else None
    row = AcknowledgementRow(
        id=uuid4(),
        body=record.body.id,
        appointment=wish.appointment,
        kind=wish.kind,
        acknowledged_on=wish.acknowledged_on,
        paper=paper.id if paper else None,
        remark=wish.remark.strip(),
        recorded_by=record.actor.name,
        recorded_on=record.today,
    )
    await AcknowledgementRow.insert(row)
    after = {"kind": wish.kind, "appointment": str(wish.appointment)}
    record.note(f"acknowledgement:{row.id}", after=after)
    return await get_acknowledgement(record.body, record.charter, row.id, record.today)


@deed
async def withdraw_acknowledgement(
    record: Record, acknowledgement: UUID, wish: Withdrawal
) -> AcknowledgementView:
    """Let an acknowledgement no longer stand; it stays readable for the days on which it stood."""
    found = await get_acknowledgement(record.body, record.charter, acknowledgement, record.today)
    await engine().write(
        "UPDATE acknowledgement SET withdrawn_on = $1, withdrawn_why = $2 WHERE id = $3",
        record.today,
        wish.why,
        acknowledgement,
    )
    record.note(f"acknowledgement:{acknowledgement}", after={"withdrawn": Private(wish.why)})
    return found


def _view(
    each: AppointmentView, rule: Acknowledgement, charter: Charter, on: date
) -> AcknowledgementView:
    since = each.since or each.appointed_on
    due = acknowledgement_deadline(since, rule, charter.calendar)
    return AcknowledgementView(
        appointment=each.id,
        person=each.person,
        name=each.name,
        seat=each.seat,
        term_until=each.term_until,
        kind=rule.id,
        title=rule.title,
        text=rule.text,
        clause=rule.clause,
        due=due.rolled,
        overdue=on > due.rolled,
    )
