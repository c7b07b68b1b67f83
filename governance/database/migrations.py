"""Which steps brought this database to where it is, and which are still to be taken.

A step is a module `<package>/migrations/0001_first_tables.py` with `UP`, a list of statements
run in order; `POSTGRES` and `SQLITE` lists, if given, follow it on that engine alone.
A statement may use the tokens of `TOKENS` and be a `PerEngine` pair.
"""

import hashlib
import importlib
import pkgutil
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from governance.database.engines import Engine
from governance.database.postgres import SafePostgresEngine

TOKENS = {
    "postgres": {"{moment}": "TIMESTAMPTZ", "{json}": "JSON", "{bytes}": "BYTEA"},
    "sqlite": {"{moment}": "TIMESTAMPTZ", "{json}": "JSON TEXT", "{bytes}": "BLOB"},
}
"""Types that differ. (A column that SQLite knows as JSON alone would make numbers of digits.)"""

STEP_NAME = re.compile(r"\d{4}_\w+")

RECORD = """
CREATE TABLE IF NOT EXISTS migration (
    package TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (package, name)
)"""

ADVISORY_KEY = 4_860_721
"""Any number, as long as every worker takes the same one."""


class MigrationError(Exception):
    """The database and this program do not belong together; the message says how."""


@dataclass(frozen=True, slots=True)
class PerEngine:
    """Statements that only one of the engines understands."""

    postgres: tuple[str, ...] = ()
    sqlite: tuple[str, ...] = ()

    def on(self, kind: str) -> tuple[str, ...]:
        """Return the statements for `postgres` or `sqlite`."""
        return self.postgres if kind == "postgres" else self.sqlite


@dataclass(frozen=True, slots=True)
class Step:
    """One module of migrations, as it stands in the code."""

    package: str
    name: str
    up: tuple[str | PerEngine, ...]

    @property
    def title(self) -> str:
        """Name the step as people read it: `governance 0001_first_tables`."""
        return f"{self.package} {self.name}"

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what the step does on either engine; comments do not count."""
        text = "\0".join(sql for kind in TOKENS for sql in self.statements(kind))
        return hashlib.sha256(text.encode()).hexdigest()

    def statements(self, kind: str) -> Iterator[str]:
        """Give the statements for `postgres` or `sqlite`, in order."""
        for each in self.up:
            for sql in (each,) if isinstance(each, str) else each.on(kind):
                for token, written in TOKENS[kind].items():
                    sql = sql.replace(token, written)
                yield sql


async def migrate(
    engine: Engine, packages: Sequence[str], *, only: Collection[str] | None = None
) -> list[str]:
    """Take every pending step, each in a transaction of its own, and return their titles.

    Workers that start together take turns: each step is taken once. With `only`, no step but
    those of these titles is taken.
    """
    steps = [step for package in packages for step in steps_of(package)]
    steps = [step for step in steps if only is None or step.title in only]
    taken = []
    while title := await _take_next(engine, steps):
        taken.append(title)
    return taken


async def pending(engine: Engine, packages: Sequence[str]) -> list[str]:
    """Return the titles of the steps this database lacks; refuse a database that differs."""
    steps = [step for package in packages for step in steps_of(package)]
    return [step.title for step in await _missing(engine, steps)]


def steps_of(package: str) -> list[Step]:
    """Read a package's steps in the order of their numbers."""
    home = f"{package}.migrations"
    try:
        folder = importlib.import_module(home)
    except ModuleNotFoundError as error:
        if error.name != home:
            raise
        return []
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    for name, following in zip(names, [*names[1:], ""], strict=False):
        if not STEP_NAME.fullmatch(name) or name[:4] == following[:4]:
            raise MigrationError(f"{home}.{name} needs a number of its own, as in 0001_first.")
    return [_step(package, name) for name in names]


def _step(package: str, name: str) -> Step:
    module = importlib.import_module(f"{package}.migrations.{name}")
    only = PerEngine(tuple(getattr(module, "POSTGRES", ())), tuple(getattr(module, "SQLITE", ())))
    return Step(package, name, (*module.UP, only))


async def _take_next(engine: Engine, steps: Sequence[Step]) -> str:
    """Take the first missing step, alone; an empty title says that none was missing."""
    async with engine.transaction():
        if isinstance(engine, SafePostgresEngine):  # SQLite's transaction is already the only one
            await engine.read("SELECT pg_advisory_xact_lock($1)", ADVISORY_KEY)
        await engine.write(RECORD)
        missing = await _missing(engine, steps)
        if not missing:
            return ""
        step = missing[0]
        for sql in step.statements(engine.engine_type):
            await engine.write(sql)
        await engine.write(
            "INSERT INTO migration (package, name, digest) VALUES ($1, $2, $3)",
            step.package,
            step.name,
            step.digest,
        )
        return step.title


async def _missing(engine: Engine, steps: Sequence[Step]) -> list[Step]:
    """Return the steps not recorded; what is recorded must be how each package begins."""
    recorded = await _recorded(engine)
    known = {(step.package, step.name): step for step in steps}
    packages = {step.package for step in steps}
    for (package, name), digest in recorded.items():
        if package not in packages:
            continue
        step = known.get((package, name))
        if step is None:
            raise MigrationError(
                f"The database has taken {package} {name}, which this program does not know: "
                "the database is newer than the program."
            )
        if step.digest != digest:
            raise MigrationError(f"{step.title} has been changed after it was taken.")
    missing = [step for step in steps if (step.package, step.name) not in recorded]
    for step in missing:
        for package, name in recorded:
            if package == step.package and name > step.name:
                raise MigrationError(f"{step.title} came after {name} had been taken.")
    return missing


async def _recorded(engine: Engine) -> dict[tuple[str, str], str]:
    if isinstance(engine, SafePostgresEngine):
        found = await engine.read("SELECT 1 WHERE to_regclass('migration') IS NOT NULL")
    else:
        found = await engine.read("SELECT 1 FROM sqlite_master WHERE name = 'migration'")
    rows = await engine.read("SELECT package, name, digest FROM migration") if found else []
    return {(row["package"], row["name"]): row["digest"] for row in rows}
