"""A July meeting elects both officers, the first after three rounds, in a real browser.

It is the third year of the same chair; in the next, the limit refuses a fourth. Two pictures of the
Chair's guide are taken on the way.
"""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator

from governance.rules.access import Role
from governance.services.bodies import get_body
from meetings.services.sessions import adjourn_meeting
from tests.app import SLUG, acting
from tests.browser import browser
from tests.elections.years import begun, held, july
from tests.journeys.house import BODY, Visitor, copy_of, opened, visitor
from tests.meetings.sitting import NAMES, seat_members

__all__ = ["browser"]

pytestmark = pytest.mark.browser


async def two_years_before(*years: int) -> tuple[UUID, ...]:
    """Let the same two be officers for two years."""
    members = await seat_members(await get_body(SLUG))
    for year in years:
        await held(year, members, chair=1, vice=3)
    return members


def test_the_guide_to_a_july_meeting_that_elects_both_officers(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path, browser: Browser
) -> None:
    with opened(copy_of(furnished_sqlite[0], tmp_path), july(2028)) as house:
        members = house.let(two_years_before(2026, 2027))
        meeting = house.let(begun(2028, members))
        staff = visitor(browser, house)
        staff.signs_in("staff@test.example")
        staff.goes(f"{BODY}/meetings/{meeting}/elections")
        staff.sees(f"Until a chair is elected {NAMES[1]} presides.")
        staff.presses("Elect the Chairperson at this meeting")
        staff.presses("Elect the Vice Chairperson at this meeting")
        chair = staff.page.locator("#election-chair")
        for member in (1, 2, 3):
            stands(chair, member)
        round_of(chair, "11223")
        opens(chair, "112")
        staff.shows("chair-round", top="#election-chair")
        goes_on(chair, "32", after=3)
        round_of(chair, "11123")
        staff.sees(f"{NAMES[1]} is elected.")
        staff.shows("chair-elected", top="#election-chair")
        vice = staff.page.locator("#election-vice_chair")
        stands(vice, 2)
        round_of(vice, "22222")
        staff.sees(f"{NAMES[2]} is elected.")
        both_hold_their_offices(staff)

        house.let(adjourn_meeting(acting(Role.STAFF, at=july(2028)), meeting))
        meeting = house.let(begun(2029, members))
        house.at(july(2029) + timedelta(minutes=5))
        staff.context.clear_cookies()
        staff.signs_in("staff@test.example")
        staff.goes(f"{BODY}/meetings/{meeting}/elections")
        staff.presses("Elect the Chairperson at this meeting")
        nominates(staff.page.locator("#election-chair"), 1)
        staff.sees("3 consecutive years as Chairperson come before this one; 3 may be.")
        assert staff.page.locator(".error-summary").get_by_text("18-6A").count()
        stands(staff.page.locator("#election-chair"), 2)
        assert len(staff.wrong) == 1
        assert "409" in staff.wrong[0]


def stands(card: Locator, member: int) -> None:
    nominates(card, member)
    card.get_by_role("button", name="Accept", exact=True).click()


def nominates(card: Locator, member: int) -> None:
    card.get_by_label("Nominate", exact=True).select_option(label=NAMES[member])
    card.get_by_label("Nominated by", exact=True).select_option(label=NAMES[0])
    card.get_by_role("button", name="Nominate", exact=True).click()


def round_of(card: Locator, said: str) -> None:
    """Hold a round in which each member names another, by number."""
    opens(card, said)
    goes_on(card, "", after=len(said))


def opens(card: Locator, said: str) -> None:
    """Open a round in which the first members have named others."""
    card.get_by_role("button", name="Open a round", exact=True).click()
    ballots(card, said)


def goes_on(card: Locator, said: str, *, after: int) -> None:
    """Record the ballots of those who come after so many, and close the round."""
    ballots(card, said, after=after)
    card.get_by_role("button", name="Close the round and count", exact=True).click()


def ballots(card: Locator, said: str, *, after: int = 0) -> None:
    for voter, named in enumerate(said, after):
        card.get_by_label("Member", exact=True).select_option(label=NAMES[voter])
        card.get_by_label("Ballot (optional)", exact=True).select_option(label=NAMES[int(named)])
        card.get_by_role("button", name="Record the ballot", exact=True).click()


def both_hold_their_offices(staff: Visitor) -> None:
    staff.goes(f"{BODY}/officers")
    staff.sees(NAMES[1])
    staff.sees(NAMES[2])
    assert staff.wrong == []
