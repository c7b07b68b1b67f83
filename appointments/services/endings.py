"""What is on record of why a service ended, and is that enough for the ground?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.endings import oath_is_lacking, sits_until_carried
from appointments.rules.legislation import is_carried
from appointments.rules.oaths import oath_clocks
from appointments.rules.vacancies import resignation_effective
from appointments.schemas.appointments import AppointmentView, Ending, ServiceEnd
from appointments.services.legislation import as_act, get_legislation
from appointments.services.removals import get_removal
from appointments.tables import EndingRow
from governance.charter.findings import Answer, Finding, require
from governance.charter.model import Charter, Ground, Proof
from governance.database.postgres import Row
from governance.days import add_days
from governance.errors import BadInputError, NotFoundError
from governance.rules.papers import DOCUMENTS
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, explain
from governance.services.papers import keep_paper

explain({"ending_once": say("An end of this service is on record already.")})

RESIGNATION = "resignation"
"""The id under which every charter's law names this ground."""

ENDING = (
    "SELECT e.id, e.appointment, e.vacancy, e.ground, e.effective_on, e.stated_on, "
    "e.delivered_on, e.delivered_to, e.found_by, e.reference, e.remark, e.recorded_by, "
    "e.recorded_on, e.removal, e.paper, e.withdrawn_on, e.consent_by, e.consent_on, "
    "e.withdrawn_why, v.cause AS ground_now, v.effective_on AS effective_on_now, "
    "v.stated_on AS stated_on_now, v.delivered_on AS delivered_on_now, "
    "v.delivered_to AS delivered_to_now FROM ending e LEFT JOIN vacancy v ON v.id = e.vacancy"
)
NOW = "_now"
"""What was corrected in the vacancy stands there; the ending keeps what was said first."""

COUNCIL_ALONE = "council_alone"


@dataclass(frozen=True, slots=True)
class Effect:
    """From which day an end takes effect, and what there is to point out."""

    on: date
    findings: tuple[Finding, ...] = ()


async def proven(record: Record, found: AppointmentView, wish: ServiceEnd) -> Effect:
    """Return from which day a ground takes effect, or refuse what does not prove it."""
    ground = record.charter.ground(wish.ground)
    if ground.id == RESIGNATION:
        return _resigned(record, wish)
    if ground.proof is Proof.ACT:
        return await _removed(record, found, wish, ground)
    if ground.proof is Proof.OATH:
        wish = _without_oath(record, found, wish)
    wrong: dict[str, Sentence] = {}
    if wish.on is None:
        wrong["on"] = say("This is needed.")
    elif wish.on > record.today:
        wrong["on"] = say("This day has not come yet.")
    if ground.proof in (Proof.FINDING, Proof.OATH) and not wish.found_by.strip():
        wrong["found_by"] = say("Who found it and confirms it ({clause})?", clause=ground.clause)
    if ground.proof is Proof.COURT and not wish.found_by.strip():
        wrong["found_by"] = say("Which court found it ({clause})?", clause=ground.clause)
    if ground.proof is Proof.COURT and not wish.reference.strip():
        wrong["reference"] = say("In which case ({clause})?", clause=ground.clause)
    if wrong or wish.on is None:
        raise BadInputError(wrong)
    return Effect(wish.on)


async def keep_ending(
    record: Record,
    found: AppointmentView,
    wish: ServiceEnd,
    *,
    effective_on: date,
    vacancy: UUID | None,
) -> None:
    """Write down within a deed on which ground a service ends, and who found it."""
    resigned = wish.ground == RESIGNATION
    paper = None
    if wish.evidence is not None:
        kept = await keep_paper(record, wish.evidence, kinds=DOCUMENTS, field="evidence")
        paper = kept.id
    await EndingRow.insert(
        EndingRow(
            id=uuid4(),
            body=record.body.id,
            appointment=found.id,
            vacancy=vacancy,
            ground=wish.ground,
            effective_on=effective_on,
            stated_on=wish.on if resigned else None,
            delivered_on=wish.delivered_on if resigned else None,
            delivered_to=wish.delivered_to.strip() if resigned else "",
            found_by=wish.found_by.strip(),
            reference=wish.reference.strip(),
            remark=wish.remark,
            recorded_by=record.actor.name,
            recorded_on=record.today,
            removal=wish.removal,
            paper=paper,
            until_before=found.until,
            ended_by_before=found.ended_by,
        )
    )


async def endings_of(body: Body, appointment: UUID) -> list[Ending]:
    """Return every end of a service that was recorded, withdrawn ones too, in order of time."""
    rows = await engine().read(
        f"{ENDING} WHERE e.body = $1 AND e.appointment = $2 ORDER BY e.recorded_on, e.id",
        body.id,
        appointment,
    )
    return [_view(row) for row in rows]


async def get_ending(body: Body, ending: UUID) -> Ending:
    """Return one recorded end of a service."""
    rows = await engine().read(f"{ENDING} WHERE e.body = $1 AND e.id = $2", body.id, ending)
    if not rows:
        raise NotFoundError(say("There is no such end of a service here."))
    return _view(rows[0])


def _view(row: Row) -> Ending:
    first = {name: value for name, value in row.items() if not name.endswith(NOW)}
    now = {
        name.removesuffix(NOW): value
        for name, value in row.items()
        if name.endswith(NOW) and row["vacancy"] is not None
    }
    return Ending(**{**first, **now})


def _resigned(record: Record, wish: ServiceEnd) -> Effect:
    if wish.delivered_on is None or not wish.delivered_to.strip():
        raise BadInputError(
            {"delivered_on": say("A resignation needs the day of its delivery, and to whom.")}
        )
    if wish.delivered_on > record.today:
        raise BadInputError({"delivered_on": say("This day has not come yet.")})
    resignation = resignation_effective(
        wish.delivered_on,
        wish.on,
        wish.delivered_to.strip(),
        record.charter.resignation,
        record.charter.calendar,
    )
    return Effect(resignation.effective_on, resignation.findings)


async def _removed(
    record: Record, found: AppointmentView, wish: ServiceEnd, ground: Ground
) -> Effect:
    """A removal takes effect by a carried act alone, asked for where the charter wants that."""
    legislation, findings = wish.legislation, []
    if wish.removal is not None:
        request = await get_removal(record.body, record.charter, wish.removal)
        if request.appointment != found.id:
            raise NotFoundError(say("There is no such request here."))
        legislation = request.legislation
    elif _must_be_asked_for(record.charter):
        missing = say("The board has not asked for this removal.")
        clause = record.charter.removal.clause if record.charter.removal else ground.clause
        findings.append(Finding(Answer.BROKEN, missing, clause))
    if legislation is None:
        missing = say("No act of the {who} removes.", who=record.charter.appointing.name)
        findings.append(Finding(Answer.BROKEN, missing, ground.clause))
        require(*findings)
        return Effect(record.today)  # never: the finding above blocks
    act = await get_legislation(record.body, record.charter, legislation)
    findings.append(is_carried(as_act(act), record.charter.legislation, on=record.today))
    effective_on = wish.on or act.voted_on or record.today
    if act.voted_on is not None:
        findings.append(sits_until_carried(act.voted_on, effective_on, ground.clause))
    require(*findings)
    if effective_on > record.today:
        raise BadInputError({"on": say("This day has not come yet.")})
    return Effect(effective_on)


def _without_oath(record: Record, found: AppointmentView, wish: ServiceEnd) -> ServiceEnd:
    """Return the wish with the day after the last clock, unless it says a later one."""
    if found.since is None:
        raise BadInputError({"ground": say("The service has not begun.")})
    clocks = oath_clocks(
        notice_sent_on=found.notice_sent_on,
        term_since=found.since,
        filed_on=found.oath_filed_on,
        rule=record.charter.oath,
        calendar=record.charter.calendar,
        on=record.today,
    )
    require(oath_is_lacking(clocks, found.oath_filed_on, on=record.today))
    first = add_days(clocks.last.rolled, 1)
    if wish.on is not None and wish.on < first:
        require(oath_is_lacking(clocks, found.oath_filed_on, on=wish.on))
    return ServiceEnd(
        ground=wish.ground, on=wish.on or first, found_by=wish.found_by, remark=wish.remark
    )


def _must_be_asked_for(charter: Charter) -> bool:
    if charter.removal is None:
        return False
    chosen = {reading.id: reading.chosen for reading in charter.readings}
    return chosen.get("removal") != COUNCIL_ALONE
