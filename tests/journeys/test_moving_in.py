"""A clerk brings a roster from a spreadsheet, with and without JavaScript."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.app import SLUG
from tests.browser import browser
from tests.journeys.house import PHONE, House, Visitor, copy_of, opened, visitor

__all__ = ["browser"]

pytestmark = pytest.mark.browser

IMPORTS = f"/bodies/{SLUG}/imports"
ROSTER = """\
Roster of the Board,,,,
Place,Who,Chosen by,In office since,Expires
East,"Example, Ada",City Council,7/1/2024,6/30/2027
Mayor,Bo Example,Mayor,7/1/2026,6/30/2029
"""
MANY = "Name,E-mail\n" + "".join(f"Ada Example{n},a{n}@test.example\n" for n in range(20_000))


@pytest.fixture
def house(furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[House]:
    path = copy_of(furnished_sqlite[0], tmp_path)
    with opened(path, datetime(2026, 11, 21, 15, tzinfo=UTC)) as served:
        yield served


def hands_in(clerk: Visitor, table: str, about: str) -> None:
    clerk.goes(IMPORTS)
    clerk.page.get_by_label(about, exact=False).first.check()
    clerk.field("File").set_input_files(
        {"name": "roster.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    clerk.presses("Read it")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_mapping_then_dry_run_then_import(house: House, browser: Browser, script: bool) -> None:
    clerk = visitor(browser, house, script=script)
    clerk.signs_in("clerk@test.example")
    hands_in(clerk, ROSTER, "Who sits and who sat where")
    clerk.sees("Which column is what")
    clerk.field("Who").select_option(label="Name")
    clerk.field("Chosen by").select_option(label="Named by")
    clerk.presses("Check every row")
    waits_for(clerk, "2 rows are new", script)
    clerk.sees("The appointing act is not stated.")
    clerk.presses("Take it in")
    waits_for(clerk, "It is on the record", script)
    clerk.follows("Findings on history")
    clerk.sees("Ada Example")
    clerk.goes(f"/bodies/{SLUG}/register")
    clerk.sees("Ada Example")
    assert clerk.wrong == []


def test_long_work_can_be_stopped_and_leaves_nothing(house: House, browser: Browser) -> None:
    clerk = visitor(browser, house, PHONE)
    clerk.signs_in("clerk@test.example")
    hands_in(clerk, MANY, "Names and how to reach them")
    clerk.presses("Check every row")
    clerk.presses("Stop")
    clerk.sees("Stopped. Nothing was taken in.")
    clerk.goes(f"/bodies/{SLUG}/people")
    clerk.sees_not("Ada Example1")


def waits_for(clerk: Visitor, words: str, script: bool) -> None:
    """Wait until a page says so: it does by itself, or when it is loaded again."""
    for _ in range(100):
        if words in clerk.page.locator("body").inner_text():
            return
        clerk.page.wait_for_timeout(100)
        if not script:
            clerk.page.reload()
    raise AssertionError(clerk.page.locator("body").inner_text())
