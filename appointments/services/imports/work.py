"""Who does the long work of an import, while everybody else goes on?

A table is read and judged in a thread, from a snapshot of the record and without a lock. Only what
came of it is written, in one transaction, if the record has not moved in between. So a program
that stops or dies in the middle leaves nothing but a row that says so.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4

import msgspec
import structlog

from appointments.rules.imports.columns import Content
from appointments.rules.imports.problems import Remark, Weight
from appointments.schemas.imports import Choices, Counts, State
from appointments.services.imports.choosing import chosen
from appointments.services.imports.departures import plan_departures
from appointments.services.imports.files import Limits, Sheet, read_sheet
from appointments.services.imports.plans import (
    Plan,
    StoppedError,
    Watch,
    make_plan,
    plan_legislation,
    plan_people,
)
from appointments.services.imports.rosters import plan_members
from appointments.services.imports.runs import file_of
from appointments.services.imports.snapshots import Snapshot, last_link, snapshot_of
from appointments.services.imports.writing import AT_ONCE, made_of, proof_of, write_plan
from governance.clock import Clock, day_in
from governance.errors import GovernanceError, OutOfOrderError
from governance.rules.access import Actor, Grant, Role
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine, get_body
from governance.services.deeds import in_one_deed

log = structlog.get_logger("openseat")
Answer = TypeVar("Answer")

CHECK, TAKE = "check", "take"
PLANNERS = {
    Content.PEOPLE: plan_people,
    Content.MEMBERS: plan_members,
    Content.DEPARTURES: plan_departures,
    Content.LEGISLATION: plan_legislation,
}
DEAD_AFTER = timedelta(minutes=2)
"""Work that gave no sign for so long will give none any more."""
GLANCE = 0.25
"""Seconds between two signs of life."""
KEPT_REMARKS = 5_000
KEPT_SHEETS = 3
TRIES = 3
"""How often a plan is made anew because the record moved meanwhile."""
OF_THE_ROSTER = ('"person:', '"appointment:', '"legislation:', '"vacancy:', '"charter:', '"board"')
"""What a link of the chain speaks of that an import rests on."""

_running: dict[UUID, Watch] = {}
_tasks: set[asyncio.Task[None]] = set()
_sheets: dict[tuple[str, Content], Sheet] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work that was claimed: an import to check, or to take in."""

    id: UUID
    body: Body
    content: Content
    digest: str
    choices: Choices
    counts: Counts
    task: str
    actor: Actor


class MovedError(Exception):
    """The record has moved since the plan was made."""


def begin(clock: Clock, limits: Limits) -> None:
    """Start whatever waits, apart from the request that asks for it."""
    loop = asyncio.get_running_loop()
    task = loop.create_task(work_off(clock, limits), context=Context())
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def rest() -> None:
    """Stop what is under way, so that the program can end."""
    for watch in _running.values():
        watch.stop.set()
    for task in list(_tasks):
        task.cancel()
    for task in list(_tasks):
        with suppress(asyncio.CancelledError):
            await task


async def work_off(clock: Clock, limits: Limits) -> None:
    """Do everything that waits, one after the other."""
    await bury(clock())
    while True:
        rows = await engine().read(
            "SELECT id FROM import_run WHERE state = 'waiting' ORDER BY made_at LIMIT 1"
        )
        if not rows or not await do_import(rows[0]["id"], clock=clock, limits=limits):
            return


async def bury(at: datetime) -> int:
    """Say of work whose program died that nothing came of it; return of how many."""
    lost = say("The program ended in the middle. Nothing was taken in.")
    async with engine().transaction():
        rows = await engine().write(
            "UPDATE import_run SET state = 'failed', outcome = $1, ended_at = $2 "
            "WHERE state IN ('checking', 'taking') AND beat_at < $3 RETURNING id",
            str(lost),
            at,
            at - DEAD_AFTER,
        )
    return len(rows)


def hurry_stop(run: UUID) -> None:
    """Let work of this process stop at its next row."""
    if run in _running:
        _running[run].stop.set()


async def do_import(run: UUID, *, clock: Clock, limits: Limits, watch: Watch | None = None) -> bool:
    """Check an import or take it in, if nobody else is at it; say whether it was ours to do."""
    job = await _claimed(run, clock())
    if job is None:
        return False
    _running[run] = watch = watch or Watch()
    try:
        await (_check if job.task == CHECK else _take)(job, watch, clock, limits)
    except StoppedError:
        await _ended(job, State.STOPPED, say("Stopped. Nothing was taken in."), clock())
    except asyncio.CancelledError:
        watch.stop.set()
        ended = say("Stopped. Nothing was taken in.")
        await asyncio.shield(_ended(job, State.STOPPED, ended, clock()))
        raise
    except GovernanceError as error:
        await _ended(job, State.FAILED, error.reason, clock())
    except Exception:  # whatever went wrong, whoever waits is told
        log.exception("import failed", run=str(run))
        wrong = say("This is our fault. Nothing was taken in.")
        await _ended(job, State.FAILED, wrong, clock())
    finally:
        _running.pop(run, None)
    return True


async def sheet_of(body: Body, run: UUID, digest: str, content: Content, limits: Limits) -> Sheet:
    """Return the table of an import; the latest few stay read."""
    if (digest, content) in _sheets:
        return _sheets[digest, content]
    return await read_once(await file_of(body, run), digest, content, limits)


async def read_once(file: bytes, digest: str, content: Content, limits: Limits) -> Sheet:
    """Return the table in a file, and keep it in mind for a while."""
    sheet = await asyncio.to_thread(read_sheet, file, content, limits)
    while len(_sheets) >= KEPT_SHEETS:
        del _sheets[next(iter(_sheets))]
    _sheets[digest, content] = sheet
    return sheet


def forget_sheet(digest: str, content: Content) -> None:
    """Keep a table in mind no longer."""
    _sheets.pop((digest, content), None)


async def _check(job: Job, watch: Watch, clock: Clock, limits: Limits) -> None:
    plan, _ = await _planned(job, watch, clock, limits)
    await _keep_remarks(job, plan.remarks, watch)
    async with engine().transaction():
        await engine().write(
            "UPDATE import_run SET state = 'checked', counts = $1, rows_all = $2, rows_done = $2, "
            "outcome = '', ended_at = $3 WHERE id = $4",
            msgspec.json.encode(plan.counts).decode(),
            plan.counts.rows,
            clock(),
            job.id,
        )


async def _take(job: Job, watch: Watch, clock: Clock, limits: Limits) -> None:
    for _ in range(TRIES):
        plan, snapshot = await _planned(job, watch, clock, limits)
        if plan.counts != job.counts:
            raise OutOfOrderError(
                say("The record has changed since this table was checked; check it once more.")
            )
        with suppress(MovedError):
            await _write(job, plan, snapshot, watch, clock)
            return
    raise OutOfOrderError(say("The record changes too quickly now; try again in a while."))


async def _write(job: Job, plan: Plan, snapshot: Snapshot, watch: Watch, clock: Clock) -> None:
    """Write a plan, unless what it rests on has changed."""
    made = await asyncio.to_thread(made_of, plan)
    proof = await asyncio.to_thread(proof_of, made)
    async with in_one_deed(job.actor, "take_in_rows") as record:
        if await _moved(job.body, snapshot.seq):
            raise MovedError
        await write_plan(record, job.id, plan, made, watch)
        counts = msgspec.to_builtins(plan.counts)
        record.note(
            f"import:{job.id}",
            after={
                "content": job.content,
                "file": job.digest,
                "counts": counts,
                "subjects": len(made),
                "proof": proof,
            },
        )
        done = say("Taken in: {count} things on the record.", count=len(made))
        await engine().write(
            "UPDATE import_run SET state = 'done', file = NULL, outcome = $1, ended_at = $2 "
            "WHERE id = $3",
            str(done),
            clock(),
            job.id,
        )
    forget_sheet(job.digest, job.content)


async def _moved(body: Body, seq: int) -> bool:
    """Whether anything that an import rests on was done after a link of the chain."""
    if await last_link(body) == seq:
        return False
    rows = await engine().read("SELECT entry FROM audit WHERE body = $1 AND seq > $2", body.id, seq)
    return any(word in row["entry"] for row in rows for word in OF_THE_ROSTER)


async def _planned(job: Job, watch: Watch, clock: Clock, limits: Limits) -> tuple[Plan, Snapshot]:
    watch.done = 0
    today = day_in(clock(), job.body.timezone)
    sheet = await sheet_of(job.body, job.id, job.digest, job.content, limits)
    snapshot = await snapshot_of(job.body, today)
    how = chosen(sheet, job.choices, job.content, snapshot.charter, today)
    watch.all = len(sheet.rows)
    make = partial(make_plan, sheet, how, snapshot, watch, PLANNERS, job.choices.grid_since)
    return await _watched(make, job, watch, clock), snapshot


async def _watched(make: Callable[[], Answer], job: Job, watch: Watch, clock: Clock) -> Answer:
    """Let a thread work; write down from time to time how far it is, and look for a stop."""
    working = asyncio.ensure_future(asyncio.to_thread(make))
    try:
        while True:
            await asyncio.wait({working}, timeout=GLANCE)
            if working.done():
                return await working
            async with engine().transaction():
                rows = await engine().write(
                    "UPDATE import_run SET rows_all = $1, rows_done = $2, beat_at = $3 "
                    "WHERE id = $4 RETURNING stop_asked",
                    watch.all,
                    min(watch.done, watch.all),
                    clock(),
                    job.id,
                )
            if rows and rows[0]["stop_asked"]:
                watch.stop.set()
    except asyncio.CancelledError:
        watch.stop.set()
        with suppress(StoppedError):
            await working
        raise


async def _keep_remarks(job: Job, remarks: list[Remark], watch: Watch) -> None:
    """Keep what was said of the rows; of very many, what stands in the way goes first."""
    order = {Weight.ERROR: 0, Weight.DIFFERENCE: 1, Weight.WARNING: 2, Weight.FINDING: 2}
    kept = sorted(remarks, key=lambda each: order[each.weight])[:KEPT_REMARKS]
    async with engine().transaction():
        await engine().write("DELETE FROM import_remark WHERE import_run = $1", job.id)
    for start in range(0, len(kept), AT_ONCE):
        async with engine().transaction():
            for place, each in enumerate(kept[start : start + AT_ONCE], start):
                await engine().write(
                    "INSERT INTO import_remark (id, body, import_run, place, row_number, "
                    "column_name, weight, text, clause, answer) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                    *(uuid4(), job.body.id, job.id, place, each.row, each.column),
                    *(each.weight.value, str(each.text), each.clause),
                    each.answer.value if each.answer is not None else "",
                )
        watch.step()
        await asyncio.sleep(0)


async def _claimed(run: UUID, at: datetime) -> Job | None:
    """Take a waiting import, once; None when another worker has it."""
    async with engine().transaction():
        rows = await engine().write(
            "UPDATE import_run SET state = CASE task WHEN 'check' THEN 'checking' ELSE 'taking' "
            "END, worker = $1, beat_at = $2, rows_done = 0, ended_at = NULL "
            "WHERE id = $3 AND state = 'waiting' RETURNING body, content, digest, choices, "
            "counts, task, by_account, by_name, by_roles",
            uuid4().hex,
            at,
            run,
        )
    if not rows:
        return None
    row = rows[0]
    slugs = await engine().read("SELECT slug FROM body WHERE id = $1", row["body"])
    body = await get_body(slugs[0]["slug"])
    return Job(
        id=run,
        body=body,
        content=Content(row["content"]),
        digest=row["digest"],
        choices=msgspec.json.decode(row["choices"], type=Choices),
        counts=msgspec.json.decode(row["counts"], type=Counts),
        task=row["task"],
        actor=Actor(
            body=body.slug,
            at=at,
            account=row["by_account"],
            name=row["by_name"],
            grants=frozenset(Grant(Role(role)) for role in row["by_roles"].split()),
        ),
    )


async def _ended(job: Job, state: State, outcome: object, at: datetime) -> None:
    async with engine().transaction():
        await engine().write(
            "UPDATE import_run SET state = $1, outcome = $2, ended_at = $3, stop_asked = $4 "
            "WHERE id = $5",
            state.value,
            str(outcome),
            at,
            False,
            job.id,
        )
