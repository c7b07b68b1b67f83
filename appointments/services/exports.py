"""Everything about seats and people as tables, for the public and for the clerk.

The columns are named as an import knows them, so that what was taken out can be taken in.
"""

from datetime import date

from appointments.schemas.appointments import AppointmentView
from appointments.schemas.legislation import LegislationView
from appointments.services.embargoes import veil_of
from appointments.services.history import history
from appointments.services.legislation import every_act
from appointments.services.vacancies import vacancies_of
from governance.charter.model import Charter
from governance.days import add_days
from governance.schemas.bodies import Body
from governance.schemas.exports import ExportTaken, ExportWish, Table
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.people import everybody, facts_of

MEMBERS = (
    *("seat", "seat_name", "name", "authority", "kind", "appointed_on", "since", "last_day"),
    *("reason", "term_since", "term_last_day", "act", "act_title", "act_introduced_on"),
    *("act_voted_on", "ayes", "noes", "result", "oath_filed_on", "person_id", "appointment_id"),
)
MEMBERS_PRIVATE = ("email", "phone", "notice_sent_on", "oath_taken_on")
ACTS = (
    *("act", "act_title", "act_introduced_on", "act_voted_on", "ayes", "noes", "result"),
    "legislation_id",
)
FACTS = (
    *("person_id", "name", "kind", "since", "until", "what", "district", "of_family"),
    *("law_enforcement", "none_else", "stated_by", "stated_on", "evidence", "verified_by"),
    *("withdrawn", "withdrawn_why"),
)


@deed
async def take_export(record: Record, wish: ExportWish) -> ExportTaken:
    """Note that somebody takes the whole record out, with what is private in it."""
    record.note("export", after={"format": wish.format, "private": True})
    return ExportTaken(format=wish.format, at=record.at, by=record.actor.name)


async def public_tables(body: Body, charter: Charter, today: date) -> list[Table]:
    """Return what the law makes public: seats, who served in them by which act, vacancies."""
    served = await public_services(body, charter, today)
    acts = await every_act(body, charter)
    by_id = {act.id: act for act in acts}
    used = {each.legislation for each in served}
    return [
        _seats(charter),
        Table(
            name="members",
            columns=MEMBERS,
            rows=[_member(each, charter, by_id.get(each.legislation)) for each in served],
        ),
        Table(
            name="legislation",
            columns=ACTS,
            rows=[_act(act) for act in acts if act.id in used],
        ),
        await _vacancies(body, charter, today, only_open=True),
    ]


async def clerk_tables(body: Body, charter: Charter, today: date) -> list[Table]:
    """Return everything about seats and people, with what is private; for the clerk alone."""
    people = {each.id: each async for each in everybody(body)}
    served = await services_of(body)
    acts = await every_act(body, charter)
    by_id = {act.id: act for act in acts}
    members = [
        (
            *_member(each, charter, by_id.get(each.legislation)),
            *(people[each.person].email, people[each.person].phone),
            *(each.notice_sent_on, each.oath_taken_on),
        )
        for each in served
    ]
    return [
        _seats(charter),
        Table(name="members", columns=(*MEMBERS, *MEMBERS_PRIVATE), rows=members),
        Table(name="legislation", columns=ACTS, rows=[_act(act) for act in acts]),
        await _vacancies(body, charter, today, only_open=False),
        Table(
            name="people",
            columns=("name", "email", "phone", "person_id"),
            rows=[(each.name, each.email, each.phone, each.id) for each in people.values()],
        ),
        await _facts(body),
        await _designations(body),
        await _findings(body),
    ]


async def services_of(body: Body) -> list[AppointmentView]:
    """Return every appointment that led or leads to service, by its first day and its seat."""
    served = [each for each in await history(body) if each.since is not None]
    return sorted(served, key=lambda each: (each.since or date.min, each.seat, each.name))


async def public_services(body: Body, charter: Charter, today: date) -> list[AppointmentView]:
    """Return those of them that the public may read."""
    veil = await veil_of(body, charter, today)
    return [each for each in await services_of(body) if not veil.hides(each)]


def _seats(charter: Charter) -> Table:
    return Table(
        name="seats",
        columns=("seat", "name", "authority", "authority_name", "district", "has_term", "clause"),
        rows=[
            (
                *(seat.id, seat.name, seat.designated_by),
                charter.authority(seat.designated_by).name,
                *(seat.district, seat.has_term, seat.clause),
            )
            for seat in charter.seats
        ],
    )


def _member(
    each: AppointmentView, charter: Charter, act: LegislationView | None
) -> tuple[object, ...]:
    names = {seat.id: seat.name for seat in charter.seats}
    told = _act(act)[1:7] if act is not None else ("", None, None, None, None, "")
    return (
        *(each.seat, names.get(each.seat, each.seat), each.name, each.designated_by),
        *(each.kind.value, each.appointed_on, each.since, _last(each.until), each.ended_by),
        *(each.term_since, _last(each.term_until), each.number, *told),
        *(each.oath_filed_on, each.person, each.id),
    )


def _act(act: LegislationView) -> tuple[object, ...]:
    """Return an act; one whose tally is not known has no ayes and noes."""
    told = act.voted_on is not None and act.result in ("carried", "lost") and act.ayes + act.noes
    return (
        *(act.number, act.title, act.introduced_on, act.voted_on),
        *(act.ayes if told else None, act.noes if told else None, act.result, act.id),
    )


async def _vacancies(body: Body, charter: Charter, today: date, *, only_open: bool) -> Table:
    found = await vacancies_of(body, charter, today, only_open=only_open)
    columns = ("seat", "cause", "clause", "effective_on", "due", "due_clause", "open")
    private = () if only_open else ("delivered_on", "delivered_to", "filled_by", "vacancy_id")
    return Table(
        name="vacancies",
        columns=(*columns, *private),
        rows=[
            (
                *(each.seat, each.cause, each.clause, each.effective_on, each.due),
                *(each.due_clause, each.open),
                *(getattr(each, name) for name in private[:3]),
                *([each.id] if private else []),
            )
            for each in found
        ],
    )


async def _facts(body: Body) -> Table:
    rows: list[tuple[object, ...]] = []
    stated = await engine().read(
        "SELECT DISTINCT person FROM fact WHERE body = $1 ORDER BY person", body.id
    )
    names = {each.id: each.name async for each in everybody(body)}
    for row in stated:
        for fact in await facts_of(body, row["person"]):
            told = [getattr(fact, name) for name in FACTS[3:]]
            rows.append((fact.person, names[fact.person], fact.kind.value, *told))
    return Table(name="facts", columns=FACTS, rows=rows)


async def _designations(body: Body) -> Table:
    rows = await engine().read(
        "SELECT d.seat, p.name, d.authority, d.designated_on, d.person FROM designation d "
        "JOIN person p ON p.id = d.person WHERE d.body = $1 ORDER BY d.designated_on, d.id",
        body.id,
    )
    columns = ("seat", "name", "authority", "designated_on", "person_id")
    return Table(name="designations", columns=columns, rows=[tuple(row.values()) for row in rows])


async def _findings(body: Body) -> Table:
    rows = await engine().read(
        "SELECT p.name, a.seat, a.appointed_on, f.answer, f.reason, f.clause, f.judged_on, "
        "f.appointment FROM appointment_finding f JOIN appointment a ON a.id = f.appointment "
        "JOIN person p ON p.id = a.person WHERE f.body = $1 ORDER BY f.judged_on, f.id",
        body.id,
    )
    columns = ("name", "seat", "appointed_on", "answer", "reason", "clause", "judged_on")
    return Table(
        name="findings",
        columns=(*columns, "appointment_id"),
        rows=[tuple(row.values()) for row in rows],
    )


def _last(until: date | None) -> date | None:
    """Return the last day of a span, as people write it."""
    return None if until is None else add_days(until, -1)
