"""The ninth member and the first meeting, by hand of a real browser, with and without script."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from appointments.services.history import history
from governance.rules.people import FactKind
from governance.schemas.people import FactWish
from governance.services.bodies import get_body
from tests.app import SLUG
from tests.appointments.makers import CHARTER
from tests.browser import browser
from tests.journeys.founding import (
    MEETING,
    NAMES,
    address_of,
    appoint_members,
    facts_of,
    make_chair,
)
from tests.journeys.house import BODY, DESK, PHONE, House, Visitor, copy_of, opened, typed, visitor

__all__ = ["browser"]

pytestmark = pytest.mark.browser

BEFORE = date(2026, 11, 20)
NINTH = "mayor"
CHAIR = "south"
MOTION = "To adopt the rules of procedure as drafted."
LATE = FactKind.OFFICE  # the fact that the clerk forgets at first


@dataclass
class Town:
    """Everybody who takes part, each with a browser of their own."""

    house: House
    clerk: Visitor
    chair: Visitor
    phones: dict[str, Visitor]
    public: Visitor
    made: dict[str, str] = field(default_factory=dict)

    @property
    def visitors(self) -> list[Visitor]:
        """Return all of them."""
        return [self.clerk, self.chair, *self.phones.values(), self.public]


@pytest.fixture(params=[True, False], ids=["with script", "without"])
def town(
    request: pytest.FixtureRequest,
    browser: Browser,
    furnished_sqlite: tuple[Path, dict[str, str]],
    tmp_path: Path,
) -> Iterator[Town]:
    with opened(copy_of(furnished_sqlite[0], tmp_path)) as house:
        house.let(appoint_members(BEFORE, list(NAMES)[:-1]))
        house.let(make_chair(CHAIR, BEFORE))
        script = bool(request.param)
        found = Town(
            house,
            clerk=visitor(browser, house, DESK, script=script),
            chair=visitor(browser, house, DESK, script=script),
            phones={
                seat: visitor(browser, house, PHONE, script=script)
                for seat in ("alliance-1", "alliance-3")
            },
            public=visitor(browser, house, DESK, script=script),
        )
        yield found
        for each in found.visitors:
            each.context.close()


def test_the_ninth_member_and_the_first_meeting(town: Town) -> None:
    the_clerk_records_a_person_with_all_facts_but_one(town)
    the_sheet_names_the_fact_that_is_missing(town)
    the_act_is_introduced_and_carried(town)
    the_appointment_is_refused_beside_what_was_typed(town)
    the_missing_fact_is_stated_and_a_double_click_appoints_once(town)
    the_member_is_told_and_takes_the_oath(town)
    the_chair_sets_the_meeting_and_gives_notice(town)
    the_chair_calls_it_to_order_and_finds_a_quorum(town)
    a_motion_is_put(town)
    two_members_vote_on_their_phones_and_the_others_by_roll_call(town)
    the_vote_is_closed_and_explained(town)
    the_meeting_ends_with_its_minutes(town)
    anyone_can_see_who_sits_and_who_voted_how(town)
    for each in town.visitors:
        assert each.wrong == []


def the_clerk_records_a_person_with_all_facts_but_one(town: Town) -> None:
    clerk = town.clerk
    clerk.signs_in("clerk@test.example")
    clerk.follows("People")
    clerk.field("Name").fill(NAMES[NINTH])
    clerk.field("E-mail").fill(address_of(NINTH))
    clerk.presses("Add")
    town.made["person"] = clerk.page.url.partition("?")[0]
    clerk.sees(NAMES[NINTH])
    for fact in facts_of(NINTH):
        if fact.kind is not LATE:
            states(clerk, fact)
    assert clerk.page.locator("#facts tbody tr").count() == len(facts_of(NINTH)) - 1


def the_sheet_names_the_fact_that_is_missing(town: Town) -> None:
    clerk = town.clerk
    clerk.page.locator("#sheet-seat").select_option(label="Mayor")
    clerk.presses("Show the sheet")
    clerk.sees(f"{NAMES[NINTH]} for Mayor")
    unknown = clerk.page.locator("#sheet tbody tr", has_text="not known")
    assert unknown.count() == 1
    assert "18-4F" in unknown.inner_text()
    clerk.presses("Record the designation")
    clerk.sees("Saved.")


def the_act_is_introduced_and_carried(town: Town) -> None:
    clerk = town.clerk
    clerk.follows("Legislation")
    clerk.field("Number").fill("2026-413")
    clerk.field("Title").fill("The Mayor’s member of the Board")
    clerk.presses("Introduce")
    clerk.sees("2026-413")
    clerk.field("Ayes").fill("9")
    clerk.field("Noes").fill("0")
    clerk.presses("Record the vote")
    clerk.sees("carried")


def the_appointment_is_refused_beside_what_was_typed(town: Town) -> None:
    clerk = town.clerk
    clerk.follows("Appoint under this act")
    clerk.field("Seat").select_option(label="Mayor")
    clerk.field("Person").select_option(label=NAMES[NINTH])
    clerk.field("Legislation").select_option(label="2026-413: The Mayor’s member of the Board")
    clerk.presses("Appoint")
    summary = clerk.page.get_by_role("alert")
    assert "18-4F" in summary.inner_text()
    assert clerk.page.locator(".error-summary li").count() == 1
    assert chosen(clerk.field("Seat")) == "Mayor"
    assert chosen(clerk.field("Person")) == NAMES[NINTH]
    assert "2026-413" in chosen(clerk.field("Legislation"))
    clerk.wrong = [each for each in clerk.wrong if "status of 409" not in each]


def the_missing_fact_is_stated_and_a_double_click_appoints_once(town: Town) -> None:
    clerk = town.clerk
    clerk.follows("The eligibility sheet of this person for this seat")
    clerk.follows(f"Facts about {NAMES[NINTH]}")
    for fact in facts_of(NINTH):
        if fact.kind is LATE:
            states(clerk, fact)
    clerk.page.locator("#sheet-seat").select_option(label="Mayor")
    clerk.presses("Show the sheet")
    assert clerk.page.locator("#sheet tbody tr", has_text="not known").count() == 0
    clerk.follows("Appoint")
    assert chosen(clerk.field("Seat")) == "Mayor"
    assert chosen(clerk.field("Person")) == NAMES[NINTH]
    clerk.field("Legislation").select_option(index=1)
    clerk.page.get_by_role("button", name="Appoint", exact=True).dblclick()
    clerk.page.get_by_role("heading", name=f"{NAMES[NINTH]}, Mayor").wait_for()
    body = town.house.let(get_body(SLUG))
    assert len(town.house.let(history(body))) == len(NAMES)


def the_member_is_told_and_takes_the_oath(town: Town) -> None:
    clerk = town.clerk
    clerk.sees("Tuesday, November 24, 2026")
    clerk.presses("Send the notice")
    clerk.sees("Sent.")
    clerk.field("Taken on").fill("2026-11-24")
    clerk.page.get_by_label("Filed with").fill("2026-11-24")
    clerk.presses("Record the oath")
    clerk.sees("Saved.")


def the_chair_sets_the_meeting_and_gives_notice(town: Town) -> None:
    chair = town.chair
    chair.signs_in(address_of(CHAIR))
    chair.follows("Meetings")
    chair.follows("Set a meeting")
    chair.field("Title").fill("First meeting")
    chair.field("Begins").fill(typed(MEETING))
    chair.field("Place").fill("City Hall, Room 208A")
    chair.presses("Set the meeting")
    chair.sees("Set up: First meeting, Thursday, December 3, 2026")
    town.made["meeting"] = chair.page.url.partition("/setup")[0].removeprefix(town.house.address)
    chair.field("Add an item").fill("Rules of procedure")
    chair.presses("Add to the agenda")
    town.house.at(MEETING - timedelta(hours=73))
    chair.signs_in(address_of(CHAIR))
    chair.goes(town.made["meeting"] + "/notice")
    for channel in CHARTER.meetings.notice.channels:
        chair.page.get_by_label(channel).check()
        chair.field("What proves it").fill("Seen there by the secretary.")
        chair.presses("Record the notice")
        chair.sees("Saved.")
    chair.goes(town.made["meeting"] + "/setup")
    chair.field("Where they can be read").fill("On the Board’s website.")
    chair.presses("They are published now")
    chair.follows("Public page")
    chair.sees("First meeting, Thursday, December 3, 2026")
    assert chair.page.get_by_text("on time").count() == len(("notice", "documents"))


def the_chair_calls_it_to_order_and_finds_a_quorum(town: Town) -> None:
    chair = town.chair
    town.house.at(MEETING)
    chair.signs_in(address_of(CHAIR))
    chair.goes(town.made["meeting"])
    chair.follows("Console")
    for there, name in enumerate(NAMES.values(), 1):
        chair.unfolds("Someone arrived or left")
        chair.presses(name)
        chair.sees(f"{there}\n")
    chair.presses("Call the meeting to order")
    chair.sees("9\n")
    chair.sees("Five are needed")


def a_motion_is_put(town: Town) -> None:
    chair = town.chair
    chair.field("The motion, word for word").fill(MOTION)
    chair.field("Moved by").select_option(label=NAMES["east"])
    chair.field("Item").select_option(label="Rules of procedure")
    chair.presses("Record the motion")
    chair.sees("It waits for a second.")
    chair.field("Seconded by").select_option(label=NAMES["northeast"])
    chair.presses("Record the second")
    chair.presses("Put the question")
    chair.sees("The vote is open.")


def two_members_vote_on_their_phones_and_the_others_by_roll_call(town: Town) -> None:
    first, second = town.phones.values()
    for phone, seat in zip((first, second), town.phones, strict=True):
        phone.signs_in(address_of(seat))
        phone.sees("In session: First meeting")
        phone.follows("My ballot")
        phone.sees(MOTION)
    first.presses("No")
    first.sees("Your vote is saved:")
    first.sees("No")
    first.presses("Yes")
    first.sees("✓ Yes")
    second.follows("I must recuse myself from this motion")
    second.field("a business relationship").check()
    second.field("In a sentence").fill("My firm drafted the rules.")
    second.presses("Recuse myself")
    second.sees("You cannot vote now")
    chair = town.chair
    chair.follows("Look again")
    chair.sees("7 votes are missing:")
    for seat, choice in CALLED.items():
        chair.unfolds("Record a vote for a member")
        chair.page.locator("#f-voter").select_option(label=NAMES[seat])
        chair.page.locator("#f-choice").select_option(label=choice)
        chair.presses("Record the vote")
    chair.sees_not("missing")


CALLED = {
    "east": "Yes",
    "northeast": "Yes",
    "northwest": "No",
    "south": "Yes",
    "alliance-2": "Abstain",
    "alliance-4": "No",
    "mayor": "Yes",
}


def the_vote_is_closed_and_explained(town: Town) -> None:
    chair = town.chair
    chair.sees("If the vote closed now")
    chair.presses("Close the vote")
    chair.sees("Carried")
    chair.sees("Why it carried.")


def the_meeting_ends_with_its_minutes(town: Town) -> None:
    chair = town.chair
    chair.presses("Adjourn")
    chair.goes(town.made["meeting"] + "/minutes/edit")
    chair.presses("Publish as a draft")
    chair.sees("DRAFT")


def anyone_can_see_who_sits_and_who_voted_how(town: Town) -> None:
    public = town.public
    public.goes("/")
    public.follows(CHARTER.body.name)
    public.sees(MOTION)
    public.follows("Members")
    for name in NAMES.values():
        public.sees(name)
    public.follows(NAMES[NINTH])
    public.sees("2026-413")
    public.follows("Votes")
    public.sees("Carried")
    public.follows("Meetings")
    public.follows("Thursday, December 3, 2026, 6:30 pm")
    votes = public.page.locator("#votes-1 tbody tr")
    assert votes.count() == len(NAMES)
    assert "Yes" in votes.filter(has_text=NAMES["alliance-1"]).inner_text()
    assert "Recused" in votes.filter(has_text=NAMES["alliance-3"]).inner_text()
    assert "Abstained" in votes.filter(has_text=NAMES["alliance-2"]).inner_text()
    public.sees("Why it carried.")
    public.sees("GCL 41")
    for private in ("/people", "/desk", "/appointments", "/letters"):
        public.goes(BODY + private)
        public.sees("Sign in first")
    public.wrong = [each for each in public.wrong if "status of 401" not in each]


def states(clerk: Visitor, fact: FactWish) -> None:
    """Fill in a fact on a person's page and send it."""
    clerk.field("Kind").select_option(value=fact.kind.value)
    clerk.field("Place, employer, office, suit or address").fill(fact.what)
    clerk.field("District, of a residence").fill(fact.district)
    clerk.field("From").fill(fact.since.isoformat() if fact.since else "")
    clerk.field("This is about immediate family").set_checked(fact.of_family)
    clerk.field("There is nothing of this kind besides what is stated").set_checked(fact.none_else)
    clerk.field("Stated on").fill(fact.stated_on.isoformat())
    clerk.presses("Add the fact")
    clerk.sees("Saved.")


def chosen(select: Locator) -> str:
    """Return the words of the option that is chosen."""
    return select.locator("option:checked").inner_text()
