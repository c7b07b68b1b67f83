"""Whatever is tried in rounds of nominations, by whomever, in whatever order: by Hypothesis.

OPENSEAT_SEED makes another history; OPENSEAT_SHRINK looks, at length, for fewer steps that fail.
"""

import asyncio
import itertools
import os
import shutil
from collections import Counter
from collections.abc import Callable, Coroutine
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from appointments.rules.rounds import Round, Step
from governance.app import TABLES
from governance.database import bind, open_engine
from tests.postgres import PostgresServer
from tests.properties.alliance import Alliance, gathered
from tests.properties.invariants import Watcher
from tests.properties.watching import Rounds

SEED = int(os.environ.get("OPENSEAT_SEED", "3"))
CLOSELY = 6
"""Of so many looks one asks everything that the public reads."""

chances = st.integers(0, 2**32)
Copied = Callable[[], tuple[str, Alliance]]


class Nominating(RuleBasedStateMachine):
    """An Alliance that nominates while others interfere."""

    copied: Copied
    tried: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        url, self.alliance = self.copied()
        self.engine = open_engine(url)
        bind(self.engine, TABLES)
        self.watcher = Rounds(self.alliance, Watcher(self.alliance.town.pasts))
        self.looked = 0

    def teardown(self) -> None:
        self.let(self.watcher.looks(self.engine, closely=True))
        self.let(self.engine.close_connection_pool())
        self.loop.close()
        self.tried.update(done=self.alliance.town.done, refused=self.alliance.town.refused)
        self.tried.update(self.watcher.seen)

    def let(self, deed: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run(deed)

    @invariant()
    def looks(self) -> None:
        self.looked += 1
        self.let(self.watcher.looks(self.engine, closely=self.looked % CLOSELY == 0))

    def goes_on(self, number: int) -> list[Round]:
        """Let chance be what Hypothesis says, and a day pass at times; return what runs."""
        self.alliance.chance = Random(number)
        self.alliance.town.later(self.alliance.chance.choice([0, 0, 1]))
        note(f"{self.alliance.town.on}: chance {number}, seed {SEED}")
        rounds: list[Round] = self.let(self.alliance.rounds())
        return [one for one in rounds if one.step is not Step.CLOSED]

    @rule(number=chances)
    def begins(self, number: int) -> None:
        """A round is begun, if not two run already."""
        if len(self.goes_on(number)) < 3:
            self.let(self.alliance.begins())

    @rule(number=chances, which=st.integers(0, 9))
    def goes_right(self, number: int, which: int) -> None:
        """The next step of a round is taken as the law has it."""
        running = self.goes_on(number)
        if running:
            self.let(self.alliance.goes_right(running[which % len(running)]))

    @rule(number=chances, which=st.integers(0, 9), times=st.integers(5, 14))
    def goes_right_for_long(self, number: int, which: int, times: int) -> None:
        """Several steps are taken one after the other."""
        for more in range(times):
            running = self.goes_on(number + more)
            if running:
                self.let(self.alliance.goes_right(running[which % len(running)]))
                self.looks()

    @rule(number=chances, which=st.integers(0, 9))
    def goes_wrong(self, number: int, which: int) -> None:
        """Some step is tried at some moment, by anybody."""
        running = self.goes_on(number)
        if running:
            self.let(self.alliance.goes_wrong(running[which % len(running)]))

    @rule(number=chances)
    def fills(self, number: int) -> None:
        """Council appoints."""
        self.goes_on(number)
        self.let(self.alliance.fills())

    @rule(number=chances)
    def changes_the_committee(self, number: int) -> None:
        """Somebody else is chosen for the committee."""
        self.goes_on(number)
        self.let(self.alliance.changes_the_committee())


def run(copied: Copied, *, examples: int, steps: int) -> Counter[str]:
    """Let several Alliances nominate; return how often what was done, refused and reached."""
    tried: Counter[str] = Counter()
    machine = type("Nominating", (Nominating,), {"copied": staticmethod(copied), "tried": tried})
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


async def _gathered(url: str) -> Alliance:
    engine = open_engine(url)
    bind(engine, TABLES)
    alliance = await gathered(engine)
    await engine.close_connection_pool()
    return alliance


def test_no_order_of_steps_leaves_the_life_cycle(sqlite_template: Path, tmp_path: Path) -> None:
    settled = tmp_path / "gathered.db"
    shutil.copyfile(sqlite_template, settled)
    alliance = asyncio.run(_gathered(f"sqlite:///{settled}"))
    numbers = itertools.count()

    def copied() -> tuple[str, Alliance]:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(settled, path)
        return f"sqlite:///{path}", deepcopy(alliance)

    tried = run(copied, examples=6, steps=40)
    print(f"seed {SEED}: {dict(tried)}")
    assert min(tried["done"], tried["refused"]) > 50


async def nominated(url: str, alliance: Alliance, *, chance: int, looks: int) -> Counter[str]:
    """Let an Alliance nominate by the law, one step of every round after the other."""
    engine = open_engine(url)
    bind(engine, TABLES)
    watcher = Rounds(alliance, Watcher(alliance.town.pasts))
    alliance.chance = Random(chance)
    for look in range(looks):
        running = [one for one in await alliance.rounds() if one.step is not Step.CLOSED]
        if len(running) < 2:
            await alliance.begins()
        for one in running:
            await alliance.goes_right(one)
        await alliance.fills()
        alliance.town.later(1)
        await watcher.looks(engine, closely=look % CLOSELY == 0)
    await watcher.looks(engine, closely=True)
    await engine.close_connection_pool()
    return watcher.seen


def test_rounds_that_go_by_the_law_reach_every_end(sqlite_template: Path, tmp_path: Path) -> None:
    settled = tmp_path / "gathered.db"
    shutil.copyfile(sqlite_template, settled)
    alliance = asyncio.run(_gathered(f"sqlite:///{settled}"))
    seen: Counter[str] = Counter()
    for chance in range(SEED, SEED + 4):
        path = tmp_path / f"{chance}.db"
        shutil.copyfile(settled, path)
        going = nominated(f"sqlite:///{path}", deepcopy(alliance), chance=chance, looks=25)
        seen.update(asyncio.run(going))
    print(f"seed {SEED}: {dict(seen)}")
    for reached in ("submitted", "closed", "confirmed", "all_rejected", "withheld", "lifted"):
        assert seen[reached] > 0, reached


@pytest.mark.postgres
def test_no_order_of_steps_leaves_the_life_cycle_on_postgresql(
    postgres_server: PostgresServer, postgres_template: str
) -> None:
    settled = f"{postgres_template}_gathered"
    alliance = asyncio.run(_gathered(postgres_server.create(settled, template=postgres_template)))
    numbers = itertools.count()

    def copied() -> tuple[str, Alliance]:
        name = f"{settled}_{next(numbers)}"
        return postgres_server.create(name, template=settled), deepcopy(alliance)

    tried = run(copied, examples=1, steps=20)
    print(f"seed {SEED}: {dict(tried)}")
    assert min(tried["done"], tried["refused"]) > 10
