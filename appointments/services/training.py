"""What did each member learn, what is still open, who stated and who verified it? (18-7A)"""

from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.training import (
    Completion,
    cells_of,
    first_days,
    is_over,
    may_verify,
)
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.training import (
    CellView,
    MemberTraining,
    TopicView,
    TrainingMatrix,
    TrainingView,
    TrainingWish,
)
from appointments.services.history import history
from appointments.tables import TrainingRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter, Training
from governance.clock import day_in
from governance.database.postgres import Row
from governance.days import Span, service_year
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Actor
from governance.rules.papers import DOCUMENTS
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.people import Withdrawal
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.papers import keep_paper

explain({"training_once_a_day": say("This was stated before.")})

TRAINING = (
    "SELECT t.id, t.person, p.name, t.topic, t.completed_on, t.evidence, t.paper, t.stated_by, "
    "t.stated_on, t.verified_by, t.verified_on, t.withdrawn_on, t.withdrawn_why "
    "FROM training t JOIN person p ON p.id = t.person WHERE t.body = $1"
)
OFFICE = "verify_training"


def taught(charter: Charter) -> Training:
    """Return what a body's members have to learn, if its law says so."""
    if charter.training is None:
        raise NotFoundError(say("This body's law asks for no training."))
    return charter.training


def year_of(charter: Charter, on: date) -> Span:
    """Return the service year of a day."""
    return service_year(on, charter.terms.begins)


def known_day(actor: Actor, body: Body, on: date | None) -> date:
    """Return the day whose knowledge is asked for; of a day to come nothing is known yet."""
    today = day_in(actor.at, body.timezone)
    return min(on, today) if on is not None else today


async def training_of(
    body: Body, charter: Charter, on: date, *, person: UUID | None = None
) -> list[TrainingView]:
    """Return what was stated and stood on a day, the latest first."""
    whose = "" if person is None else " AND t.person = $3"
    asked = (body.id, on) if person is None else (body.id, on, person)
    rows = await engine().read(
        f"{TRAINING} AND t.stated_on <= $2 AND (t.withdrawn_on IS NULL OR t.withdrawn_on > $2)"
        f"{whose} ORDER BY t.completed_on DESC, t.topic, t.id",
        *asked,
    )
    return [_view(row, charter, on) for row in rows]


async def first_days_in_office(body: Body, on: date) -> dict[UUID, date]:
    """Return for everyone in office on a day the first day on which they ever sat."""
    rows = await engine().read(
        "SELECT person, since, until FROM service WHERE body = $1 AND since <= $2 "
        "AND person IN (SELECT person FROM service WHERE body = $1 AND since <= $2 "
        "AND (until IS NULL OR until > $2))",
        body.id,
        on,
    )
    return first_days((row["person"], row["since"]) for row in rows if row["since"] != row["until"])


async def get_training(body: Body, charter: Charter, training: UUID) -> TrainingView:
    """Return one statement, withdrawn or not."""
    rows = await engine().read(f"{TRAINING} AND t.id = $2", body.id, training)
    if not rows:
        raise NotFoundError(say("There is no such training here."))
    return _view(rows[0], charter, date.max)


async def training_matrix(
    body: Body, charter: Charter, year: Span, on: date, *, person: UUID | None = None
) -> TrainingMatrix:
    """Return members by topics in a service year, as it was known on a day."""
    rule = taught(charter)
    served = [each for each in await history(body) if each.since is not None and each.since <= on]
    done: dict[UUID, list[Completion]] = {}
    for each in await training_of(body, charter, on, person=person):
        completion = Completion(each.topic, each.completed_on, each.verified_on is not None)
        done.setdefault(each.person, []).append(completion)
    joined = first_days((each.person, each.since) for each in served if each.since)
    names = {each.person: each.name for each in served if _sat_in(each, year)}
    wanted = [each for each in names if person is None or each == person]
    return TrainingMatrix(
        since=year.since,
        until=year.until or date.max,
        on=on,
        topics=tuple(
            TopicView(id=each.id, number=each.number, title=each.title, clause=each.clause)
            for each in rule.topics
        ),
        members=tuple(
            _member(each, names[each], joined[each], year, done.get(each, ()), charter, on)
            for each in sorted(wanted, key=lambda each: (names[each].casefold(), each))
        ),
    )


@deed
async def state_training(record: Record, wish: TrainingWish) -> TrainingView:
    """Keep that a member completed a topic; what the office records itself is verified by it."""
    rule = taught(record.charter)
    require_own(record.actor, wish.person)
    if wish.topic not in {each.id for each in rule.topics}:
        raise BadInputError({"topic": say("Choose one of the list.")})
    require(is_over(wish.completed_on, record.today, rule.clause))
    if not [each for each in await history(record.body) if each.person == wish.person]:
        raise NotFoundError(say("There is no such member."))
    paper = await keep_paper(record, wish.paper, kinds=DOCUMENTS) if wish.paper else None
    verified = may(record.actor, OFFICE) and record.actor.person != wish.person
    row = TrainingRow(
        id=uuid4(),
        body=record.body.id,
        person=wish.person,
        topic=wish.topic,
        completed_on=wish.completed_on,
        evidence=wish.evidence.strip(),
        paper=paper.id if paper else None,
        stated_by=record.actor.name,
        stated_on=record.today,
        verified_by=record.actor.name if verified else "",
        verified_on=record.today if verified else None,
    )
    await TrainingRow.insert(row)
    private = {"person": str(wish.person), "completed_on": wish.completed_on.isoformat()}
    noted = {name: Private(value) for name, value in private.items()}
    record.note(f"training:{row.id}", after={"topic": wish.topic, "verified": verified, **noted})
    return await get_training(record.body, record.charter, row.id)


@deed
async def verify_training(record: Record, training: UUID) -> TrainingView:
    """Confirm, for the office, that a member completed a topic."""
    found = await _standing(record, training)
    if found.verified_on is not None:
        raise OutOfOrderError(say("This was verified by {name}.", name=found.verified_by))
    rule = taught(record.charter)
    require(may_verify(by=record.actor.person, whose=found.person, rule=rule))
    await engine().write(
        "UPDATE training SET verified_by = $1, verified_on = $2 WHERE id = $3",
        record.actor.name,
        record.today,
        training,
    )
    record.note(f"training:{training}", before={"verified": False}, after={"verified": True})
    return await get_training(record.body, record.charter, training)


@deed
async def withdraw_training(record: Record, training: UUID, wish: Withdrawal) -> TrainingView:
    """Let a statement no longer stand; it stays readable for the days on which it stood."""
    await _standing(record, training)
    await engine().write(
        "UPDATE training SET withdrawn_on = $1, withdrawn_why = $2 WHERE id = $3",
        record.today,
        wish.why,
        training,
    )
    record.note(f"training:{training}", after={"withdrawn": Private(wish.why)})
    return await get_training(record.body, record.charter, training)


def require_own(actor: Actor, person: UUID) -> None:
    """Refuse a member who speaks for another; the office speaks for everyone."""
    if not may(actor, OFFICE) and actor.person != person:
        raise NotAllowedError(say("Members state what is their own."))


async def _standing(record: Record, training: UUID) -> TrainingView:
    found = await get_training(record.body, record.charter, training)
    if found.withdrawn_on is not None:
        raise OutOfOrderError(say("This was withdrawn: {why}", why=found.withdrawn_why))
    return found


def _member(
    person: UUID,
    name: str,
    joined: date,
    year: Span,
    done: Collection[Completion],
    charter: Charter,
    on: date,
) -> MemberTraining:
    rule = taught(charter)
    cells = cells_of(joined, year, tuple(done), rule, charter.calendar, on=on)
    return MemberTraining(
        person=person,
        name=name,
        joined_on=joined,
        open=sum(each.is_gap for each in cells),
        cells=tuple(
            CellView(
                topic=each.topic,
                mark=each.mark,
                clause=each.due.clause,
                due=each.due.rolled,
                completed_on=each.done.on if each.done else None,
            )
            for each in cells
        ),
    )


def _sat_in(each: AppointmentView, year: Span) -> bool:
    if each.since is None or each.since == each.until or each.lapsed_on is not None:
        return False
    return Span(each.since, each.until).overlaps(year)


def _view(row: Row, charter: Charter, on: date) -> TrainingView:
    """Return a row as it was known on a day."""
    titles = {each.id: each.title for each in taught(charter).topics}
    verified = row["verified_on"] is not None and row["verified_on"] <= on
    known = {
        **row,
        "title": titles.get(row["topic"], row["topic"]),
        "verified_by": row["verified_by"] if verified else "",
        "verified_on": row["verified_on"] if verified else None,
    }
    return TrainingView(**known)
