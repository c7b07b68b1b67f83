"""The program's own conventions, as far as no linter holds them."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.program import ROOT, files, name_of, parsed

CLOCK = "governance/clock.py"
ASKS_THE_TIME = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}
LONGEST_MODULE = 420


def calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Yield each `name.method` that a module mentions, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr, node.lineno


def test_every_module_says_which_question_it_answers() -> None:
    silent = [
        name_of(path)
        for path in files()
        if parsed(path).body and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = [
        f"{name_of(path)}:{line}"
        for path in files()
        if name_of(path) != CLOCK
        for owner, method, line in calls(parsed(path))
        if (owner, method) in ASKS_THE_TIME
    ]
    assert asking == []


def test_no_import_stands_inside_a_function() -> None:
    inside = [
        f"{name_of(path)}:{node.lineno}"
        for path in files()
        for function in ast.walk(parsed(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_every_ignored_type_has_its_reason_beside_it() -> None:
    bare = [
        f"{name_of(path)}:{number}"
        for path in files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if re.search(r"# type: ignore(\[[\w, -]+\])?\s*$", line)
    ]
    assert bare == []


def test_no_module_has_swallowed_its_neighbours() -> None:
    long = {
        name_of(path): lines
        for path in files()
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_module_is_named_for_nothing() -> None:
    nothing = {"utils", "helpers", "common", "manager", "base", "misc"}
    assert [name_of(path) for path in files() if path.stem in nothing] == []


def test_the_locks_name_no_address() -> None:
    for lock in ROOT.glob("*.lock"):
        assert not re.search(r"https?://|index-url", lock.read_text("utf-8")), lock.name


@pytest.mark.parametrize("package", ["governance", "appointments", "meetings", "elections"])
def test_a_package_s_tables_stand_in_one_place(package: str) -> None:
    module, folder = ROOT / package / "tables.py", ROOT / package / "tables" / "__init__.py"
    assert module.is_file() != folder.is_file()
    outside = [path for path in files() if "Table, tablename=" in path.read_text("utf-8")]
    assert not [
        name_of(path)
        for path in outside
        if path.parts[-2] != "tables" and path.name != "tables.py" and "tests" not in path.parts
    ]
