"""Somebody applies with a browser that runs no script: saves, comes back by the link, sends."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from governance.services.seals import Sealing
from governance.settings import DEMO_SECRET
from tests.app import NOW
from tests.appointments.applying import ADDRESS, ANSWERS, EMAIL, NAME, a_call, link_of
from tests.browser import browser
from tests.journeys.house import BODY, PHONE, House, copy_of, opened, visitor

__all__ = ["browser"]

pytestmark = pytest.mark.browser

MIDNIGHT = datetime(2026, 12, 12, 5, 0, tzinfo=UTC)
LETTER = Sealing(site="", secret=DEMO_SECRET)


@pytest.fixture
def house(furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[House]:
    with opened(copy_of(furnished_sqlite[0], tmp_path), NOW) as served:
        yield served


def test_an_application_without_script_on_a_phone(
    house: House, browser: Browser, tmp_path: Path
) -> None:
    house.let(a_call())
    resume = tmp_path / "life.txt"
    resume.write_text("A life in letters.", "utf-8")
    them = visitor(browser, house, PHONE, script=False)
    them.goes(BODY)
    them.follows("Apply: A seat for East")
    them.follows("Open the form")
    them.field("E-mail address").fill(EMAIL)
    them.field("Name").fill(NAME)
    them.page.locator("#f-resume").set_input_files(resume)
    house.at(NOW + timedelta(minutes=1))
    them.presses("Send the application")
    them.sees("This could not be done yet")
    them.sees("“life.txt” came with the form")
    assert them.field("Name").input_value() == NAME
    them.presses("Save and finish later")
    them.sees("We have mailed you a letter")

    house.at(NOW + timedelta(days=2))
    application, link = house.let(link_of(EMAIL, LETTER))
    them.goes(f"{BODY}/apply/{application}?link={link}")
    assert link not in them.page.url
    them.sees("Not sent yet")
    them.sees("life.txt")
    them.field("Street address").fill(ADDRESS)
    them.field("Council district").select_option("East")
    them.field("Since when you have lived in this city or town").fill("2011-04-01")
    for question, answer in ANSWERS.items():
        name = f"answer_{question}"
        if answer in ("yes", "no"):
            them.page.locator(f"input[name={name}][value={answer}]").check()
        else:
            them.page.locator(f"[name={name}]").fill(answer)
    them.page.locator("#f-consent").check()
    them.presses("Send the application")
    them.sees("It is received")
    them.sees("What was sent stays as it is.")
    them.sees(ANSWERS["why"])
    assert [each for each in them.wrong if "400" not in each] == []
    them.context.close()


def test_who_comes_a_second_late_keeps_their_words(house: House, browser: Browser) -> None:
    house.let(a_call(closes_on=date(2026, 12, 11)))
    them = visitor(browser, house, script=False)
    house.at(MIDNIGHT - timedelta(minutes=5))
    them.goes(f"{BODY}/calls")
    them.follows("Read and apply")
    them.follows("Open the form")
    them.field("E-mail address").fill(EMAIL)
    them.field("Why do you want to serve on the Board?").fill(ANSWERS["why"])
    house.at(MIDNIGHT)
    them.presses("Save and finish later")
    them.sees("This call is closed.")
    them.sees("Nothing that you typed is lost")
    assert them.field("Why do you want to serve on the Board?").input_value() == ANSWERS["why"]
    them.context.close()
