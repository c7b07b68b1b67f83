"""The law and the code: what holds each clause is there, and some test speaks of it."""

import importlib
import re
from pathlib import Path

import pytest

from governance.charter.check import check
from governance.charter.load import load_bundled
from governance.charter.model import Charter, Clause
from tests.house.program import ROOT

SLUGS = sorted(
    path.stem.replace("_", "-") for path in (ROOT / "governance" / "charters").glob("*.toml")
)


@pytest.fixture(params=SLUGS)
def charter(request: pytest.FixtureRequest) -> Charter:
    return load_bundled(request.param)


def found(name: str) -> bool:
    """Whether there is something of this dotted name."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(thing, part):
                return False
            thing = getattr(thing, part)
        return True
    return False


def test_a_charter_agrees_with_itself_and_with_the_program(charter: Charter) -> None:
    assert [str(problem) for problem in check(charter)] == []


def test_what_holds_a_clause_is_there(charter: Charter) -> None:
    missing = [
        f"{clause.id}: {name}"
        for clause in charter.clauses
        for name in clause.held_by
        if not found(name)
    ]
    assert missing == []


def spoken_of() -> str:
    """Return all that the other tests say."""
    paths = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    return "\n".join(path.read_text("utf-8") for path in paths)


def test_every_clause_that_code_holds_is_spoken_of_by_a_test(charter: Charter) -> None:
    said = spoken_of()
    silent = [
        clause.id
        for clause in charter.clauses
        if clause.held_by and not clause.is_frozen and not is_spoken_of(clause, said)
    ]
    assert silent == []


def is_spoken_of(clause: Clause, said: str) -> bool:
    """Whether a clause's own id stands in a text, and not only that of a part of it."""
    return bool(re.search(rf"(?<![\w.-]){re.escape(clause.id)}(?![\w(]|\.\d)", said))
