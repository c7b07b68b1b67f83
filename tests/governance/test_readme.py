"""What the papers say is so: their commands, settings and links exist."""

import os
import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from governance.cli import PARTS
from governance.settings import Settings

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATIONS = ROOT / "docs" / "operations.md"


def named(paper: Path) -> str:
    return str(paper.relative_to(ROOT))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("paper", PAPERS, ids=named)
def test_every_command_in_a_paper_exists(paper: Path) -> None:
    code = "\n".join(_code(paper.read_text("utf-8")))
    for words in re.findall(r"^(?:[A-Z]+=\S+ )*make ((?:[a-z-]+ ?)+)", code, re.M):
        assert set(words.split()) <= targets(), words
    for word in re.findall(r"^(?:\.venv/bin/)?openseat ([a-z]+)", code, re.M):
        assert word in PARTS, word


def _code(text: str) -> list[str]:
    return [inline or block for inline, block in re.findall(r"`([^`\n]+)`|^    (.+)$", text, re.M)]


@pytest.mark.parametrize("paper", PAPERS, ids=named)
def test_every_link_between_papers_leads_somewhere(paper: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", paper.read_text("utf-8")):
        assert (paper.parent / target).exists(), target


def test_the_two_commands_stand_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "\n    make demo\n" in text
    assert "\n    make test\n" in text


def test_the_table_of_settings_is_that_of_the_program() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ?(?:`([^`]*)`)?", OPERATIONS.read_text("utf-8"), re.M)
    assert [name for name, _ in rows] == [each.name for each in fields(Settings)]
    defaults = {name: value for name, value in rows if name != "secret"}
    assert defaults == {each: str(getattr(Settings(), each)) for each in defaults}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_by_hash_and_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    pinned = re.findall(r"^([\w.-]+)==", text, re.M)
    assert len(pinned) == len(re.findall(r"^[\w.-]", text, re.M))
    assert text.count("==") <= text.count("--hash=sha256:")


def test_whatever_the_demonstration_needs_the_tests_have_too() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    wanted = {line for line in lines if "==" in line}
    assert wanted <= set((ROOT / "requirements-dev.lock").read_text("utf-8").splitlines())


def make(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("make")
    if program is None:
        pytest.skip("There is no make here.")
    return subprocess.run(
        [program, *words], env={**os.environ, **environment}, capture_output=True, text=True
    )


def test_without_a_fitting_python_make_says_so_plainly(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    told = make("-C", str(tmp_path), ".venv/bin/python", PATH=str(old.parent), PYTHON="")
    assert told.returncode != 0
    assert "needs Python 3.11 or newer" in told.stderr
    assert not (tmp_path / ".venv").exists()


def test_what_is_installed_is_not_installed_again(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").touch()
    (tmp_path / ".venv" / "installed").touch()
    planned = make("-C", str(tmp_path), "--dry-run", "demo")
    assert "openseat demo" in planned.stdout
    assert "pip" not in planned.stdout
