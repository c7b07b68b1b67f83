"""Thirty years and more of whatever a board may try, lawful or not, chosen by Hypothesis.

OPENSEAT_SEED makes another history; the seed is printed with a failure's steps, and
OPENSEAT_SHRINK looks, at length, for fewer steps that fail.
"""

import asyncio
import itertools
import os
import shutil
from collections import Counter
from collections.abc import Callable, Coroutine
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from appointments.schemas.corrections import Subject
from governance.app import TABLES
from governance.database import bind, open_engine
from tests.postgres import PostgresServer
from tests.properties.invariants import FAR, Served, Watcher
from tests.properties.town import CHARTER, DISTRICTS, GROUNDS, JULY, SEATS, Past, Town, settle

SEED = int(os.environ.get("OPENSEAT_SEED", "1848"))
YEARS = 30
STEPS = 120
SHORT = 15
LEAST_DAYS = -(-YEARS * 36525 // 100 // STEPS) + 1

FOUND = {
    Subject.APPOINTMENT: (
        "SELECT a.id, {name} AS value FROM appointment a JOIN service s ON s.appointment = a.id "
        "WHERE {name} IS NOT NULL ORDER BY a.appointed_on, a.id"
    ),
    Subject.VACANCY: (
        "SELECT id, {name} AS value FROM vacancy WHERE {name} IS NOT NULL ORDER BY effective_on, id"
    ),
    Subject.LEGISLATION: "SELECT id, {name} AS value FROM legislation ORDER BY voted_on, id",
}
FIELDS = [
    (Subject.APPOINTMENT, "since"),
    (Subject.APPOINTMENT, "term_until"),
    (Subject.APPOINTMENT, "until"),
    (Subject.APPOINTMENT, "oath_filed_on"),
    (Subject.APPOINTMENT, "appointed_on"),
    (Subject.APPOINTMENT, "person"),
    (Subject.VACANCY, "effective_on"),
    (Subject.VACANCY, "delivered_on"),
    (Subject.VACANCY, "cause"),
    (Subject.LEGISLATION, "voted_on"),
    (Subject.LEGISLATION, "ayes"),
]

days = st.integers(LEAST_DAYS, LEAST_DAYS + 40)
Copied = Callable[[], tuple[str, Town]]


class Decades(RuleBasedStateMachine):
    """A board of which something is asked every three or four months."""

    copied: Copied
    tried: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        url, self.town = self.copied()
        self.engine = open_engine(url)
        bind(self.engine, TABLES)
        self.watcher = Watcher(self.town.pasts)
        self.services: list[Served] = []
        self.looks()

    def teardown(self) -> None:
        self.let(self.engine.close_connection_pool())
        self.loop.close()
        self.tried.update(done=self.town.done, refused=self.town.refused)
        self.tried.update(mended=self.town.mended)
        self.tried.update(self.watcher.outcomes)
        self.tried["days"] = max(self.tried["days"], (self.town.on - JULY).days)

    def let(self, deed: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run(deed)

    @invariant()
    def looks(self) -> None:
        self.services = self.let(self.watcher.looks(self.engine))

    def sitting(self) -> dict[str, Served]:
        """Return who has each seat today."""
        today = self.town.on
        return {each.seat: each for each in self.services if each.since <= today < each.until}

    def goes_on(self, passed: int) -> None:
        self.town.later(passed)
        note(f"{self.town.on}: seed {SEED}")

    def somebody(self, seat: str, number: int) -> Any:
        """Choose among those who live where the seat wants them to, or among all."""
        district = CHARTER.seat(seat).district
        pool = self.town.of_district[district] if district else self.town.people
        return pool[number % len(pool)]

    @rule(passed=days, seat=st.sampled_from(SEATS), number=st.integers(0, 39))
    def fills(self, passed: int, seat: str, number: int) -> None:
        """Council fills a seat that is empty or whose term is over, if there is one."""
        self.goes_on(passed)
        sitting = self.sitting()
        waiting = [s for s in SEATS if s not in sitting or sitting[s].term_until <= self.town.on]
        seat = waiting[number % len(waiting)] if waiting else seat
        self.appoints(seat, number, 9, True, False)

    @rule(
        passed=days,
        seat=st.sampled_from(SEATS),
        number=st.integers(0, 39),
        ayes=st.sampled_from([4, 5, 9]),
        rightly=st.sampled_from([True, True, False]),
        ahead=st.booleans(),
    )
    def tries_to_fill(
        self, passed: int, seat: str, number: int, ayes: int, rightly: bool, ahead: bool
    ) -> None:
        """Somebody wants anybody in any seat."""
        self.goes_on(passed)
        self.appoints(seat, number, ayes, rightly, ahead)

    def appoints(self, seat: str, number: int, ayes: int, rightly: bool, ahead: bool) -> None:
        authority = CHARTER.seat(seat).designated_by
        if not rightly:
            authority = next(each.id for each in CHARTER.authorities if each.id != authority)
        since = next_july(self.town.on) if ahead else None
        person = self.somebody(seat, number)
        self.let(self.town.appoints(seat, person, ayes=ayes, authority=authority, since=since))

    @rule(passed=days, seat=st.sampled_from(SEATS))
    def goes_on_with(self, passed: int, seat: str) -> None:
        """Whoever has a seat is to keep it for the term after."""
        self.goes_on(passed)
        holder = self.sitting().get(seat)
        if holder is not None:
            since = max(next_july(self.town.on), holder.term_until)
            self.let(
                self.town.appoints(
                    seat,
                    holder.person,
                    ayes=7,
                    authority=CHARTER.seat(seat).designated_by,
                    since=since if holder.term_until > self.town.on else None,
                )
            )

    @rule(
        passed=days,
        seat=st.sampled_from(SEATS),
        ground=st.sampled_from(GROUNDS),
        ahead=st.sampled_from([0, 0, 10, 30, 31, -1]),
    )
    def leaves(self, passed: int, seat: str, ground: str, ahead: int) -> None:
        """Somebody dies, resigns, moves away, is removed."""
        self.goes_on(passed)
        rows = self.let(
            self.engine.read(
                "SELECT a.id FROM appointment a JOIN service s ON s.appointment = a.id "
                "WHERE a.seat = $1 AND (s.until IS NULL OR s.until > $2) ORDER BY s.since, a.id",
                seat,
                self.town.on,
            )
        )
        if rows:
            on = self.town.on + timedelta(days=ahead)
            self.let(self.town.ends(rows[0]["id"], ground, on))

    @rule(passed=days, number=st.integers(0, 50))
    def swears(self, passed: int, number: int) -> None:
        """An oath is filed, perhaps late, perhaps twice."""
        self.goes_on(passed)
        rows = self.let(self.engine.read("SELECT id FROM appointment ORDER BY appointed_on, id"))
        self.let(self.town.swears(rows[-1 - number % len(rows)]["id"]))

    @rule(
        passed=days,
        field=st.sampled_from(FIELDS),
        number=st.integers(0, 2**16),
        shift=st.sampled_from([-31, -7, -1, 1, 2, 7, 30, 366]),
    )
    def corrects(self, passed: int, field: tuple[Subject, str], number: int, shift: int) -> None:
        """The clerk finds that something is wrong, or believes so."""
        self.goes_on(passed)
        subject, name = field
        sql = FOUND[subject].format(name="a.person" if name == "person" else name)
        rows = self.let(self.engine.read(sql))
        if not rows:
            return
        row = rows[-1 - number % min(len(rows), 12)]
        old = row["value"]
        if name == "person":
            new = str(self.town.people[number % len(self.town.people)])
        elif name == "ayes":
            new = str(4 + number % 6)
        elif name == "cause":
            new = GROUNDS[number % len(GROUNDS)]
        else:
            new = (date.fromisoformat(str(old)) + timedelta(days=shift)).isoformat()
        self.let(self.town.corrects(subject, row["id"], name, new))

    @rule(passed=days, district=st.sampled_from(DISTRICTS), allowed=st.sampled_from([True, False]))
    def decides_on_a_past(self, passed: int, district: str, allowed: bool) -> None:
        """The authorities allow or forbid somebody with a past; somebody tries at once."""
        self.goes_on(passed)
        home = self.town.of_district[district]
        person = next(each for each in home if self.town.pasts[each] is Past.MARKED)
        self.let(self.town.allows(person, allowed=allowed))
        sitting = self.sitting()
        seat = next((s for s in SEATS if s not in sitting), SEATS[0])
        authority = CHARTER.seat(seat).designated_by
        self.let(self.town.appoints(seat, person, ayes=9, authority=authority, since=None))

    @rule(passed=days, number=st.integers(0, 2**16))
    def meets(self, passed: int, number: int) -> None:
        """The board meets."""
        self.goes_on(passed)
        members = [each.person for each in self.sitting().values()]
        self.let(self.town.meets(sorted(members), Random(number)))


def next_july(on: date) -> date:
    july = on.replace(month=7, day=1)
    return july if on < july else july.replace(year=on.year + 1)


def run(copied: Copied, *, examples: int, steps: int) -> Counter[str]:
    """Let several boards live; return how often what was done, refused and decided."""
    tried: Counter[str] = Counter()
    machine = type("Decades", (Decades,), {"copied": staticmethod(copied), "tried": tried})
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        print_blob=False,
        phases=[Phase.generate, *([Phase.shrink] if "OPENSEAT_SHRINK" in os.environ else [])],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(SEED)(machine), settings=chosen)
    return tried


async def _settled(url: str) -> Town:
    engine = open_engine(url)
    bind(engine, TABLES)
    town = await settle(engine)
    await engine.close_connection_pool()
    return town


def test_what_must_hold_holds_for_thirty_years(sqlite_template: Path, tmp_path: Path) -> None:
    settled = tmp_path / "settled.db"
    shutil.copyfile(sqlite_template, settled)
    town = asyncio.run(_settled(f"sqlite:///{settled}"))
    numbers = itertools.count()

    def copied() -> tuple[str, Town]:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(settled, path)
        return f"sqlite:///{path}", deepcopy(town)

    tried = run(copied, examples=8, steps=STEPS)
    print(f"seed {SEED}: {dict(tried)}")
    assert tried["days"] >= YEARS * 365.25
    assert min(tried["done"], tried["refused"]) > 500
    assert tried["mended"] > 5
    for outcome in ("main carried", "main lost", "main no_quorum", "subpoena lost"):
        assert tried[outcome] > 0, outcome


@pytest.mark.postgres
def test_what_must_hold_holds_on_postgresql(
    postgres_server: PostgresServer, postgres_template: str
) -> None:
    settled = f"{postgres_template}_settled"
    town = asyncio.run(_settled(postgres_server.create(settled, template=postgres_template)))
    numbers = itertools.count()

    def copied() -> tuple[str, Town]:
        name = f"{settled}_{next(numbers)}"
        return postgres_server.create(name, template=settled), deepcopy(town)

    tried = run(copied, examples=2, steps=SHORT)
    print(f"seed {SEED}: {dict(tried)}")
    assert min(tried["done"], tried["refused"]) > 20


def test_the_far_future_is_later_than_any_history() -> None:
    assert JULY + timedelta(days=(LEAST_DAYS + 40) * STEPS) < FAR
