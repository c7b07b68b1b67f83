"""What the Chair's office keeps over a year, by hand: committees, panels, the director, duties.

The pictures of the later chapters of the Chair's guide are taken on the way; what repeats itself
is done by deeds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from appointments.schemas.directors import EarlierDirector
from appointments.services.director_hiring import enter_director
from elections.schemas.elections import Call, Nomination, RecordedBallot
from elections.services.ballots import close_round, open_round, record_ballot
from elections.services.nominations import accept_nomination, call_election, nominate
from governance.charter.load import bundled_charter
from governance.days import add_days
from governance.rules.access import Actor, Role
from governance.schemas.obligations import Fulfilment
from governance.services.obligations import fulfil_obligation
from meetings.schemas.meetings import Arrival, CallToOrder, Meeting, MeetingKind, MeetingWish
from meetings.services.calendars import schedule_meeting
from meetings.services.minutes import publish_minutes
from meetings.services.sessions import adjourn_meeting, call_to_order, record_arrival
from tests.app import SLUG, acting, amended
from tests.browser import browser
from tests.journeys.founding import (
    MEETING,
    NAMES,
    ZONE,
    address_of,
    appoint_members,
    make_chair,
)
from tests.journeys.house import BODY, House, Visitor, copy_of, opened, visitor

__all__ = ["browser"]

pytestmark = pytest.mark.browser

BEFORE = date(2026, 11, 20)
CHAIR = "south"
ON_IT = (CHAIR, "east", "alliance-1")
MAY = datetime(2027, 5, 4, 10, 0, tzinfo=ZONE)
HELD = (
    (MEETING, "", 6),
    (MEETING + timedelta(weeks=5), "", 6),
    (MEETING + timedelta(weeks=9), "", 17),
    (MEETING + timedelta(weeks=11), "East", 5),
    (MEETING + timedelta(weeks=13), "", 8),
)
"""When the Board met, in which district if in one, and after how many days there were minutes."""
DATA = {
    date(2026, 12, 1): datetime(2027, 1, 20, 10, 0, tzinfo=ZONE),
    date(2027, 1, 1): datetime(2027, 2, 18, 10, 0, tzinfo=ZONE),
    date(2027, 2, 1): datetime(2027, 4, 6, 10, 0, tzinfo=ZONE),
}
"""When the data of a month were published."""


@dataclass
class Year:
    """The Chair at a desk, and whom the seats hold."""

    house: House
    chair: Visitor
    people: dict[str, UUID]

    def by(self, at: datetime, role: Role = Role.CHAIR) -> Actor:
        """Return the Chair's office at a moment."""
        self.house.at(at)
        return acting(role, at=at.astimezone(UTC), person=self.people[CHAIR])


@pytest.fixture
def year(
    browser: Browser, furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Year]:
    with opened(copy_of(furnished_sqlite[0], tmp_path)) as house:
        people = house.let(appoint_members(BEFORE, NAMES))
        house.let(make_chair(CHAIR, BEFORE))
        come = Year(house, visitor(browser, house), people)
        yield come
        come.chair.context.close()


def test_the_guide_to_the_year_of_the_chair(year: Year) -> None:
    year.chair.signs_in(address_of(CHAIR))
    a_committee_is_formed_meets_and_is_amended(year)
    a_panel_is_drawn_by_rotation(year)
    the_director_is_kept(year)
    the_duties_of_the_year_are_kept(year)
    assert year.chair.wrong == []


def a_committee_is_formed_meets_and_is_amended(year: Year) -> None:
    """18-7B(4), OML 102(2)."""
    chair = year.chair
    chair.goes(f"{BODY}/committees")
    chair.field("Name").fill("Youth and community engagement committee")
    chair.field("Asked for by the law as").select_option(value="youth")
    chair.field("standing committee").check()
    chair.field("What it is for").fill("Bring youth and the community in.")
    chair.field("Places").fill("3")
    chair.presses("Form it")
    for seat in ON_IT:
        chair.field("Member").first.select_option(label=NAMES[seat])
        if seat == CHAIR:
            chair.field("Chairs the committee").check()
        chair.presses("Put on")
    wish = MeetingWish(
        kind=MeetingKind.COMMITTEE,
        title="Youth at work",
        starts_at=MEETING + timedelta(weeks=1),
        place="City Hall",
    )
    year.house.let(schedule_meeting(year.by(MEETING - timedelta(days=9)), wish))
    here = chair.page.url.removeprefix(year.house.address)
    chair.goes(here)
    chair.presses("Enter it")
    chair.page.locator("#report").get_by_label("In a line").fill("What schools ask for")
    chair.field("What it reports").fill("Three schools want a member of the Board to come.")
    chair.presses("Report it")
    form = chair.page.locator("#amend")
    form.get_by_label("What it is for").fill("Bring youth, schools and the community in.")
    form.get_by_label("Places").fill("5")
    form.get_by_label("By which decision, and why").fill("Motion of December 3: two more schools.")
    chair.presses("Amend it")
    chair.sees("of 5 make a quorum.")
    chair.sees("Bring youth and the community in.")
    chair.shows("chair-committee")


def a_panel_is_drawn_by_rotation(year: Year) -> None:
    """18-5I(1), 18-6A(3): under a law in which panels are in force."""
    chair, day = year.chair, MEETING.date()
    text = bundled_charter(SLUG).replace("in_force_since = 2019-05-21", f"in_force_since = {day}")
    office = year.by(MEETING, Role.CLERK)
    year.house.let(amended(office, text.replace("in_force = false", "in_force = true")))
    chair.signs_in(address_of(CHAIR))
    chair.goes(f"{BODY}/matters")
    chair.field("Kind").select_option(value="reasonable_cause")
    chair.field("Title").fill("Whether a complaint goes to a hearing")
    chair.presses("Open it")
    chair.field("Day of the hearing").fill(add_days(day, 60).isoformat())
    chair.presses("See who comes up")
    chair.sees("The same members come up whoever asks")
    chair.shows("chair-panel")
    chair.presses("Make it up")
    chair.sees("Why these members")


def the_director_is_kept(year: Year) -> None:
    """18-6C: hired, not confirmed yet, and still to come to live in the City."""
    earlier = EarlierDirector(
        name="Rae Lund",
        hired_on=date(2026, 6, 4),
        since=date(2026, 7, 1),
        vote="Minutes of June 4, 2026, on paper.",
    )
    year.house.let(enter_director(year.by(MEETING), earlier))
    year.chair.goes(f"{BODY}/director")
    year.chair.sees("Rae Lund")
    year.chair.shows("chair-director")


def the_duties_of_the_year_are_kept(year: Year) -> None:
    """18-7B(3), 18-11A, OML 106(3): one draft of the minutes and one month's data are late."""
    chair = year.chair
    for starts_at, district, days in HELD:
        meeting = year.house.let(held(year, starts_at, district))
        year.house.let(publish_minutes(year.by(starts_at + timedelta(days=days)), meeting.id))
    for month, published in DATA.items():
        data = Fulfilment(
            obligation="monthly_data",
            period=month,
            done_on=published.date(),
            link="https://data.example.org/complaints",
        )
        year.house.let(fulfil_obligation(year.by(published), data))
    year.house.at(MAY)
    chair.signs_in(address_of(CHAIR))
    chair.goes(f"{BODY}/duties")
    chair.sees("Publish the minutes of a meeting")
    chair.shows("chair-duties", top=".card:has(.yearplan)")
    chair.goes(f"{BODY}/duties/survey/2026-07-01")
    chair.field("Link to what shows it").fill("https://data.example.org/survey")
    chair.shows("chair-duty")
    chair.presses("Record it")
    chair.sees("Done on Tuesday, May 4, 2027.")


async def held(year: Year, starts_at: datetime, district: str) -> Meeting:
    """Hold a meeting with everybody in the room; the first one elects both officers."""
    wish = MeetingWish(
        kind=MeetingKind.DISTRICT if district else MeetingKind.REGULAR,
        title="Public meeting" if district else "Regular meeting",
        district=district,
        starts_at=starts_at,
    )
    meeting = await schedule_meeting(year.by(starts_at - timedelta(days=9)), wish)
    for person in year.people.values():
        await record_arrival(year.by(starts_at), meeting.id, Arrival(person=person))
    await call_to_order(year.by(starts_at), meeting.id, CallToOrder())
    if starts_at == MEETING:
        for office, seat in (("chair", CHAIR), ("vice_chair", "east")):
            await elected(year, meeting, office, seat)
    return await adjourn_meeting(year.by(starts_at + timedelta(hours=1)), meeting.id)


async def elected(year: Year, meeting: Meeting, office: str, seat: str) -> None:
    """Let everybody be for the same member."""
    by, person = year.by(MEETING), year.people[seat]
    election = await call_election(by, Call(meeting=meeting.id, office=office))
    wish = Nomination(person=person, nominated_by=year.people["northeast"])
    candidacy = await nominate(by, election.id, wish)
    await accept_nomination(by, candidacy.id)
    await open_round(by, election.id)
    for voter in year.people.values():
        await record_ballot(by, election.id, RecordedBallot(voter=voter, candidate=person))
    await close_round(by, election.id)
