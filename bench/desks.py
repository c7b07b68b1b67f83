"""The desk over many bodies, and the nightly sweep over many seats, each beside bare SQL."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import msgspec

from bench.copies import add_terms
from bench.crowds import crowd
from bench.records import make_board, opened
from bench.rounds import Figure, Pace, Target
from bench.servers import ServerError
from governance.clock import now
from governance.front.desks import items_of
from governance.rules.access import Actor
from governance.schemas.accounts import AccountWish
from governance.schemas.due import due_view
from governance.services.accounts import create_account
from governance.services.bodies import engine, every_body

HOME = Path(__file__).parents[1]
SEATS = 9
DESK_TARGET = Target(at_most=5)
LINEAR_TARGET = Target(at_most=1.3)
NO_TARGET = Target()

FACTS = (
    "SELECT a.id, a.body, a.seat, a.person, p.name, a.term_since, a.term_until, a.oath_filed_on, "
    "s.since, s.until FROM appointment a JOIN person p ON p.id = a.person "
    "LEFT JOIN service s ON s.appointment = a.id WHERE a.lapsed_on IS NULL "
    "AND (s.until IS NULL OR s.until > date('now'))"
)
SCAN = "SELECT body, seat, person, appointment, since, until, ended_by FROM service"


def desk_figures(folder: Path, pace: Pace) -> Iterator[Figure]:
    """Compare a clerk's list over many bodies with the bare SQL of the seats it speaks of."""
    path = folder / "desk.db"
    asyncio.run(make_board(f"sqlite:///{path}", months=2))
    add_terms(path, pace.years - 1)
    crowd(path, pace.bodies - 1)
    first, turns = asyncio.run(_desk(path, pace))
    title = f"desk of {pace.bodies:,} bodies, {pace.bodies * SEATS:,} seats"
    facts = _beside(path, FACTS, turns)
    yield _times(title, "the SQL of its seats", facts, DESK_TARGET)
    cold = _beside(path, FACTS, [first])
    yield _times(f"{title}, first look", "the SQL of its seats", cold, NO_TARGET)


def sweep_figures(folder: Path, pace: Pace) -> Iterator[Figure]:
    """Sweep more and more seats; compare with a plain scan, and a seat's cost with the fewest."""
    base = folder / "seats.db"
    asyncio.run(make_board(f"sqlite:///{base}", months=1))
    add_terms(base, pace.years - 1)
    costs: list[tuple[int, float, float]] = []
    for seats in pace.sweeps:
        path = folder / f"sweep-{seats}.db"
        shutil.copy(base, path)
        bodies = max(2, round(seats / SEATS))
        crowd(path, bodies - 1, seats_only=True)
        took, worked = _sweep(path)
        swept = bodies * SEATS
        scanned = median(_select(path, SCAN)[0] for _ in range(pace.turns))
        yield _figure(
            f"nightly sweep, {swept:,} seats",
            "a plain scan of the services",
            "rate",
            [(swept / took, swept / scanned)],
            NO_TARGET,
        )
        costs.append((swept, took / swept, worked / swept))
        path.unlink()
    few = costs[0]
    for swept, cost, worked in costs[1:]:
        ratio = cost / few[1]
        yield Figure(
            title=f"a seat's share of it, {swept:,} seats",
            against=f"{few[0]:,} seats",
            kind="rate",
            ours=1 / cost,
            other=1 / few[1],
            ratio=ratio,
            lowest=ratio,
            highest=ratio,
            worked=worked / few[2],
            target=LINEAR_TARGET,
        )


async def _desk(path: Path, pace: Pace) -> tuple[tuple[float, float], list[tuple[float, float]]]:
    """Return how long a clerk of all bodies waits for the first look, and for later ones."""
    async with opened(f"sqlite:///{path}"):
        account = await _clerk()
        actor = Actor(body="", at=now(), account=account)
        slugs = {body.slug for body in await every_body()}

        async def look() -> None:
            _, items = await items_of(actor)
            if {each.board.slug for each in items} != slugs:
                raise ValueError("The desk does not speak of every body.")
            msgspec.json.encode([due_view(each.due, each.board.slug) for each in items])

        first = await _timed(look)
        turns = [await _timed(look) for _ in range(pace.turns + 1)][1:]
    return first, turns


def _sweep(path: Path) -> tuple[float, float]:
    """Let a process of its own do the night's jobs; return how long it took and worked."""
    night = [sys.executable, "-m", "bench.sweep", f"sqlite:///{path}"]
    done = subprocess.run(night, capture_output=True, text=True, check=False, cwd=HOME)
    if done.returncode:
        raise ServerError(done.stderr[-2000:])
    return msgspec.json.decode(done.stdout, type=tuple[float, float])


async def _clerk() -> UUID:
    """Make somebody the clerk of every body."""
    at = now()
    wish = AccountWish(email="clerk@bench.example", name="Clerk", password="bench bench bench")
    account = (await create_account(wish, at=at)).id
    async with engine().transaction():
        for body in await every_body():
            await engine().write(
                "INSERT INTO role_grant (id, body, account, role, authority, since) "
                "VALUES ($1, $2, $3, 'clerk', '', $4)",
                uuid4(),
                body.id,
                account,
                at.date() - timedelta(days=1),
            )
    return account


async def _timed(act: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    await act()
    return time.perf_counter() - began, time.process_time() - worked


def _beside(
    path: Path, sql: str, turns: list[tuple[float, float]]
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [(turn, _select(path, sql)) for turn in turns]


def _select(path: Path, sql: str) -> tuple[float, float]:
    """Return the seconds that it takes the database alone to give all rows."""
    connection = sqlite3.connect(path)
    began, worked = time.perf_counter(), time.process_time()
    connection.execute(sql).fetchall()
    took = time.perf_counter() - began, time.process_time() - worked
    connection.close()
    return took


def _times(
    title: str,
    against: str,
    pairs: list[tuple[tuple[float, float], tuple[float, float]]],
    target: Target,
) -> Figure:
    work = [sum(turn[side][1] for turn in pairs) for side in (0, 1)]
    figure = _figure(title, against, "time", [(a[0], b[0]) for a, b in pairs], target)
    return msgspec.structs.replace(figure, worked=work[0] / work[1] if work[1] else 0.0)


def _figure(
    title: str, against: str, kind: str, turns: list[tuple[float, float]], target: Target
) -> Figure:
    ratios = [ours / other for ours, other in turns]
    return Figure(
        title=title,
        against=against,
        kind=kind,
        ours=median(ours for ours, _ in turns),
        other=median(other for _, other in turns),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        worked=0.0,
        target=target,
    )
