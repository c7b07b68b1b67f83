"""How does a plan get onto the record: in one transaction, and with one link of the chain?

Rows are written some hundred at a time, and between them everybody else in this process has a
turn. On SQLite other deeds wait until the last is written; on PostgreSQL only those of the body.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import NamedTuple
from uuid import UUID, uuid4

from appointments.services.imports.plans import NewAppointment, Plan, Watch
from appointments.services.roles import begin_member, end_member
from governance.audit import canonical
from governance.services.bodies import engine
from governance.services.deeds import Record
from governance.services.people import folded

AT_ONCE = 200
"""Rows in one statement: it takes a few milliseconds, in which nobody else has a turn."""


class Made(NamedTuple):
    """What a row became, and the SHA-256 of the values that it brought."""

    row: int
    subject: str
    digest: str


async def write_plan(
    record: Record, run: UUID, plan: Plan, made: Sequence[Made], watch: Watch
) -> None:
    """Write everything that a plan brings within a deed, and what each row became."""
    body, at = record.body.id, record.at
    await _insert(
        "person",
        ("id", "body", "name", "folded_name", "email", "phone", "recorded_at"),
        (
            (each.id, body, each.name, folded(each.name), each.email, each.phone, at)
            for _, each in plan.people
        ),
        watch,
    )
    await _insert(
        "legislation",
        (
            *("id", "body", "number", "title", "introduced_on", "voted_on", "ayes", "noes"),
            "result_stated",
        ),
        (
            (
                *(act.id, body, act.number, act.title, act.introduced_on, act.voted_on),
                *(act.ayes or 0, act.noes or 0, act.result_stated),
            )
            for act in plan.acts
        ),
        watch,
    )
    await _appointments(record, plan, watch)
    await _ends(record, plan)
    await _findings(record, run, plan, watch)
    await _grid(record, run, plan)
    await _insert(
        "import_subject",
        ("id", "body", "import_run", "place", "row_number", "subject", "digest"),
        ((uuid4(), body, run, place, *each) for place, each in enumerate(made)),
        watch,
    )


async def _appointments(record: Record, plan: Plan, watch: Watch) -> None:
    body = record.body.id
    await _insert(
        "appointment",
        (
            *("id", "body", "seat", "person", "legislation", "kind", "designated_by"),
            *("appointed_on", "term_since", "term_until", "notice_sent_on", "oath_taken_on"),
            *("oath_filed_on", "recorded_by", "recorded_at"),
        ),
        (_appointment(record, each) for each in plan.appointments),
        watch,
    )
    await _insert(
        "service",
        ("id", "body", "seat", "person", "appointment", "since", "until", "ended_by"),
        (
            (
                *(uuid4(), body, each.placed.seat, each.placed.person, each.id),
                *(each.placed.since, each.placed.until, each.placed.ended_by),
            )
            for each in plan.appointments
        ),
        watch,
    )
    await _insert(
        "vacancy",
        (
            *("id", "body", "seat", "cause", "effective_on", "delivered_on", "delivered_to"),
            *("remark", "filled_by"),
        ),
        (
            (
                *(each.id, body, each.seat, each.cause, each.effective_on, each.delivered_on),
                *(each.delivered_to, each.remark, each.filled_by),
            )
            for each in plan.vacancies
        ),
        watch,
    )
    for vacancy, appointment in plan.filled:
        await engine().write(
            "UPDATE vacancy SET filled_by = $1 WHERE id = $2", appointment, vacancy
        )
    new = {each.id for _, each in plan.people}
    for each in plan.appointments:
        over = each.placed.until is not None and each.placed.until <= record.today
        if each.placed.person not in new and not over:
            await begin_member(record, each.placed.person, each.placed.since)


def _appointment(record: Record, each: NewAppointment) -> tuple[object, ...]:
    line = each.placed.line
    return (
        *(each.id, record.body.id, each.placed.seat, each.placed.person, each.act, each.kind),
        *(line.authority, line.appointed_on, each.term.since, each.term.until),
        *(line.day("notice_sent_on"), line.day("oath_taken_on"), line.day("oath_filed_on")),
        *(record.actor.name, record.at),
    )


async def _ends(record: Record, plan: Plan) -> None:
    for each in plan.ends:
        await engine().write(
            "UPDATE service SET until = $1, ended_by = $2 WHERE appointment = $3",
            each.until,
            each.ended_by,
            each.appointment,
        )
        await end_member(record, each.person, each.until)


async def _findings(record: Record, run: UUID, plan: Plan, watch: Watch) -> None:
    found = [
        (made.id, finding, made.law, made.placed.line.appointed_on)
        for made in plan.appointments
        for finding in made.findings
    ]
    found += [
        (end.appointment, finding, end.law, end.until)
        for end in plan.ends
        for finding in end.findings
    ]
    await _insert(
        "appointment_finding",
        (
            *("id", "body", "appointment", "import_run", "answer", "reason", "clause"),
            *("law", "judged_on"),
        ),
        (
            (
                *(uuid4(), record.body.id, appointment, run, finding.answer.value),
                *(str(finding.reason), finding.clause, law, day),
            )
            for appointment, finding, law, day in found
        ),
        watch,
    )


async def _grid(record: Record, run: UUID, plan: Plan) -> None:
    """Keep where the grid lies, unless the first board on the record says it."""
    has_initial = any(each.kind == "initial" for each in plan.appointments)
    if not plan.grid_is_new or plan.board.grid_since is None or has_initial:
        return
    initial = plan.board.initial
    await engine().write(
        "INSERT INTO term_grid (id, body, grid_since, initial_since, import_run) "
        "VALUES ($1, $2, $3, $4, $5)",
        uuid4(),
        record.body.id,
        plan.board.grid_since,
        initial.since if initial is not None else None,
        run,
    )
    record.note("board", after={"grid_since": plan.board.grid_since})


async def _insert(
    table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]], watch: Watch
) -> None:
    """Write rows, some hundred in a statement, and let others have a turn between them."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        numbers = iter(range(1, len(some) * len(columns) + 1))
        places = ", ".join(f"({', '.join(f'${next(numbers)}' for _ in columns)})" for _ in some)
        await engine().write(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places}",  # noqa: S608 (our own names; the values are bound)
            *(value for row in some for value in row),
        )
        watch.step()
        await asyncio.sleep(0)


def proof_of(made: Sequence[Made]) -> str:
    """Return the SHA-256 of what all rows became: `row<TAB>subject<TAB>digest`, a line for each."""
    whole = sha256()
    for each in made:
        whole.update(f"{each.row}\t{each.subject}\t{each.digest}\n".encode())
    return whole.hexdigest()


def made_of(plan: Plan) -> list[Made]:
    """Return what each row of a plan becomes; for very many it takes its time."""
    return [Made(row, subject, _digest(values)) for row, subject, values in _values(plan)]


def _values(plan: Plan) -> Iterator[tuple[int, str, list[object]]]:
    for row, person in plan.people:
        yield row, f"person:{person.id}", [person.name, person.email, person.phone]
    for act in plan.acts:
        told: list[object] = [act.number, act.title, act.introduced_on, act.voted_on]
        told += [act.ayes, act.noes, act.result]
        yield act.row, f"legislation:{act.id}", told
    for each in plan.appointments:
        placed = each.placed
        days = (placed.since, placed.until, each.term.since, each.term.until)
        told = [placed.seat, placed.person, each.act, each.kind, placed.ended_by, *days]
        yield placed.line.row, f"appointment:{each.id}", told
    for end in plan.ends:
        yield end.row, f"appointment:{end.appointment}", [end.until, end.ended_by]
    for vacancy in plan.vacancies:
        told = [vacancy.seat, vacancy.cause, vacancy.effective_on]
        yield vacancy.row, f"vacancy:{vacancy.id}", told


def _digest(values: list[object]) -> str:
    return sha256(canonical(values).encode()).hexdigest()
