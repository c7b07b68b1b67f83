"""A July meeting elects both officers, the first after three rounds, in a real browser."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator

from governance.rules.access import Role
from governance.services.bodies import get_body
from meetings.schemas.meetings import Arrival, CallToOrder, MeetingKind, MeetingWish
from meetings.services.calendars import schedule_meeting
from meetings.services.sessions import call_to_order, record_arrival
from tests.app import SLUG, acting
from tests.browser import browser
from tests.journeys.house import BODY, Visitor, copy_of, opened, visitor
from tests.meetings.sitting import NAMES, seat_members

__all__ = ["browser"]

pytestmark = pytest.mark.browser

JUNE = datetime(2026, 6, 20, 16, tzinfo=UTC)
JULY = datetime(2026, 7, 9, 22, 30, tzinfo=UTC)


async def five_are_there() -> UUID:
    """Call the July meeting to order with five of nine members in the room."""
    members = await seat_members(await get_body(SLUG))
    wish = MeetingWish(
        kind=MeetingKind.REGULAR, title="July meeting", starts_at=JULY, place="City Hall"
    )
    meeting = await schedule_meeting(acting(Role.STAFF, at=JUNE), wish)
    await call_to_order(acting(Role.STAFF, at=JULY), meeting.id, CallToOrder())
    for member in members[:5]:
        await record_arrival(acting(Role.STAFF, at=JULY), meeting.id, Arrival(person=member))
    return meeting.id


def test_a_july_meeting_elects_both_officers_by_hand(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path, browser: Browser
) -> None:
    with opened(copy_of(furnished_sqlite[0], tmp_path), JULY) as house:
        meeting = house.let(five_are_there())
        staff = visitor(browser, house)
        staff.signs_in("staff@test.example")
        staff.goes(f"{BODY}/meetings/{meeting}/elections")
        staff.presses("Elect the Chairperson at this meeting")
        staff.presses("Elect the Vice Chairperson at this meeting")
        chair = staff.page.locator("#election-chair")
        for member in (1, 2, 3):
            stands(chair, member)
        for said in ("11223", "11232", "11123"):
            round_of(chair, said)
        staff.sees(f"{NAMES[1]} is elected.")
        vice = staff.page.locator("#election-vice_chair")
        stands(vice, 2)
        round_of(vice, "22222")
        staff.sees(f"{NAMES[2]} is elected.")
        both_hold_their_offices(staff)


def stands(card: Locator, member: int) -> None:
    card.get_by_label("Nominate", exact=True).select_option(label=NAMES[member])
    card.get_by_label("Nominated by", exact=True).select_option(label=NAMES[0])
    card.get_by_role("button", name="Nominate", exact=True).click()
    card.get_by_role("button", name="Accept", exact=True).click()


def round_of(card: Locator, said: str) -> None:
    """Hold a round in which each member names another, by number."""
    card.get_by_role("button", name="Open a round", exact=True).click()
    for voter, named in enumerate(said):
        card.get_by_label("Member", exact=True).select_option(label=NAMES[voter])
        card.get_by_label("Ballot (optional)", exact=True).select_option(label=NAMES[int(named)])
        card.get_by_role("button", name="Record the ballot", exact=True).click()
    card.get_by_role("button", name="Close the round and count", exact=True).click()


def both_hold_their_offices(staff: Visitor) -> None:
    staff.goes(f"{BODY}/officers")
    staff.sees(NAMES[1])
    staff.sees(NAMES[2])
    assert staff.wrong == []
