"""The guides show what the tests have seen."""

import re

import pytest

from tests.house.program import ROOT

GUIDES = sorted((ROOT / "docs").glob("*.md"))
SHOWN = [
    (guide.name, picture)
    for guide in GUIDES
    for picture in re.findall(r"!\[[^\]]+\]\(pictures/([\w-]+)\.png\)", guide.read_text("utf-8"))
]


def test_every_picture_is_described() -> None:
    bare = [guide.name for guide in GUIDES if "![](" in guide.read_text("utf-8")]
    assert bare == []


@pytest.mark.parametrize(("guide", "picture"), SHOWN)
def test_a_picture_of_a_guide_is_there_and_a_test_takes_it(guide: str, picture: str) -> None:
    assert (ROOT / "docs" / "pictures" / f"{picture}.png").is_file()
    tests = (path.read_text("utf-8") for path in (ROOT / "tests" / "journeys").glob("test_*.py"))
    assert any(f'"{picture}"' in text for text in tests)


def test_no_picture_is_left_over() -> None:
    kept = {path.stem for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert kept == {picture for _, picture in SHOWN}
