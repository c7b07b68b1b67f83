"""A clerk's year by hand of a real browser: from a resignation to a certificate (18-3B, 18-4K).

The pictures of the clerk's guide are taken on the way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from appointments.schemas.appointments import AppointmentView
from tests.appointments.applying import ADDRESS, ANSWERS, EMAIL, NAME, SCORES
from tests.appointments.makers import CHARTER, a_full_board, staggered
from tests.browser import browser
from tests.journeys.founding import ZONE
from tests.journeys.house import BODY, DESK, PHONE, House, Visitor, copy_of, opened, visitor

__all__ = ["browser"]

pytestmark = pytest.mark.browser

FIRST = date(2025, 1, 21)
LEAVES = date(2026, 12, 8)
CLOSES = date(2026, 12, 18)
LOOKED_AT = date(2026, 12, 21)
VOTED = date(2027, 1, 12)
SEAT, SEAT_NAME = "east", CHARTER.seat("east").name


def ten(on: date, minutes: int = 0) -> datetime:
    """Return ten o'clock of a day, where the Board is."""
    return datetime(on.year, on.month, on.day, 10, tzinfo=ZONE) + timedelta(minutes=minutes)


@dataclass
class Year:
    """The clerk, somebody who applies, and what comes of it."""

    house: House
    clerk: Visitor
    them: Visitor
    leaving: AppointmentView
    made: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def year(
    browser: Browser, furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Year]:
    with opened(copy_of(furnished_sqlite[0], tmp_path), ten(LEAVES)) as house:
        board = house.let(a_full_board(FIRST))
        seats = house.let(staggered(FIRST, board))
        clerk = visitor(browser, house, DESK)
        them = visitor(browser, house, PHONE, script=False)
        yield Year(house, clerk, them, seats[SEAT])
        for each in (clerk, them):
            each.context.close()


def test_the_guide_of_the_clerk(year: Year) -> None:
    a_member_resigns(year)
    three_are_told(year)
    the_seat_is_called_out(year)
    somebody_applies(year)
    the_application_is_looked_at(year)
    the_sheet_says_what_is_known(year)
    council_legislates(year)
    the_member_is_appointed_told_and_sworn(year)
    a_wrong_day_is_mended_after_a_look(year)
    the_rest_of_the_desk_is_shown(year)
    assert year.clerk.wrong == []
    assert year.them.wrong == []


def a_member_resigns(year: Year) -> None:
    clerk = year.clerk
    clerk.signs_in("clerk@test.example")
    clerk.goes(f"{BODY}/desk")
    clerk.shows("clerk-desk")
    clerk.goes(f"{BODY}/appointments/{year.leaving.id}/end?ground=resignation")
    clerk.field("Letter delivered on").fill(str(LEAVES))
    clerk.field("Letter delivered to").fill(CHARTER.resignation.delivered_to)
    clerk.shows("clerk-resignation")
    clerk.presses("End the service")
    clerk.goes(f"{BODY}/vacancies")
    clerk.page.locator("main a[href*='/vacancies/']:not([href$=statistics])").first.click()
    year.made["vacancy"] = clerk.page.url.rpartition("/")[2]


def three_are_told(year: Year) -> None:
    clerk = year.clerk
    for name in ("Mayor", "City Council", "Police Accountability Board Alliance"):
        address = f"{name.split()[0].lower()}@city.example"
        clerk.field(f"E-mail of {name}").fill(address)
    clerk.presses("Send the notices")
    clerk.sees("Sent.")
    clerk.shows("clerk-vacancy")
    letter = clerk.page.locator("a[href$='letter.pdf']").first
    assert_pdf(clerk, letter.get_attribute("href"))


def the_seat_is_called_out(year: Year) -> None:
    clerk = year.clerk
    clerk.goes(f"{BODY}/vacancies/{year.made['vacancy']}")
    clerk.follows("Call for applications")
    clerk.field("Title").fill("A seat for the East District")
    clerk.field("What it is about").fill("The Board looks for somebody who lives in the east.")
    clerk.field("Closes at the end of").fill(str(CLOSES))
    clerk.presses("Save")
    clerk.follows("Change, publish or close")
    clerk.presses("Publish")
    clerk.shows("clerk-call")


def somebody_applies(year: Year) -> None:
    them = year.them
    them.goes(BODY)
    them.follows("Apply: A seat for the East District")
    them.follows("Open the form")
    them.field("E-mail address").fill(EMAIL)
    them.field("Name").fill(NAME)
    them.field("City or town").fill("City of Rochester")
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
    them.shows("applicant-form")
    year.house.at(ten(LEAVES, minutes=20))
    them.presses("Send the application")
    them.sees("received")


def the_application_is_looked_at(year: Year) -> None:
    clerk = year.clerk
    year.house.at(ten(LOOKED_AT))
    clerk.signs_in("clerk@test.example")
    clerk.goes(f"{BODY}/applications")
    clerk.shows("clerk-applications")
    clerk.follows(NAME)
    clerk.page.locator("button[value=complete]").click()
    clerk.page.locator("button[value=under_review]").click()
    for criterion, points in SCORES.items():
        clerk.page.locator(f"#f-score_{criterion}").fill(str(points))
    clerk.presses("Keep my scores")
    clerk.page.locator("button[value=interviewed]").click()
    clerk.presses("Let the body know this person")
    clerk.shows("clerk-application")
    clerk.page.locator("button[value=forwarded]").click()


def the_sheet_says_what_is_known(year: Year) -> None:
    clerk = year.clerk
    clerk.follows("What is known of them")
    clerk.page.locator("#sheet-seat").select_option(label=SEAT_NAME)
    clerk.presses("Show the sheet")
    clerk.sees("18-4C")
    clerk.shows("clerk-sheet")
    year.made["sheet"] = clerk.page.url


def council_legislates(year: Year) -> None:
    clerk = year.clerk
    clerk.presses("Record the designation")
    clerk.goes(f"{BODY}/legislation")
    clerk.page.locator("#f-draft-title").fill("A member for the East District")
    clerk.presses("Begin")
    clerk.field("Seat").select_option(label=SEAT_NAME)
    clerk.field("Person").select_option(label=NAME)
    clerk.presses("Name")
    clerk.field("Number").fill("2027-9")
    clerk.field("Introduced on").fill(str(LOOKED_AT))
    clerk.presses("Introduce")
    year.house.at(ten(VOTED))
    clerk.signs_in("clerk@test.example")
    clerk.goes(f"{BODY}/legislation")
    clerk.follows("2027-9")
    clerk.field("Voted on").fill(str(VOTED))
    clerk.field("Ayes").fill("8")
    clerk.field("Noes").fill("1")
    clerk.presses("Record the vote")
    clerk.sees("carried")
    clerk.shows("clerk-act")


def the_member_is_appointed_told_and_sworn(year: Year) -> None:
    clerk = year.clerk
    clerk.presses("Appoint")
    clerk.presses("Send the notice")
    clerk.field("Taken on").fill(str(VOTED))
    clerk.page.locator("#f-filed_on").fill(str(VOTED))
    clerk.presses("Record the oath")
    clerk.shows("clerk-appointment")
    certificate = clerk.page.get_by_role("link", name="Certificate of appointment")
    assert_pdf(clerk, certificate.get_attribute("href"))
    year.made["appointment"] = clerk.page.url.partition("?")[0]
    year.them.goes(f"{BODY}/seats")
    year.them.sees(NAME)


def a_wrong_day_is_mended_after_a_look(year: Year) -> None:
    clerk = year.clerk
    clerk.goes(f"{BODY}/vacancies/{year.made['vacancy']}")
    clerk.follows("Something here is wrong: correct it")
    clerk.field("Letter delivered on").fill(str(LEAVES - timedelta(days=1)))
    clerk.field("Why was it wrong?").fill("The stamp on the letter says Monday.")
    clerk.presses("Show what would change")
    clerk.sees("Nothing has been changed yet.")
    clerk.shows("clerk-correction")
    clerk.presses("Yes, correct it")
    clerk.sees("The stamp on the letter says Monday.")


def the_rest_of_the_desk_is_shown(year: Year) -> None:
    clerk = year.clerk
    clerk.goes(f"{BODY}/seats?on=2026-12-31")
    clerk.shows("clerk-seats")
    clerk.goes(f"{BODY}/register")
    clerk.shows("clerk-register")
    clerk.goes(f"{BODY}/training")
    clerk.shows("clerk-training")
    clerk.goes(f"{BODY}/imports")
    clerk.shows("clerk-imports")


def assert_pdf(visitor: Visitor, href: str | None) -> None:
    """Fetch a paper as whoever reads the page would."""
    assert href is not None
    answer = visitor.context.request.get(visitor.house.address + href)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")
